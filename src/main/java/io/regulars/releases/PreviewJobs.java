package io.regulars.releases;

import static io.regulars.platform.Transaction.instant;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.scheduler.Scheduled;
import io.regulars.access.BusinessId;
import io.regulars.evaluation.Impact;
import io.regulars.evaluation.PreviewRelease;
import io.regulars.platform.Database;
import io.regulars.platform.ErrorCode;
import io.regulars.platform.Refusal;
import io.regulars.platform.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Previews of releases that run in the background, one at a time for a business, with their progress; kept for a day. */
@ApplicationScoped
class PreviewJobs {
    private static final Logger LOG = Logger.getLogger(PreviewJobs.class);

    /** A part of a population takes much less, so whatever is silent so long is not at work. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private static final Duration KEPT = Duration.ofDays(1);

    private final Database database;
    private final PreviewRelease previewRelease;
    private final ManagedExecutor executor;
    private final ObjectMapper json;
    private final InstantSource clock;

    PreviewJobs(
            Database database,
            PreviewRelease previewRelease,
            ManagedExecutor executor,
            ObjectMapper json,
            InstantSource clock) {
        this.database = database;
        this.previewRelease = previewRelease;
        this.executor = executor;
        this.json = json;
        this.clock = clock;
    }

    /**
     * How far a preview is, and what it found.
     *
     * @param hash of the files that were previewed
     * @param starts which campaigns follow: future-only, everyone or per-day
     * @param state RUNNING, DONE, FAILED or CANCELLED
     * @param clients how many there were when it began
     * @param impact null until it is done
     */
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
            @JsonRawValue @Nullable String impact) {
        private static Job read(ResultSet row) throws SQLException {
            Integer perDay = row.getObject("per_day", Integer.class);
            return new Job(
                    row.getString("id"),
                    Release.label(row.getInt("release_id")),
                    row.getString("hash"),
                    perDay != null
                            ? "per-day"
                            : row.getString("starts").equals("EVERYONE") ? "everyone" : "future-only",
                    perDay,
                    row.getString("state"),
                    row.getLong("clients"),
                    row.getLong("judged"),
                    instant(row, "started_at"),
                    instant(row, "finished_at"),
                    row.getString("failure"),
                    row.getString("impact"));
        }
    }

    /**
     * Begins to preview a release.
     *
     * @throws Refusal CONFLICT while another preview of the business runs
     */
    UUID start(Release release, PreviewRelease.Question question, @Nullable Integer perDay) {
        UUID job = database.transaction(transaction -> insert(transaction, release, question, perDay));
        executor.execute(() -> run(job, question));
        return job;
    }

    private UUID insert(
            Transaction transaction, Release release, PreviewRelease.Question question, @Nullable Integer perDay)
            throws SQLException {
        int business = question.business().value();
        transaction.first("select id from business where id = ? for update", row -> row.getInt(1), business);
        Instant now = clock.instant();
        return transaction
                .first(
                        """
                        insert into preview_job (business_id, release_id, hash, starts, per_day, state, clients, started_at,
                                                 beat_at)
                        select ?, ?, ?, ?, ?::integer, 'RUNNING',
                               (select count(*) from client where business_id = ? and erased_at is null), ?, ?
                        where not exists (select 1 from preview_job where business_id = ? and state = 'RUNNING')
                        returning id
                        """,
                        row -> row.getObject("id", UUID.class),
                        business,
                        release.id(),
                        release.hash(),
                        question.everyone() ? "EVERYONE" : "FUTURE_ONLY",
                        perDay,
                        business,
                        now,
                        now,
                        business)
                .orElseThrow(() -> new Refusal(
                        ErrorCode.CONFLICT,
                        "A preview of this business is running; wait for it, or cancel it by DELETE."));
    }

    /** A preview of the business and release, if there is one of that id. */
    Optional<Job> find(BusinessId business, int release, UUID job) {
        return database.transaction(transaction -> transaction.first(
                "select * from preview_job where business_id = ? and release_id = ? and id = ?",
                Job::read,
                business.value(),
                release,
                job));
    }

    /** Ends a preview that is running, on whatever replica; one that has ended stays as it is. */
    void cancel(BusinessId business, UUID job) {
        Instant now = clock.instant();
        database.transaction(transaction -> transaction.update("""
                update preview_job set state = 'CANCELLED', finished_at = ?
                where business_id = ? and id = ? and state = 'RUNNING'
                """, now, business.value(), job));
    }

    private void run(UUID job, PreviewRelease.Question question) {
        var progress = new Progress(job);
        try {
            Impact impact = previewRelease.preview(question, progress::judged, progress::cancelled);
            progress.tell();
            finish(job, "DONE", null, json.writeValueAsString(impact));
        } catch (CancellationException e) {
            LOG.infof("Preview %s was cancelled.", job);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An impact cannot be written", e);
        } catch (RuntimeException e) {
            LOG.errorf(e, "Preview %s failed", job);
            finish(job, "FAILED", "The preview failed; the log has its id.", null);
        }
    }

    /** Tells the database several times a second how far it is, and hears whether it is still wanted. */
    private final class Progress {
        private static final long PERIOD_NANOS = 200_000_000;

        private final UUID job;
        private long judged;
        private long toldAt = System.nanoTime();
        private boolean cancelled;

        Progress(UUID job) {
            this.job = job;
        }

        synchronized void judged(long clients) {
            judged = Math.max(judged, clients);
        }

        synchronized boolean cancelled() {
            if (System.nanoTime() - toldAt > PERIOD_NANOS) {
                tell();
            }
            return cancelled;
        }

        synchronized void tell() {
            toldAt = System.nanoTime();
            cancelled = database.transaction(transaction -> transaction.update(
                            "update preview_job set judged = ?, beat_at = ? where id = ? and state = 'RUNNING'",
                            judged,
                            clock.instant(),
                            job))
                    == 0;
        }
    }

    private void finish(UUID job, String state, @Nullable String failure, @Nullable String impact) {
        database.transaction(transaction -> transaction.update("""
                update preview_job set state = ?, failure = ?, impact = ?::jsonb, finished_at = ?
                where id = ? and state = 'RUNNING'
                """, state, failure, impact, clock.instant(), job));
    }

    /** Gives up previews that have been silent, since whatever ran them was stopped, and forgets old ones. */
    @Scheduled(identity = "silent-previews", every = "10s")
    void tidy() {
        Instant now = clock.instant();
        database.transaction(transaction -> {
            transaction.update("""
                    update preview_job set state = 'FAILED', failure = ?, finished_at = ?
                    where state = 'RUNNING' and beat_at < ?
                    """, "The service was stopped meanwhile; ask again.", now, now.minus(SILENCE));
            return transaction.update("delete from preview_job where started_at < ?", now.minus(KEPT));
        });
    }
}
