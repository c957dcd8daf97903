package io.regulars.outbox.sending;

import io.quarkus.scheduler.Scheduled;
import io.regulars.platform.KeepConfig;
import io.regulars.platform.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Forgets the texts of what is done, some time after it was sent or failed. That it was sent stays. */
@ApplicationScoped
class ForgetTexts {
    private static final int AT_ONCE = 5_000;

    private final Database database;
    private final InstantSource clock;
    private final Duration sent;
    private final Duration notSent;

    ForgetTexts(Database database, InstantSource clock, KeepConfig config) {
        this.database = database;
        this.clock = clock;
        this.sent = Duration.ofDays(config.sentTexts());
        this.notSent = Duration.ofDays(config.unsentTexts());
    }

    @Scheduled(
            identity = "forget-sent-texts",
            every = "1h",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forget() {
        Instant now = clock.instant();
        Duration soonest = sent.compareTo(notSent) < 0 ? sent : notSent;
        int gone;
        do {
            gone = database.transaction(
                    tx -> tx.update("""
                    delete from outbox_body where id in (
                        select b.id from outbox_body b join delivery d on d.id = b.id
                        where b.created_at < ? and (d.state = 'SENT' and d.done_at < ? or d.done_at < ?)
                        limit ?)
                    """, now.minus(soonest), now.minus(sent), now.minus(notSent), AT_ONCE));
        } while (gone == AT_ONCE);
    }
}
