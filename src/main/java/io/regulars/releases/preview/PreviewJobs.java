package io.regulars.releases.preview;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.scheduler.Scheduled;
import io.regulars.access.businesses.BusinessId;
import io.regulars.jobs.BackgroundJobs;
import io.regulars.platform.database.Administration;
import io.regulars.platform.problem.ProblemException;
import io.regulars.preview.Impact;
import io.regulars.preview.PreviewRelease;
import io.regulars.releases.check.CheckPolicy;
import io.regulars.releases.check.CheckRelease;
import io.regulars.releases.store.WholeRelease;
import io.regulars.rules.model.Diagnostic;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Previews of releases that run in the background, one at a time for a business, with their progress; kept for a day. */
@ApplicationScoped
class PreviewJobs {
    private static final BackgroundJobs.Kind<StoredPreview> KIND = new BackgroundJobs.Kind<>(
            StoredPreview.class,
            "The preview failed; the log has its id.",
            "The service was stopped meanwhile; ask again.");

    private static final Duration KEPT = Duration.ofDays(1);

    private final Administration administration;
    private final PreviewRelease previewRelease;
    private final BackgroundJobs jobs;
    private final CheckPolicy policy;
    private final InstantSource clock;
    private final ObjectMapper json;

    PreviewJobs(
            Administration administration,
            PreviewRelease previewRelease,
            BackgroundJobs jobs,
            CheckPolicy policy,
            InstantSource clock,
            ObjectMapper json) {
        this.administration = administration;
        this.previewRelease = previewRelease;
        this.jobs = jobs;
        this.policy = policy;
        this.clock = clock;
        this.json = json;
    }

    /**
     * What is to be previewed.
     *
     * @param whole what the question's rules were compiled from
     */
    record Asked(WholeRelease whole, PreviewRelease.Question question) {}

    /**
     * How far a preview is, and what it found.
     *
     * @param hash of the files that were previewed
     * @param starts which campaigns follow: future-only, everyone or per-day
     * @param state RUNNING, DONE, FAILED or CANCELLED
     * @param clients how many there were when it began
     * @param problems what the check finds of these files: errors, which keep the release from being activated, and warnings;
     *     null until it has looked
     * @param impact null until it is done
     */
    @Schema(name = "PreviewJob")
    record Job(
            String job,
            String release,
            String hash,
            String starts,
            @Nullable Integer perDay,
            String state,
            long clients,
            long judged,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable String failure,

            @JsonRawValue @Schema(type = SchemaType.ARRAY, implementation = Diagnostic.class) @Nullable
            String problems,

            @JsonRawValue @Schema(implementation = Impact.class) @Nullable
            String impact) {
        /** The same with another text of what was found. */
        Job with(String otherImpact) {
            return new Job(
                    job,
                    release,
                    hash,
                    starts,
                    perDay,
                    state,
                    clients,
                    judged,
                    startedAt,
                    finishedAt,
                    failure,
                    problems,
                    otherImpact);
        }
    }

    /**
     * Begins to preview a release.
     *
     * @throws ProblemException CONFLICT while another preview of the business runs
     */
    UUID start(Asked asked) {
        UUID job = jobs.addTheOnlyOne(
                KIND,
                new StoredPreview(asked, clock.instant()),
                "The preview %s of this business is running; wait for it, or cancel it by DELETE.");
        jobs.start(KIND, job, () -> run(job, asked));
        return job;
    }

    /** A preview of the business and release, if there is one of that id. */
    Optional<Job> find(BusinessId business, int release, UUID job) {
        return administration.transaction(transaction -> jobs.find(KIND, business, job)
                .filter(preview -> preview.isOf(release))
                .map(StoredPreview::job));
    }

    /** Ends a preview that is running, on whatever replica; one that has ended stays as it is. */
    void cancel(BusinessId business, UUID job) {
        jobs.cancel(KIND, business, job);
    }

    private void run(UUID job, Asked asked) {
        // first, since rules that fail for everybody fail here too, and this names them
        String problems = written(CheckRelease.problems(asked.whole.files(), policy));
        found(job, asked, preview -> preview.findsProblems(problems));
        var progress = new Progress(job);
        Impact impact = previewRelease.preview(asked.question, progress::judged, progress::cancelled);
        progress.tell();
        String found = written(impact);
        found(job, asked, preview -> preview.findsImpact(found));
    }

    private void found(UUID job, Asked asked, Consumer<StoredPreview> finding) {
        administration.transaction(transaction -> {
            jobs.find(KIND, asked.question.business(), job).ifPresent(finding);
            return job;
        });
    }

    private String written(Object found) {
        try {
            return json.writeValueAsString(found);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What a preview found cannot be written", e);
        }
    }

    /** Tells the database several times a second how far it is, and hears whether it is still wanted. */
    private final class Progress {
        private static final long PERIOD_NANOS = 200_000_000;

        private final UUID job;
        private long judged;
        private long toldAt = System.nanoTime() - PERIOD_NANOS;
        private boolean cancelled;

        Progress(UUID job) {
            this.job = job;
        }

        synchronized void judged(long clients) {
            judged = Math.max(judged, clients);
        }

        synchronized boolean cancelled() {
            if (System.nanoTime() - toldAt >= PERIOD_NANOS) {
                tell();
            }
            return cancelled;
        }

        synchronized void tell() {
            toldAt = System.nanoTime();
            cancelled = !jobs.progress(KIND, job, "judged", judged);
        }
    }

    /** Gives up previews that have been silent, and forgets old ones. */
    @Scheduled(identity = "silent-previews", every = "10s", delayed = "10s")
    void tidy() {
        jobs.tidy(KIND, KEPT);
    }
}
