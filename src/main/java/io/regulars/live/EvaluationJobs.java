package io.regulars.live;

import static io.regulars.platform.Transaction.instant;

import io.quarkus.scheduler.Scheduled;
import io.regulars.access.BusinessId;
import io.regulars.evaluation.EvaluationCause;
import io.regulars.jobs.BackgroundJobs;
import io.regulars.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Evaluations of all clients of a business that run in the background, with their progress; kept for a week. */
@ApplicationScoped
class EvaluationJobs {
    private static final BackgroundJobs.Kind KIND = new BackgroundJobs.Kind(
            "evaluation_job",
            "An evaluation failed; the log has the job's id. Clients done so far stay done.",
            "The service was stopped meanwhile. Clients done so far stay done; ask again for the rest.");

    private static final Duration KEPT = Duration.ofDays(7);

    private final Database database;
    private final EvaluateAll evaluateAll;
    private final BackgroundJobs jobs;

    EvaluationJobs(Database database, EvaluateAll evaluateAll, BackgroundJobs jobs) {
        this.database = database;
        this.evaluateAll = evaluateAll;
        this.jobs = jobs;
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
        UUID job = database.transaction(transaction -> jobs.add(transaction, KIND, business, Map.of()));
        jobs.start(
                KIND, job, () -> evaluateAll.evaluate(business, EvaluationCause.REQUEST, done -> progress(job, done)));
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

    /** Gives up jobs that have been silent, and forgets old ones. */
    @Scheduled(identity = "silent-evaluation-jobs", every = "10s")
    void tidy() {
        jobs.tidy(KIND, KEPT);
    }

    private void progress(UUID job, long done) {
        database.transaction(transaction -> transaction.update(
                "update evaluation_job set evaluated = ?, beat_at = clock_timestamp() where id = ?", done, job));
    }
}
