package io.regulars.evaluation;

import io.regulars.access.BusinessId;
import io.regulars.platform.Database;
import io.regulars.platform.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
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

    EvaluateAll(Database database, EvaluateClients evaluateClients, FoldSpends foldSpends) {
        this.database = database;
        this.evaluateClients = evaluateClients;
        this.foldSpends = foldSpends;
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
            long from = after;
            List<Long> batch = database.transaction(transaction -> evaluateBatch(transaction, business, cause, from));
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

    private List<Long> evaluateBatch(Transaction transaction, BusinessId business, Cause cause, long after)
            throws SQLException {
        List<Long> ids = transaction.list("""
                select id from client where business_id = ? and id > ? and erased_at is null
                order by id limit ? for update
                """, row -> row.getLong("id"), business.value(), after, BATCH);
        if (!ids.isEmpty()) {
            var happenings = new TreeMap<Long, List<Happening>>();
            ids.forEach(id -> happenings.put(id, List.of()));
            evaluateClients.evaluate(transaction, business, happenings, cause);
        }
        return ids;
    }
}
