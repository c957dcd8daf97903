package io.regulars.contacts;

import io.quarkus.scheduler.Scheduled;
import io.regulars.platform.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;

/** Forgets where links lead to that no message has had for longer than any offer is good: 400 days. */
@ApplicationScoped
class ForgetLinks {
    private static final Duration KEPT = Duration.ofDays(400);
    private static final int AT_ONCE = 1_000;

    private final Database database;
    private final InstantSource clock;

    ForgetLinks(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Scheduled(
            identity = "forget-links",
            every = "1h",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forget() {
        int gone;
        do {
            // what is just put into a message again is locked, and stays; what was followed is counted first
            gone = database.transaction(tx -> tx.update("""
                    delete from link_target where id in (
                        select t.id from link_target t
                        where t.used_at < ? and not exists (select 1 from link_click c where c.link = t.id)
                        limit ? for update skip locked)
                    """, clock.instant().minus(KEPT), AT_ONCE));
        } while (gone == AT_ONCE);
    }
}
