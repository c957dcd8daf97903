package io.regulars.evaluation;

import io.regulars.access.BusinessId;
import io.regulars.platform.Database;
import io.regulars.platform.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/** Evaluates every client of a business, a hundred to a transaction in the order of their ids, so memory stays flat. */
@ApplicationScoped
public class EvaluateAll {
    private static final int BATCH = 100;

    private final Database database;
    private final EvaluateClients evaluateClients;
    private final FoldSpends foldSpends;
    private final FailingClients failing;

    EvaluateAll(Database database, EvaluateClients evaluateClients, FoldSpends foldSpends, FailingClients failing) {
        this.database = database;
        this.evaluateClients = evaluateClients;
        this.foldSpends = foldSpends;
        this.failing = failing;
    }

    /**
     * Evaluates them and says how many there were.
     *
     * @param progress told how many are done after each batch
     */
    public long evaluate(BusinessId business, Cause cause, LongConsumer progress) {
        return evaluate(business, cause, 0, (done, last) -> {
            progress.accept(done);
            return true;
        });
    }

    /** Told after each batch how many are done and which client was the last; says whether to go on. */
    @FunctionalInterface
    public interface Progress {
        boolean goOn(long done, long last);
    }

    /** Evaluates those whose number is greater than some client's, as far as the progress lets it. */
    public long evaluate(BusinessId business, Cause cause, long after, Progress progress) {
        foldSpends.fold(business);
        long done = 0;
        List<Long> batch = evaluateBatch(business, cause, after);
        while (!batch.isEmpty()) {
            done += batch.size();
            long last = batch.getLast();
            batch = progress.goOn(done, last) ? evaluateBatch(business, cause, last) : List.of();
        }
        return done;
    }

    private List<Long> evaluateBatch(BusinessId business, Cause cause, long after) {
        var batch = new ArrayList<Long>();
        try {
            database.transaction(transaction -> {
                batch.addAll(transaction.list("""
                        select id from client where business_id = ? and id > ? and erased_at is null
                        order by id limit ? for update
                        """, row -> row.getLong("id"), business.value(), after, BATCH));
                return evaluate(transaction, business, cause, batch);
            });
        } catch (RuntimeException e) {
            if (!FailingClients.concernsTheClient(e)) {
                throw e;
            }
            batch.forEach(client -> evaluateAlone(business, cause, client));
        }
        return batch;
    }

    private void evaluateAlone(BusinessId business, Cause cause, long client) {
        try {
            database.transaction(transaction -> evaluate(
                    transaction,
                    business,
                    cause,
                    transaction.list(
                            "select id from client where id = ? and erased_at is null for update",
                            row -> row.getLong("id"),
                            client)));
        } catch (RuntimeException e) {
            if (!FailingClients.concernsTheClient(e)) {
                throw e;
            }
            failing.failed(client, e);
        }
    }

    private List<Answer> evaluate(Transaction transaction, BusinessId business, Cause cause, List<Long> clients)
            throws SQLException {
        if (clients.isEmpty()) {
            return List.of();
        }
        var happenings = new TreeMap<Long, List<Happening>>();
        clients.forEach(client -> happenings.put(client, List.of()));
        return evaluateClients.evaluate(transaction, business, happenings, cause);
    }
}
