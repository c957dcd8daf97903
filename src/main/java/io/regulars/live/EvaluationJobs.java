package io.regulars.live;

import io.quarkus.scheduler.Scheduled;
import io.regulars.access.businesses.BusinessId;
import io.regulars.evaluation.EvaluationCause;
import io.regulars.jobs.BackgroundJobs;
import io.regulars.platform.database.Administration;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Evaluations of all clients of a business that run in the background, with their progress; kept for a week. */
@ApplicationScoped
class EvaluationJobs {
    private static final BackgroundJobs.Kind<StoredEvaluation> KIND = new BackgroundJobs.Kind<>(
            StoredEvaluation.class,
            "An evaluation failed; the log has the job's id. Clients done so far stay done.",
            "The service was stopped meanwhile. Clients done so far stay done; ask again for the rest.");

    private static final Duration KEPT = Duration.ofDays(7);

    private final Administration administration;
    private final EvaluateAll evaluateAll;
    private final BackgroundJobs jobs;
    private final InstantSource clock;

    EvaluationJobs(Administration administration, EvaluateAll evaluateAll, BackgroundJobs jobs, InstantSource clock) {
        this.administration = administration;
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
    @Schema(name = "EvaluationJob")
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
        UUID job = jobs.add(new StoredEvaluation(business, clock.instant()));
        jobs.start(
                KIND, job, () -> evaluateAll.evaluate(business, EvaluationCause.REQUEST, done -> progress(job, done)));
        return job;
    }

    /** A job of the business, if it has one of that id. */
    Optional<Job> find(BusinessId business, UUID job) {
        return administration.transaction(
                transaction -> jobs.find(KIND, business, job).map(StoredEvaluation::job));
    }

    /** Gives up jobs that have been silent, and forgets old ones. */
    @Scheduled(identity = "silent-evaluation-jobs", every = "10s", delayed = "10s")
    void tidy() {
        jobs.tidy(KIND, KEPT);
    }

    private void progress(UUID job, long done) {
        jobs.progress(KIND, job, "evaluated", done);
    }
}
