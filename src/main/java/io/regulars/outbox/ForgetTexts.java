package io.regulars.outbox;

import io.quarkus.scheduler.Scheduled;
import io.regulars.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Forgets the texts of what is done: a week after it was sent, three months after it failed. That it was sent stays. */
@ApplicationScoped
class ForgetTexts {
    private static final Duration SENT = Duration.ofDays(7);
    private static final Duration NOT_SENT = Duration.ofDays(90);
    private static final int AT_ONCE = 5_000;

    private final Database database;
    private final InstantSource clock;

    ForgetTexts(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Scheduled(identity = "forget-sent-texts", every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forget() {
        Instant now = clock.instant();
        int gone;
        do {
            gone = database.transaction(
                    tx -> tx.update("""
                    delete from outbox_body where id in (
                        select b.id from outbox_body b join delivery d on d.id = b.id
                        where b.created_at < ? and (d.state = 'SENT' and d.done_at < ? or d.done_at < ?)
                        limit ?)
                    """, now.minus(SENT), now.minus(SENT), now.minus(NOT_SENT), AT_ONCE));
        } while (gone == AT_ONCE);
    }
}
