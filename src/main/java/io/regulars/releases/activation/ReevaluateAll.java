package io.regulars.releases.activation;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.regulars.access.businesses.BusinessId;
import io.regulars.evaluation.EvaluationCause;
import io.regulars.live.EvaluateAll;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.DatabaseFailure;
import io.regulars.running.ReleaseCannotRun;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Evaluates the clients of each business whose release was switched, in the background; requests are answered by the new
 * release meanwhile. One replica takes a business; where it stops, another goes on.
 */
@ApplicationScoped
class ReevaluateAll {
    private static final Logger LOG = Logger.getLogger(ReevaluateAll.class);

    /** A batch takes much less, so whoever is silent about it so long is not at work, though it may be alive. */
    private static final int SILENCE_SECONDS = 30;

    private final Database database;
    private final EvaluateAll evaluateAll;
    private final UUID replica;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("evaluate-release").factory());

    ReevaluateAll(Database database, EvaluateAll evaluateAll, Replicas replicas) {
        this.database = database;
        this.evaluateAll = evaluateAll;
        this.replica = replicas.own();
    }

    /** A business that this replica has taken. */
    private record Claim(BusinessId business, int activation, long after) {}

    /** Begins with what waits, if it is not at work. */
    @Scheduled(identity = "evaluate-release", every = "2s")
    void wake() {
        if (!asked.getAndSet(true)) {
            worker.execute(this::work);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        worker.shutdownNow();
    }

    private void work() {
        asked.set(false);
        try {
            for (Optional<Claim> claim = claim(); claim.isPresent(); claim = claim()) {
                tryToEvaluate(claim.get());
            }
        } catch (DatabaseFailure e) {
            LOG.warnf("Evaluating clients by the new release waits: %s", e.getMessage());
        }
    }

    /** What breaks off is tried again after a while, here or elsewhere; other businesses do not wait for it. */
    private void tryToEvaluate(Claim claim) {
        try {
            evaluate(claim);
        } catch (ReleaseCannotRun e) {
            LOG.errorf("Business %d is not evaluated: %s", claim.business.value(), e.getMessage());
        } catch (DatabaseFailure e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.errorf(e, "Evaluating business %d broke off; it is tried again.", claim.business.value());
        }
    }

    private Optional<Claim> claim() {
        return database.transaction(tx -> tx.first(
                """
                update release_evaluation set replica_id = ?, beat_at = clock_timestamp()
                where business_id = (
                    select business_id from release_evaluation e
                    where replica_id is null or beat_at < clock_timestamp() - make_interval(secs => ?)
                        or not exists (select 1 from replica r where r.id = e.replica_id
                                       and r.beat_at > clock_timestamp() - make_interval(secs => ?))
                    order by activation_id, business_id limit 1 for update skip locked)
                returning business_id, activation_id, after_client
                """,
                row -> new Claim(
                        new BusinessId(row.getInt("business_id")),
                        row.getInt("activation_id"),
                        row.getLong("after_client")),
                replica,
                SILENCE_SECONDS,
                Replicas.SILENCE_SECONDS));
    }

    private void evaluate(Claim claim) {
        long clients = evaluateAll.evaluate(
                claim.business, EvaluationCause.RELEASE, claim.after, (done, last) -> stillMine(claim, last));
        int finished = database.transaction(tx -> tx.update(
                "delete from release_evaluation where business_id = ? and activation_id = ? and replica_id = ?",
                claim.business.value(),
                claim.activation,
                replica));
        if (finished > 0) {
            LOG.debugf("Business %d: %d clients are evaluated by the new release.", claim.business.value(), clients);
        }
    }

    /** Notes how far it is; false if the release was switched again, or another replica has taken over. */
    private boolean stillMine(Claim claim, long last) {
        return database.transaction(tx -> tx.update("""
                        update release_evaluation set after_client = ?, beat_at = clock_timestamp()
                        where business_id = ? and activation_id = ? and replica_id = ?
                        """, last, claim.business.value(), claim.activation, replica)) > 0;
    }
}
