package io.regulars.jobs;

import io.regulars.access.BusinessId;
import io.regulars.platform.Database;
import io.regulars.platform.ErrorCode;
import io.regulars.platform.ProblemException;
import io.regulars.platform.Transaction;
import io.regulars.rules.model.EndlessRules;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Work that goes on behind a request, its state a row of a table with the columns {@code id, business_id, state, clients,
 * started_at, beat_at, finished_at, failure}: RUNNING until it is DONE, FAILED or, of some kinds, CANCELLED. Whoever works
 * moves {@code beat_at} on with each step, by the database's clock, since those of instances differ or are simulated.
 */
@ApplicationScoped
public class BackgroundJobs {
    private static final Logger LOG = Logger.getLogger(BackgroundJobs.class);

    /** A step takes much less, so whatever is silent so long is not at work. */
    private static final int SILENCE_SECONDS = 60;

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
    public record Kind(String table, String failed, String stopped) {}

    /** The id of a job as a path names it; empty if that is none. */
    public static Optional<UUID> id(String path) {
        try {
            return Optional.of(UUID.fromString(path));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Lets no other job of the kind begin for the business until the transaction ends.
     *
     * @param busy what a caller is told while one runs, with {@code %s} for its id
     * @throws ProblemException CONFLICT while one runs
     */
    public void refuseWhileOneRuns(Transaction transaction, Kind kind, BusinessId business, String busy)
            throws SQLException {
        transaction.first("select id from business where id = ? for update", row -> row.getInt(1), business.value());
        Optional<UUID> running = transaction.first(
                "select id from " + kind.table + " where business_id = ? and state = 'RUNNING'",
                row -> row.getObject("id", UUID.class),
                business.value());
        if (running.isPresent()) {
            throw new ProblemException(ErrorCode.CONFLICT, busy.formatted(running.get()));
        }
    }

    /**
     * Adds a job about all clients of a business.
     *
     * @param columns of the table beside those that all have, with their values
     */
    public UUID add(Transaction transaction, Kind kind, BusinessId business, Map<String, @Nullable Object> columns)
            throws SQLException {
        var arguments = new ArrayList<@Nullable Object>(List.of(business.value(), business.value(), clock.instant()));
        arguments.addAll(columns.values());
        return transaction
                .first(
                        "insert into " + kind.table + " (business_id, state, clients, started_at, beat_at"
                                + columns.keySet().stream()
                                        .map(column -> ", " + column)
                                        .collect(Collectors.joining())
                                + ") values (?, 'RUNNING',"
                                + " (select count(*) from client where business_id = ? and erased_at is null), ?,"
                                + " clock_timestamp()" + ", ?".repeat(columns.size()) + ") returning id",
                        row -> row.getObject("id", UUID.class),
                        arguments.toArray())
                .orElseThrow();
    }

    /** Begins the work of a job that has its row; work that is cancelled ends with a CancellationException. */
    public void start(Kind kind, UUID job, Runnable work) {
        executor.execute(() -> {
            try {
                work.run();
                finish(kind, job, "DONE", null);
            } catch (CancellationException e) {
                LOG.infof("Job %s of %s was cancelled.", job, kind.table);
            } catch (EndlessRules e) {
                finish(kind, job, "FAILED", e.getMessage());
            } catch (RuntimeException e) {
                LOG.errorf(e, "Job %s of %s failed", job, kind.table);
                finish(kind, job, "FAILED", kind.failed);
            }
        });
    }

    /** Ends a job of the business that is running, on whatever instance; one that has ended stays as it is. */
    public void cancel(Kind kind, BusinessId business, UUID job) {
        database.transaction(transaction -> transaction.update(
                "update " + kind.table
                        + " set state = 'CANCELLED', finished_at = ? where business_id = ? and id = ? and state = 'RUNNING'",
                clock.instant(),
                business.value(),
                job));
    }

    /** Gives up jobs that have been silent, since whatever ran them was stopped, and forgets those begun long ago. */
    public void tidy(Kind kind, Duration kept) {
        database.transaction(transaction -> {
            transaction.update(
                    "update " + kind.table + " set state = 'FAILED', failure = ?, finished_at = ?"
                            + " where state = 'RUNNING' and beat_at < clock_timestamp() - make_interval(secs => ?)",
                    kind.stopped,
                    clock.instant(),
                    SILENCE_SECONDS);
            return transaction.update(
                    "delete from " + kind.table + " where started_at < ? and state <> 'RUNNING'",
                    clock.instant().minus(kept));
        });
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
