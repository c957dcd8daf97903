package io.regulars.timeline;

import io.quarkus.scheduler.Scheduled;
import io.regulars.access.businesses.BusinessId;
import io.regulars.jobs.BackgroundJobs;
import io.regulars.jobs.StoredJob;
import io.regulars.platform.database.Administration;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.problem.ProblemException;
import io.regulars.ranking.ApplySpendChanges;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Replays that run in the background, one at a time for a business, with their progress; kept for a week. */
@ApplicationScoped
class ReplayJobs {
    private static final BackgroundJobs.Kind<StoredReplay> KIND = new BackgroundJobs.Kind<>(
            StoredReplay.class,
            "The replay failed; the log has its id.",
            "The service was stopped meanwhile; ask again.");

    private static final Duration KEPT = Duration.ofDays(7);

    private final Administration administration;
    private final ReplayClients replayClients;
    private final ApplySpendChanges applySpendChanges;
    private final BackgroundJobs jobs;
    private final InstantSource clock;

    ReplayJobs(
            Administration administration,
            ReplayClients replayClients,
            ApplySpendChanges applySpendChanges,
            BackgroundJobs jobs,
            InstantSource clock) {
        this.administration = administration;
        this.replayClients = replayClients;
        this.applySpendChanges = applySpendChanges;
        this.jobs = jobs;
        this.clock = clock;
    }

    /**
     * How far a replay is, and what it found.
     *
     * @param state RUNNING, DONE or FAILED
     * @param clients how many there were when it began
     * @param segments how many clients were in each segment; empty until it is done
     * @param cutOffsKnownUntil from that moment on, which is not behind {@code asOf}, something was told while the replay ran,
     *     so that ranks by spend may be others by now; null: they are what follows from all that is known
     */
    @Schema(name = "ReplayJob")
    record Job(
            String job,
            String state,
            @Nullable Instant asOf,
            String knowledge,
            String release,
            long clients,
            long replayed,
            Map<String, Long> segments,
            @Nullable Instant cutOffsKnownUntil,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable String failure) {}

    /**
     * Begins to replay all clients of a business.
     *
     * @param segments those asked for; empty: all
     * @throws ProblemException CONFLICT while another replay of the business runs
     */
    UUID start(BusinessId business, SegmentsAsOf.Question question, Set<String> segments) {
        UUID job = jobs.addTheOnlyOne(
                KIND,
                new StoredReplay(business, question, segments, clock.instant()),
                "The replay %s of this business is running; ask again when it is done.");
        jobs.start(KIND, job, () -> {
            if (question.knowledge() == KnowledgeBasis.NOW) {
                applySpendChanges.apply(business);
            }
            replayClients.replay(job, business, question, segments);
            noteCutOffs(job, business, question);
        });
        return job;
    }

    private void noteCutOffs(UUID job, BusinessId business, SegmentsAsOf.Question question) {
        administration.transaction(transaction -> {
            Instant known = SegmentsAsOf.cutOffsKnownUntil(transaction, business, question);
            jobs.find(KIND, business, job).ifPresent(replay -> replay.cutOffsAreKnownUntil(known));
            return job;
        });
    }

    /** A replay of the business, if it has one of that id. */
    Optional<Job> find(BusinessId business, UUID id) {
        return administration.transaction(transaction -> {
            Optional<StoredReplay> replay = jobs.find(KIND, business, id);
            boolean done = replay.filter(found -> found.state() == StoredJob.State.DONE)
                    .isPresent();
            Map<String, Long> members = done ? counts(transaction, id) : Map.of();
            return replay.map(found -> found.job(members));
        });
    }

    private static Map<String, Long> counts(Transaction transaction, UUID job) throws SQLException {
        var counts = new TreeMap<String, Long>();
        transaction.list("""
                select m.segment, count(*) as clients from replay_member m join client c on c.id = m.client_id
                where m.job_id = ? and c.erased_at is null group by m.segment
                """, row -> counts.put(row.getString("segment"), row.getLong("clients")), job);
        return counts;
    }

    /** Gives up replays that have been silent, and forgets old ones. */
    @Scheduled(identity = "silent-replays", every = "10s", delayed = "10s")
    void tidy() {
        jobs.tidy(KIND, KEPT);
    }
}
