package io.regulars.delivery;

import io.quarkus.scheduler.Scheduled;
import io.regulars.platform.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;

/** Looks every second whether actions are due, and each hour forgets how much of past rates was taken. */
@ApplicationScoped
class DeliveryWorker {
    private final DecideDueActions decide;
    private final ContactRows contacts;
    private final Database database;
    private final InstantSource clock;

    DeliveryWorker(DecideDueActions decide, ContactRows contacts, Database database, InstantSource clock) {
        this.decide = decide;
        this.contacts = contacts;
        this.database = database;
        this.clock = clock;
    }

    @Scheduled(identity = "decide-due-actions", every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void work() {
        decide.decide();
    }

    @Scheduled(identity = "forget-taken-rates", every = "1h", delayed = "1h")
    void forget() {
        database.transaction(tx -> {
            contacts.forget(tx, clock.instant());
            return true;
        });
    }
}
