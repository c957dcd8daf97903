package io.regulars.evaluation;

import static io.regulars.platform.Transaction.instant;

import io.quarkus.scheduler.Scheduled;
import io.regulars.access.BusinessId;
import io.regulars.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Evaluations of all clients of a business that run in the background, with their progress. */
@ApplicationScoped
class EvaluationJobs {
    private static final Logger LOG = Logger.getLogger(EvaluationJobs.class);

    /** A batch takes much less, so whatever is silent so long is not at work. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private final Database database;
    private final EvaluateAll evaluateAll;
    private final ManagedExecutor executor;
    private final InstantSource clock;

    EvaluationJobs(Database database, EvaluateAll evaluateAll, ManagedExecutor executor, InstantSource clock) {
        this.database = database;
        this.evaluateAll = evaluateAll;
        this.executor = executor;
        this.clock = clock;
    }

    /**
     * How far a job is.
     *
     * @param state RUNNING, DONE or FAILED
     * @param clients how many there were when it began
     */
    record Job(
            String job,
            String state,
            long clients,
            long evaluated,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable String failure) {}

    /** Begins to evaluate all clients of a business. */
    UUID start(BusinessId business) {
        Instant now = clock.instant();
        UUID job = database.transaction(transaction -> transaction
                .first("""
                        insert into evaluation_job (business_id, state, clients, started_at, beat_at)
                        select ?, 'RUNNING', count(*), ?, ? from client where business_id = ? and erased_at is null
                        returning id
                        """, row -> row.getObject("id", UUID.class), business.value(), now, now, business.value())
                .orElseThrow());
        executor.execute(() -> run(job, business));
        return job;
    }

    /** A job of the business, if it has one of that id. */
    Optional<Job> find(BusinessId business, UUID job) {
        return database.transaction(transaction -> transaction.first(
                """
                select id, state, clients, evaluated, started_at, finished_at, failure
                from evaluation_job where business_id = ? and id = ?
                """,
                row -> new Job(
                        row.getString("id"),
                        row.getString("state"),
                        row.getLong("clients"),
                        row.getLong("evaluated"),
                        instant(row, "started_at"),
                        instant(row, "finished_at"),
                        row.getString("failure")),
                business.value(),
                job));
    }

    private void run(UUID job, BusinessId business) {
        try {
            evaluateAll.evaluate(business, Cause.REQUEST, done -> progress(job, done));
            finish(job, "DONE", null);
        } catch (RuntimeException e) {
            LOG.errorf(e, "Evaluation job %s failed", job);
            finish(job, "FAILED", "An evaluation failed; the log has the job's id. Clients done so far stay done.");
        }
    }

    /** Gives up jobs that have been silent: whatever ran them was stopped. */
    @Scheduled(identity = "silent-evaluation-jobs", every = "10s")
    void giveUpSilent() {
        Instant now = clock.instant();
        database.transaction(transaction -> transaction.update(
                """
                update evaluation_job set state = 'FAILED', failure = ?, finished_at = ?
                where state = 'RUNNING' and beat_at < ?
                """,
                "The service was stopped meanwhile. Clients done so far stay done; ask again for the rest.",
                now,
                now.minus(SILENCE)));
    }

    private void progress(UUID job, long done) {
        database.transaction(transaction -> transaction.update(
                "update evaluation_job set evaluated = ?, beat_at = ? where id = ?", done, clock.instant(), job));
    }

    private void finish(UUID job, String state, @Nullable String failure) {
        database.transaction(transaction -> transaction.update(
                "update evaluation_job set state = ?, failure = ?, finished_at = ? where id = ?",
                state,
                failure,
                clock.instant(),
                job));
    }
}
