package io.regulars.evaluation;

import io.regulars.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Work that goes on behind a request, its state a row of a table with the columns {@code id, state, beat_at, finished_at,
 * failure}: RUNNING until it is DONE or FAILED. Whoever works moves {@code beat_at} on with each step.
 */
@ApplicationScoped
class BackgroundJobs {
    private static final Logger LOG = Logger.getLogger(BackgroundJobs.class);

    /** A step takes much less, so whatever is silent so long is not at work. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private final Database database;
    private final ManagedExecutor executor;
    private final InstantSource clock;

    BackgroundJobs(Database database, ManagedExecutor executor, InstantSource clock) {
        this.database = database;
        this.executor = executor;
        this.clock = clock;
    }

    /**
     * A kind of job.
     *
     * @param table where the rows are
     * @param failed what a caller is told of one that failed
     * @param stopped what a caller is told of one whose instance was stopped
     */
    record Kind(String table, String failed, String stopped) {}

    /** Begins the work of a job that has its row. */
    void start(Kind kind, UUID job, Runnable work) {
        executor.execute(() -> {
            try {
                work.run();
                finish(kind, job, "DONE", null);
            } catch (RuntimeException e) {
                LOG.errorf(e, "Job %s of %s failed", job, kind.table);
                finish(kind, job, "FAILED", kind.failed);
            }
        });
    }

    /** Gives up jobs that have been silent: whatever ran them was stopped. */
    void giveUpSilent(Kind kind) {
        Instant now = clock.instant();
        database.transaction(transaction -> transaction.update(
                "update " + kind.table + " set state = 'FAILED', failure = ?, finished_at = ?"
                        + " where state = 'RUNNING' and beat_at < ?",
                kind.stopped,
                now,
                now.minus(SILENCE)));
    }

    private void finish(Kind kind, UUID job, String state, @Nullable String failure) {
        database.transaction(transaction -> transaction.update(
                "update " + kind.table
                        + " set state = ?, failure = ?, finished_at = ? where id = ? and state = 'RUNNING'",
                state,
                failure,
                clock.instant(),
                job));
    }
}
