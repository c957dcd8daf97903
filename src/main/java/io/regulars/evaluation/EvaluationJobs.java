package io.regulars.evaluation;

import static io.regulars.platform.Transaction.instant;

import io.quarkus.scheduler.Scheduled;
import io.regulars.access.BusinessId;
import io.regulars.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Evaluations of all clients of a business that run in the background, with their progress. */
@ApplicationScoped
class EvaluationJobs {
    private static final BackgroundJobs.Kind KIND = new BackgroundJobs.Kind(
            "evaluation_job",
            "An evaluation failed; the log has the job's id. Clients done so far stay done.",
            "The service was stopped meanwhile. Clients done so far stay done; ask again for the rest.");

    private final Database database;
    private final EvaluateAll evaluateAll;
    private final BackgroundJobs jobs;
    private final InstantSource clock;

    EvaluationJobs(Database database, EvaluateAll evaluateAll, BackgroundJobs jobs, InstantSource clock) {
        this.database = database;
        this.evaluateAll = evaluateAll;
        this.jobs = jobs;
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
        jobs.start(KIND, job, () -> evaluateAll.evaluate(business, Cause.REQUEST, done -> progress(job, done)));
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

    /** Gives up jobs that have been silent. */
    @Scheduled(identity = "silent-evaluation-jobs", every = "10s")
    void giveUpSilent() {
        jobs.giveUpSilent(KIND);
    }

    private void progress(UUID job, long done) {
        database.transaction(transaction -> transaction.update(
                "update evaluation_job set evaluated = ?, beat_at = ? where id = ?", done, clock.instant(), job));
    }
}
