package io.regulars.evaluation;

import io.regulars.access.BusinessId;
import io.regulars.platform.Transaction;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Counts everybody's spend anew and compares: levels, population and where the cut-offs lie. */
final class AuditRanking {
    private AuditRanking() {}

    static List<Audit.Difference> differences(Transaction transaction, BusinessId business) throws SQLException {
        var differences = new ArrayList<>(levels(transaction, business));
        SpendRanking stored = SpendRankings.load(transaction, business);
        long ranked = transaction
                .first(
                        "select coalesce(sum(clients), 0) from spend_level where business_id = ?",
                        row -> row.getLong(1),
                        business.value())
                .orElseThrow();
        if (ranked != stored.population()) {
            differences.add(difference("population", stored.population(), ranked));
        }
        var levels = new StoredLevels(transaction, business);
        for (var place : stored.places().entrySet()) {
            SpendRanking.Place counted = levels.count(place.getKey(), ranked);
            if (counted.line() != place.getValue().line()) {
                differences.add(difference(
                        "cut-off " + (place.getKey().strict() ? "> " : ">= ")
                                + place.getKey().percentile() / 1_000.0,
                        place.getValue().line(),
                        counted.line()));
            }
        }
        return differences;
    }

    /** How many clients spent exactly so much, what waits to be folded counted in. */
    private static List<Audit.Difference> levels(Transaction transaction, BusinessId business) throws SQLException {
        return transaction.list(
                """
                select spend_minor, sum(stored) as stored, sum(counted) as counted from (
                    select spend_minor, 0 as stored, count(*) as counted from client
                      where business_id = ? and spend_minor > 0 and erased_at is null group by spend_minor
                    union all select spend_minor, clients, 0 from spend_level where business_id = ?
                    union all select old_minor, -1, 0 from spend_change where business_id = ? and old_minor > 0
                    union all select new_minor, 1, 0 from spend_change where business_id = ? and new_minor > 0) level
                group by spend_minor having sum(stored) <> sum(counted) order by spend_minor limit 100
                """,
                row -> difference(
                        "clients who spent " + row.getLong("spend_minor"),
                        row.getLong("stored"),
                        row.getLong("counted")),
                business.value(),
                business.value(),
                business.value(),
                business.value());
    }

    private static Audit.Difference difference(String what, long stored, long counted) {
        return new Audit.Difference(what, Long.toString(stored), Long.toString(counted));
    }
}
