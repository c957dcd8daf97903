package io.regulars.jobs;

import static java.util.Objects.requireNonNull;

import io.regulars.access.businesses.BusinessId;
import io.regulars.platform.database.Administration;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.rules.model.EndlessRules;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
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

/**
 * Work that goes on behind a request, its state the row of a {@link StoredBackgroundJob}: RUNNING until it is DONE, FAILED or, of some
 * kinds, CANCELLED. Whoever works moves its beat on with each step.
 */
@ApplicationScoped
public class BackgroundJobs {
    private static final Logger LOG = Logger.getLogger(BackgroundJobs.class);

    /** A step takes much less, so whatever is silent so long is not at work. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private final Administration administration;
    private final EntityManager entities;
    private final ManagedExecutor executor;
    private final InstantSource clock;

    BackgroundJobs(
            Administration administration, EntityManager entities, ManagedExecutor executor, InstantSource clock) {
        this.administration = administration;
        this.entities = entities;
        this.executor = executor;
        this.clock = clock;
    }

    /**
     * A kind of job.
     *
     * @param type of its rows
     * @param failed what a caller is told of one that failed
     * @param stopped what a caller is told of one whose instance was stopped
     */
    public record Kind<J extends StoredBackgroundJob>(Class<J> type, String failed, String stopped) {
        /** As queries name its rows. */
        private String rows() {
            return type.getName() + " job";
        }
    }

    /** The id of a job as a path names it; empty if that is none. */
    public static Optional<UUID> id(String path) {
        try {
            return Optional.of(UUID.fromString(path));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Adds a job about all clients of a business.
     *
     * @throws ProblemException CONFLICT while one of its kind runs
     */
    public UUID addTheOnlyOne(Kind<?> kind, StoredBackgroundJob job, String busy) {
        return administration.transaction(transaction -> {
            refuseWhileOneRuns(transaction, kind, job.business(), busy);
            return add(job);
        });
    }

    /**
     * Lets no other job of the kind begin for the business until the transaction ends.
     *
     * @param busy what a caller is told while one runs, with {@code %s} for its id
     * @throws ProblemException CONFLICT while one runs
     */
    void refuseWhileOneRuns(Transaction transaction, Kind<?> kind, BusinessId business, String busy)
            throws SQLException {
        transaction.first("select id from business where id = ? for update", row -> row.getInt(1), business.value());
        entities.createQuery(
                        "select id from " + kind.rows() + " where business = :business and state = :running",
                        UUID.class)
                .setParameter("business", business.value())
                .setParameter("running", StoredJob.State.RUNNING)
                .getResultStream()
                .findFirst()
                .ifPresent(running -> {
                    throw new ProblemException(ErrorCode.CONFLICT, busy.formatted(running));
                });
    }

    /** Adds a job about all clients of a business. */
    public UUID add(StoredBackgroundJob job) {
        return administration.transaction(transaction -> {
            job.isAbout(transaction
                    .first(
                            "select count(*) from client where business_id = ? and erased_at is null",
                            row -> row.getLong(1),
                            job.business().value())
                    .orElseThrow());
            job.persist();
            return job.id();
        });
    }

    /** A job of the business, if it has one of that id; called within {@link Administration#transaction}. */
    public <J extends StoredBackgroundJob> Optional<J> find(Kind<J> kind, BusinessId business, UUID id) {
        return Optional.ofNullable(entities.find(kind.type, id))
                .filter(job -> job.business().equals(business));
    }

    /** Begins the work of a job that has its row; work that is cancelled ends with a CancellationException. */
    public void start(Kind<?> kind, UUID job, Runnable work) {
        executor.execute(() -> {
            try {
                work.run();
                finish(kind, job, StoredJob.State.DONE, null);
            } catch (CancellationException e) {
                LOG.infof("Job %s was cancelled.", job);
            } catch (EndlessRules e) {
                finish(kind, job, StoredJob.State.FAILED, e.getMessage());
            } catch (RuntimeException e) {
                LOG.errorf(e, "Job %s failed", job);
                finish(kind, job, StoredJob.State.FAILED, kind.failed);
            }
        });
    }

    /**
     * Says how far a running job is, and that it is alive.
     *
     * @param progress the property that counts its clients
     * @return false if it does not run any more
     */
    public boolean progress(Kind<?> kind, UUID job, String progress, long clients) {
        int running = administration.transaction(transaction -> entities.createQuery("update " + kind.rows() + " set "
                        + progress + " = :clients, beatAt = cast(sql('clock_timestamp()') as Instant)"
                        + " where id = :id and state = :running")
                .setParameter("clients", clients)
                .setParameter("id", job)
                .setParameter("running", StoredJob.State.RUNNING)
                .executeUpdate());
        return running > 0;
    }

    /** Ends a job of the business that is running, on whatever instance; one that has ended stays as it is. */
    public void cancel(Kind<?> kind, BusinessId business, UUID job) {
        administration.transaction(transaction -> entities.createQuery("update " + kind.rows()
                        + " set state = :cancelled, finishedAt = :now"
                        + " where business = :business and id = :id and state = :running")
                .setParameter("cancelled", StoredJob.State.CANCELLED)
                .setParameter("now", clock.instant())
                .setParameter("business", business.value())
                .setParameter("id", job)
                .setParameter("running", StoredJob.State.RUNNING)
                .executeUpdate());
    }

    /** Gives up jobs that have been silent, since whatever ran them was stopped, and forgets those begun long ago. */
    public void tidy(Kind<?> kind, Duration kept) {
        administration.transaction(transaction -> {
            entities.createQuery("update " + kind.rows() + " set state = :failed, failure = :stopped, finishedAt = :now"
                            + " where state = :running and beatAt < :silentSince")
                    .setParameter("failed", StoredJob.State.FAILED)
                    .setParameter("stopped", kind.stopped)
                    .setParameter("now", clock.instant())
                    .setParameter("running", StoredJob.State.RUNNING)
                    .setParameter("silentSince", databaseTime(transaction).minus(SILENCE))
                    .executeUpdate();
            return entities.createQuery(
                            "delete from " + kind.rows() + " where startedAt < :before and state <> :running")
                    .setParameter("before", clock.instant().minus(kept))
                    .setParameter("running", StoredJob.State.RUNNING)
                    .executeUpdate();
        });
    }

    private static Instant databaseTime(Transaction transaction) throws SQLException {
        return transaction
                .first("select clock_timestamp() as now", row -> requireNonNull(Transaction.instant(row, "now")))
                .orElseThrow();
    }

    private void finish(Kind<?> kind, UUID job, StoredJob.State state, @Nullable String failure) {
        administration.transaction(transaction -> entities.createQuery(
                        "update " + kind.rows()
                                + " set state = :state, failure = :failure, finishedAt = :now where id = :id and state = :running")
                .setParameter("state", state)
                .setParameter("failure", failure)
                .setParameter("now", clock.instant())
                .setParameter("id", job)
                .setParameter("running", StoredJob.State.RUNNING)
                .executeUpdate());
    }
}
