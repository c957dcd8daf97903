package io.regulars.live;

import io.regulars.access.businesses.BusinessId;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;

/**
 * Brings up to date what those have spent whose services were told anew since they were evaluated, a few hundred to a
 * transaction: of a price that was not said the catalogue's is taken. So whoever is evaluated first of them all is ranked
 * among what the last has spent.
 */
@ApplicationScoped
public class RepriceSpends {
    private static final int BATCH = 500;

    private final Database database;
    private final EvaluateClients evaluateClients;

    RepriceSpends(Database database, EvaluateClients evaluateClients) {
        this.database = database;
        this.evaluateClients = evaluateClients;
    }

    /** Does so for all clients of a business; the changes wait to be applied. */
    public void reprice(BusinessId business) {
        long after = 0;
        List<Long> batch;
        do {
            long from = after;
            batch = database.transaction(tx -> concerned(tx, business, from));
            after = batch.isEmpty() ? after : batch.getLast();
            update(business, batch);
        } while (!batch.isEmpty());
    }

    private void update(BusinessId business, List<Long> clients) {
        try {
            database.transaction(tx -> update(tx, business, clients));
        } catch (RuntimeException e) {
            if (!FailingClients.concernsTheClient(e)) {
                throw e;
            }
            if (clients.size() > 1) {
                clients.forEach(client -> update(business, List.of(client)));
            }
            // of one alone it is told when that one is evaluated
        }
    }

    /** Locks them first, in their order; who was erased meanwhile is left out. */
    private List<Long> update(Transaction tx, BusinessId business, List<Long> clients) throws SQLException {
        List<Long> present = tx.list(
                "select id from client where id = any(?::bigint[]) and erased_at is null order by id for update",
                row -> row.getLong(1),
                (Object) clients.stream().map(String::valueOf).toArray(String[]::new));
        if (!present.isEmpty()) {
            evaluateClients.updateSpend(tx, business, present);
        }
        return present;
    }

    private static List<Long> concerned(Transaction tx, BusinessId business, long after) throws SQLException {
        return tx.list("""
                select c.id from client c
                where c.business_id = ? and c.id > ? and c.erased_at is null
                  and c.evaluated_at <= (select max(recorded_at) from service where business_id = ?)
                  and exists (select from booking b join service s on s.business_id = b.business_id and s.external_id = b.service
                              where b.client_id = c.id and s.recorded_at >= c.evaluated_at)
                order by c.id limit ?
                """, row -> row.getLong(1), business.value(), after, business.value(), BATCH);
    }
}
