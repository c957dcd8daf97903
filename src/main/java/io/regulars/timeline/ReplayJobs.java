package io.regulars.timeline;

import static io.regulars.platform.Transaction.instant;

import io.quarkus.scheduler.Scheduled;
import io.regulars.access.BusinessId;
import io.regulars.jobs.BackgroundJobs;
import io.regulars.platform.Database;
import io.regulars.platform.ProblemException;
import io.regulars.platform.Transaction;
import io.regulars.ranking.ApplySpendChanges;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Replays that run in the background, one at a time for a business, with their progress; kept for a week. */
@ApplicationScoped
class ReplayJobs {
    private static final BackgroundJobs.Kind KIND = new BackgroundJobs.Kind(
            "replay_job", "The replay failed; the log has its id.", "The service was stopped meanwhile; ask again.");

    private static final Duration KEPT = Duration.ofDays(7);

    private final Database database;
    private final ReplayClients replayClients;
    private final ApplySpendChanges foldSpends;
    private final BackgroundJobs jobs;

    ReplayJobs(Database database, ReplayClients replayClients, ApplySpendChanges foldSpends, BackgroundJobs jobs) {
        this.database = database;
        this.replayClients = replayClients;
        this.foldSpends = foldSpends;
        this.jobs = jobs;
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
            @Nullable String failure) {
        Job with(Map<String, Long> counts) {
            return new Job(
                    job,
                    state,
                    asOf,
                    knowledge,
                    release,
                    clients,
                    replayed,
                    counts,
                    cutOffsKnownUntil,
                    startedAt,
                    finishedAt,
                    failure);
        }
    }

    /**
     * Begins to replay all clients of a business.
     *
     * @param segments those asked for; empty: all
     * @throws ProblemException CONFLICT while another replay of the business runs
     */
    UUID start(BusinessId business, SegmentsAsOf.Question question, Set<String> segments) {
        UUID job = database.transaction(transaction -> insert(transaction, business, question, segments));
        jobs.start(KIND, job, () -> {
            if (question.knowledge() == KnowledgeBasis.NOW) {
                foldSpends.fold(business);
            }
            replayClients.replay(job, business, question, segments);
            noteCutOffs(job, business, question);
        });
        return job;
    }

    private void noteCutOffs(UUID job, BusinessId business, SegmentsAsOf.Question question) {
        database.transaction(transaction -> transaction.update(
                "update replay_job set cut_offs_known_until = ? where id = ?",
                SegmentsAsOf.cutOffsKnownUntil(transaction, business, question),
                job));
    }

    private UUID insert(
            Transaction transaction, BusinessId business, SegmentsAsOf.Question question, Set<String> segments)
            throws SQLException {
        jobs.refuseWhileOneRuns(
                transaction, KIND, business, "The replay %s of this business is running; ask again when it is done.");
        var columns = new HashMap<String, @Nullable Object>();
        columns.put("as_of", question.asOf());
        columns.put("knowledge", question.knowledge());
        columns.put("release_id", question.release().id());
        columns.put("segments", segments.isEmpty() ? null : segments.toArray(String[]::new));
        return jobs.add(transaction, KIND, business, columns);
    }

    /** A replay of the business, if it has one of that id. */
    Optional<Job> find(BusinessId business, UUID id) {
        return database.transaction(transaction -> {
            Optional<Job> found = transaction.first(
                    "select * from replay_job where business_id = ? and id = ?",
                    row -> new Job(
                            row.getString("id"),
                            row.getString("state"),
                            instant(row, "as_of"),
                            row.getString("knowledge").toLowerCase(Locale.ROOT),
                            "r-" + row.getInt("release_id"),
                            row.getLong("clients"),
                            row.getLong("replayed"),
                            Map.of(),
                            instant(row, "cut_offs_known_until"),
                            instant(row, "started_at"),
                            instant(row, "finished_at"),
                            row.getString("failure")),
                    business.value(),
                    id);
            return found.isPresent() && found.get().state().equals("DONE")
                    ? Optional.of(found.get().with(counts(transaction, id)))
                    : found;
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
    @Scheduled(identity = "silent-replays", every = "10s")
    void tidy() {
        jobs.tidy(KIND, KEPT);
    }
}
