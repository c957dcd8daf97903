package io.regulars.imports;

import io.quarkus.scheduler.Scheduled;
import io.regulars.evaluation.EvaluationCause;
import io.regulars.evaluation.TriggerEvent;
import io.regulars.live.EvaluateClients;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.DatabaseFailure;
import io.regulars.platform.database.Transaction;
import io.regulars.ranking.ApplySpendChanges;
import io.regulars.running.ActiveRelease;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Evaluates the clients that imports have touched, a hundred to a transaction, once their lines are stored: first what
 * all of them have spent is brought up to date, so that the first are ranked among the last. Who is left
 * to evaluate stands in the database, so a restart, or another instance, goes on where this one stopped.
 */
@ApplicationScoped
class EvaluateImported {
    private static final Logger LOG = Logger.getLogger(EvaluateImported.class);
    private static final int BATCH = 100;

    private final Database database;
    private final ImportJobs jobs;
    private final EvaluateClients evaluateClients;
    private final ApplySpendChanges applySpendChanges;
    private final ActiveRelease active;
    private final InstantSource clock;

    EvaluateImported(
            Database database,
            ImportJobs jobs,
            EvaluateClients evaluateClients,
            ApplySpendChanges applySpendChanges,
            ActiveRelease active,
            InstantSource clock) {
        this.database = database;
        this.jobs = jobs;
        this.evaluateClients = evaluateClients;
        this.applySpendChanges = applySpendChanges;
        this.active = active;
        this.clock = clock;
    }

    /** Evaluates whoever is left of all imports whose lines are stored; nobody while no release is active. */
    @Scheduled(identity = "evaluate-imported", every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void evaluate() {
        if (!active.any()) {
            return;
        }
        for (ImportJobs.Unfinished job : jobs.unfinished()) {
            try {
                evaluate(job);
            } catch (DatabaseFailure e) {
                // the next turn tries again
                LOG.warnf("Evaluating import %s waits: %s", job.id(), e.getMessage());
            }
        }
    }

    private void evaluate(ImportJobs.Unfinished job) {
        inBatches(job, "", (tx, clients) -> evaluateClients.updateSpend(tx, job.business(), clients));
        applySpendChanges.apply(job.business());
        inBatches(job, " for update skip locked", (tx, clients) -> evaluate(tx, job, clients));
        jobs.finish(job.id(), clock.instant());
    }

    /** What is done with a batch of clients whose rows are locked. */
    @FunctionalInterface
    private interface Step {
        void take(Transaction tx, List<Long> clients) throws SQLException;
    }

    private void inBatches(ImportJobs.Unfinished job, String lock, Step step) {
        long after = 0;
        List<Long> batch;
        do {
            long from = after;
            batch = database.transaction(tx -> batch(tx, job, from, lock, step));
            after = batch.isEmpty() ? after : batch.getLast();
        } while (!batch.isEmpty());
    }

    private static List<Long> batch(Transaction tx, ImportJobs.Unfinished job, long after, String lock, Step step)
            throws SQLException {
        List<Long> left = tx.list(
                "select client_id from import_client where job_id = ? and client_id > ? order by client_id limit ?"
                        + lock,
                row -> row.getLong(1),
                job.id(),
                after,
                BATCH);
        if (!left.isEmpty()) {
            tx.list(
                    "select id from client where id = any(?::bigint[]) order by id for update",
                    row -> row.getLong(1),
                    (Object) texts(left));
            step.take(tx, left);
        }
        return left;
    }

    /** What another instance has taken is left to it; who was erased meanwhile is left out. */
    private void evaluate(Transaction tx, ImportJobs.Unfinished job, List<Long> clients) throws SQLException {
        List<Long> present = tx.list(
                "select id from client where id = any(?::bigint[]) and erased_at is null",
                row -> row.getLong(1),
                (Object) texts(clients));
        Map<Long, List<TriggerEvent>> nothingHappened =
                present.stream().collect(Collectors.toMap(Function.identity(), client -> List.of()));
        EvaluationCause cause =
                job.startCampaigns() ? EvaluationCause.IMPORT_STARTING_CAMPAIGNS : EvaluationCause.IMPORT;
        evaluateClients.evaluate(tx, job.business(), nothingHappened, cause);
        tx.update(
                "delete from import_client where job_id = ? and client_id = any(?::bigint[])",
                job.id(),
                texts(clients));
        tx.update("update import_job set evaluated = evaluated + ? where id = ?", present.size(), job.id());
    }

    private static String[] texts(List<Long> numbers) {
        return numbers.stream().map(String::valueOf).toArray(String[]::new);
    }
}
