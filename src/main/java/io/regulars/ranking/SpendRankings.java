package io.regulars.ranking;

import io.regulars.access.businesses.BusinessId;
import io.regulars.facts.Cutoffs.Cut;
import io.regulars.platform.database.Transaction;
import io.regulars.ranking.past.CutoffSweep;
import io.regulars.ranking.spends.SpendChanges;
import io.regulars.ranking.spends.SpendRanking;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The rows of the rankings: how many clients have each spend, where the cuts lie, and where they lay. */
public final class SpendRankings {
    private SpendRankings() {}

    /** A business's ranking as last applied. */
    public static SpendRanking load(Transaction transaction, BusinessId business) throws SQLException {
        long population = transaction
                .first(
                        "select population from spend_ranking where business_id = ?",
                        row -> row.getLong("population"),
                        business.value())
                .orElse(0L);
        Map<Cut, SpendRanking.Place> places = new HashMap<>();
        transaction.list(
                """
                select percentile, strict, spend_minor, below, at_cutoff from spend_cutoff where business_id = ?
                """,
                row -> places.put(new Cut(row.getInt("percentile"), row.getBoolean("strict")), place(row)),
                business.value());
        return new SpendRanking(population, places);
    }

    /** Adds the changes to the levels. */
    static void storeLevels(Transaction transaction, BusinessId business, SpendChanges changes) throws SQLException {
        if (changes.isNothing()) {
            return;
        }
        String[] spends = texts(changes.bySpend().keySet());
        transaction.update(
                """
                insert into spend_level (business_id, spend_minor, clients)
                select ?, changed.* from unnest(?::bigint[], ?::bigint[]) changed
                on conflict (business_id, spend_minor) do update set clients = spend_level.clients + excluded.clients
                """, business.value(), spends, texts(changes.bySpend().values()));
        transaction.update(
                "delete from spend_level where business_id = ? and spend_minor = any(?::bigint[]) and clients = 0",
                business.value(),
                spends);
    }

    /** Stores what differs between two rankings; a cut-off that moved did so at the moment. */
    static void store(
            Transaction transaction, BusinessId business, SpendRanking before, SpendRanking after, Instant moment)
            throws SQLException {
        if (before.population() != after.population()) {
            transaction.update(
                    "update spend_ranking set population = ? where business_id = ?",
                    after.population(),
                    business.value());
        }
        List<@Nullable Object[]> gone = new ArrayList<>();
        List<@Nullable Object[]> placed = new ArrayList<>();
        List<@Nullable Object[]> moved = new ArrayList<>();
        before.places().keySet().stream()
                .filter(cut -> !after.places().containsKey(cut))
                .forEach(cut -> gone.add(new @Nullable Object[] {business.value(), cut.percentile(), cut.strict()}));
        after.places().forEach((cut, place) -> {
            SpendRanking.Place old = before.places().get(cut);
            if (!place.equals(old)) {
                placed.add(new @Nullable Object[] {
                    business.value(), cut.percentile(), cut.strict(), spend(place), place.below(), place.at()
                });
            }
            if (old == null || place.line() != old.line()) {
                moved.add(new @Nullable Object[] {business.value(), moment, cut.percentile(), cut.strict(), spend(place)
                });
            }
        });
        transaction.batch("delete from spend_cutoff where business_id = ? and percentile = ? and strict = ?", gone);
        transaction.batch("""
                insert into spend_cutoff (business_id, percentile, strict, spend_minor, below, at_cutoff)
                values (?, ?, ?, ?::bigint, ?, ?)
                on conflict (business_id, percentile, strict) do update set spend_minor = excluded.spend_minor,
                    below = excluded.below, at_cutoff = excluded.at_cutoff
                """, placed);
        transaction.batch("""
                insert into spend_cutoff_version (business_id, moment, percentile, strict, spend_minor)
                values (?, ?, ?, ?, ?::bigint)
                on conflict (business_id, moment, percentile, strict) do update set spend_minor = excluded.spend_minor
                """, moved);
    }

    /** Puts what was counted from the beginning in the place of what was stepped along. */
    static void replace(Transaction transaction, BusinessId business, CutoffSweep sweep, Instant moment)
            throws SQLException {
        transaction.update("delete from spend_level where business_id = ?", business.value());
        var counted = sweep.levels().bySpend();
        transaction.update("""
                insert into spend_level (business_id, spend_minor, clients)
                select ?, counted.* from unnest(?::bigint[], ?::bigint[]) counted
                """, business.value(), texts(counted.keySet()), texts(counted.values()));
        store(transaction, business, load(transaction, business), sweep.ranking(), moment);
    }

    static SpendRanking.Place place(ResultSet row) throws SQLException {
        long spend = row.getLong("spend_minor");
        OptionalLong cutoff = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(spend);
        return new SpendRanking.Place(cutoff, row.getLong("below"), row.getLong("at_cutoff"));
    }

    private static @Nullable Long spend(SpendRanking.Place place) {
        return place.spendMinor().isPresent() ? place.spendMinor().getAsLong() : null;
    }

    private static String[] texts(Iterable<Long> numbers) {
        var texts = new ArrayList<String>();
        numbers.forEach(number -> texts.add(number.toString()));
        return texts.toArray(String[]::new);
    }
}
