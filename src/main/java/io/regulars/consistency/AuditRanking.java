package io.regulars.consistency;

import io.regulars.access.businesses.BusinessId;
import io.regulars.facts.Cutoffs.Cut;
import io.regulars.facts.past.SpendOverTime;
import io.regulars.platform.database.Transaction;
import io.regulars.ranking.SpendRankings;
import io.regulars.ranking.past.CutoffMove;
import io.regulars.ranking.past.CutoffSweep;
import io.regulars.ranking.past.CutoffsKnown;
import io.regulars.ranking.past.StoredMoves;
import io.regulars.ranking.past.StoredSteps;
import io.regulars.ranking.spends.SpendRanking;
import io.regulars.ranking.spends.StoredLevels;
import java.sql.SQLException;
import java.time.Instant;
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
        differences.addAll(past(transaction, business));
        return differences;
    }

    /** Where the cut-offs lay, gone along from the beginning, as far as that is quick and nothing waits. */
    private static List<Audit.Difference> past(Transaction transaction, BusinessId business) throws SQLException {
        List<Cut> cuts = StoredMoves.cuts(transaction, business).orElse(List.of());
        if (!CutoffsKnown.of(transaction, business, cuts).always() || !StoredSteps.areFew(transaction, business)) {
            return List.of();
        }
        var counted = new ArrayList<CutoffMove>();
        var sweep = new CutoffSweep(cuts, counted::add);
        for (SpendOverTime.Step step : StoredSteps.since(transaction, business, Instant.MIN)) {
            sweep.step(step);
        }
        sweep.finish();
        List<CutoffMove> stored = StoredMoves.from(transaction, business, Instant.EPOCH).stream()
                .flatMap(block -> block.moves().stream())
                .toList();
        int same = 0;
        while (same < Math.min(stored.size(), counted.size())
                && stored.get(same).equals(counted.get(same))) {
            same++;
        }
        return same == stored.size() && same == counted.size()
                ? List.of()
                : List.of(new Audit.Difference(
                        "cut-offs over time",
                        same < stored.size() ? stored.get(same).toString() : null,
                        same < counted.size() ? counted.get(same).toString() : null));
    }

    /** How many clients spent exactly so much, what waits to be applied counted in. */
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
