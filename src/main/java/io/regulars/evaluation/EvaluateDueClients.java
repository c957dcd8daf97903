package io.regulars.evaluation;

import io.regulars.access.BusinessId;
import io.regulars.platform.Database;
import io.regulars.platform.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Evaluates the clients whose time has come, as the rules named it: earliest first, in batches of one business, shared
 * with any number of replicas.
 */
@ApplicationScoped
public class EvaluateDueClients {
    private static final int BATCH = 100;

    private final Database database;
    private final EvaluateClients evaluateClients;
    private final ActiveRelease active;
    private final InstantSource clock;

    EvaluateDueClients(Database database, EvaluateClients evaluateClients, ActiveRelease active, InstantSource clock) {
        this.database = database;
        this.evaluateClients = evaluateClients;
        this.active = active;
        this.clock = clock;
    }

    /** Evaluates all clients that are due now, and says how many; none while no release is active. */
    public int evaluate() {
        if (active.current().isEmpty()) {
            return 0;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        int total = 0;
        int taken;
        do {
            taken = database.transaction(transaction -> evaluateBatch(transaction, now));
            total += taken;
        } while (taken > 0);
        return total;
    }

    private int evaluateBatch(Transaction transaction, Instant now) throws SQLException {
        int total = 0;
        for (Map.Entry<Integer, Map<Long, List<Happening>>> entry :
                claim(transaction, now).entrySet()) {
            var business = new BusinessId(entry.getKey());
            total += evaluateClients
                    .evaluate(transaction, business, entry.getValue(), Cause.TIME)
                    .size();
        }
        return total;
    }

    /** Locked rows that another worker or request holds are left to it. */
    private static Map<Integer, Map<Long, List<Happening>>> claim(Transaction transaction, Instant now)
            throws SQLException {
        record Due(long client, int business) {}
        List<Due> due = transaction.list("""
                select id, business_id from client
                where evaluate_again_at <= ? and erased_at is null
                order by evaluate_again_at limit ? for update skip locked
                """, row -> new Due(row.getLong("id"), row.getInt("business_id")), now, BATCH);
        var byBusiness = new TreeMap<Integer, Map<Long, List<Happening>>>();
        for (Due one : due) {
            byBusiness
                    .computeIfAbsent(one.business, business -> new TreeMap<>())
                    .put(one.client, List.of());
        }
        return byBusiness;
    }
}
