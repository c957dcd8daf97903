package io.regulars.live;

import io.regulars.access.businesses.BusinessId;
import io.regulars.evaluation.EvaluationCause;
import io.regulars.evaluation.TriggerEvent;
import io.regulars.jobs.ClientBatches;
import io.regulars.jobs.ParallelBatches;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.Transaction;
import io.regulars.ranking.ApplySpendChanges;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/** Evaluates every client of a business, a few hundred to a transaction in the order of their ids, so memory stays flat. */
@ApplicationScoped
public class EvaluateAll {
    /** More would gain little, and a request waits for the batch that its client is in. */
    private static final int BATCH = 500;

    private final Database database;
    private final EvaluateClients evaluateClients;
    private final RepriceSpends repriceSpends;
    private final ApplySpendChanges applySpendChanges;
    private final FailingClients failing;
    private final ParallelBatches parallel;

    EvaluateAll(
            Database database,
            EvaluateClients evaluateClients,
            RepriceSpends repriceSpends,
            ApplySpendChanges applySpendChanges,
            FailingClients failing,
            ParallelBatches parallel) {
        this.database = database;
        this.evaluateClients = evaluateClients;
        this.repriceSpends = repriceSpends;
        this.applySpendChanges = applySpendChanges;
        this.failing = failing;
        this.parallel = parallel;
    }

    /**
     * Evaluates them and says how many there were.
     *
     * @param progress told how many are done after each batch
     */
    public long evaluate(BusinessId business, EvaluationCause cause, LongConsumer progress) {
        return evaluate(business, cause, 0, (done, last) -> {
            progress.accept(done);
            return true;
        });
    }

    /**
     * Told after each batch, by one thread at a time, how many are done and up to which client all of them; says whether to
     * go on.
     */
    @FunctionalInterface
    public interface Progress {
        boolean goOn(long done, long last);
    }

    /** Evaluates those whose number is greater than some client's, as far as the progress lets it. */
    public long evaluate(BusinessId business, EvaluationCause cause, long after, Progress progress) {
        repriceSpends.reprice(business);
        applySpendChanges.apply(business);
        var course = new Course(business, after, progress);
        parallel.repeat(() -> {
            Batch batch = course.next();
            evaluateBatch(business, cause, batch.clients);
            return course.done(batch);
        });
        return course.done;
    }

    private record Batch(long after, List<Long> clients) {}

    /** How far an evaluation of everybody is that several threads are at. */
    private final class Course {
        private final BusinessId business;
        private final Progress progress;
        private final TreeSet<Long> begunAfter = new TreeSet<>();
        private long after;
        private long done;

        Course(BusinessId business, long after, Progress progress) {
            this.business = business;
            this.after = after;
            this.progress = progress;
        }

        synchronized Batch next() {
            List<Long> clients =
                    database.transaction(transaction -> ClientBatches.after(transaction, business, after, BATCH));
            var batch = new Batch(after, clients);
            if (!clients.isEmpty()) {
                begunAfter.add(after);
                after = clients.getLast();
            }
            return batch;
        }

        /** Whether to take another batch. */
        synchronized boolean done(Batch batch) {
            if (batch.clients.isEmpty()) {
                return false;
            }
            begunAfter.remove(batch.after);
            done += batch.clients.size();
            return progress.goOn(done, begunAfter.isEmpty() ? after : begunAfter.first());
        }
    }

    private void evaluateBatch(BusinessId business, EvaluationCause cause, List<Long> batch) {
        try {
            database.transaction(transaction -> evaluate(transaction, business, cause, batch));
        } catch (RuntimeException e) {
            if (!FailingClients.concernsTheClient(e)) {
                throw e;
            }
            batch.forEach(client -> evaluateAlone(business, cause, client));
        }
    }

    private void evaluateAlone(BusinessId business, EvaluationCause cause, long client) {
        try {
            database.transaction(transaction -> evaluate(transaction, business, cause, List.of(client)));
        } catch (RuntimeException e) {
            if (!FailingClients.concernsTheClient(e)) {
                throw e;
            }
            failing.failed(client, e);
        }
    }

    /** Locks them first, in their order; who was erased meanwhile is left out. */
    private List<EvaluationAnswer> evaluate(
            Transaction transaction, BusinessId business, EvaluationCause cause, List<Long> clients)
            throws SQLException {
        var triggerEvents = new TreeMap<Long, List<TriggerEvent>>();
        transaction
                .list(
                        "select id from client where id = any(?::bigint[]) and erased_at is null order by id for update",
                        row -> row.getLong("id"),
                        (Object) clients.stream().map(String::valueOf).toArray(String[]::new))
                .forEach(client -> triggerEvents.put(client, List.of()));
        return triggerEvents.isEmpty()
                ? List.of()
                : evaluateClients.evaluate(transaction, business, triggerEvents, cause);
    }
}
