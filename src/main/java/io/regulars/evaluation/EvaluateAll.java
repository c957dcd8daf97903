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
        foldSpends.fold(business);
        long done = 0;
        long after = 0;
        while (true) {
            List<Long> batch = evaluateBatch(business, cause, after);
            if (batch.isEmpty()) {
                return done;
            }
            done += batch.size();
            after = batch.getLast();
            progress.accept(done);
        }
    }

    /** Evaluates every client of every business, one business after the other: what other rules ask for. */
    public long evaluateEverybody(Cause cause) {
        List<Integer> businesses = database.transaction(
                transaction -> transaction.list("select id from business order by id", row -> row.getInt("id")));
        long done = 0;
        for (int business : businesses) {
            done += evaluate(new BusinessId(business), cause, progress -> {});
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
