package io.regulars.oracle;

import io.regulars.platform.database.Transaction;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What the service has stored of a business, by the names of its clients.
 *
 * @param lines the least spend above each of {@link Ranks#CUTS}
 * @param held segments and since when
 * @param transitions since the last look; of those that undo each other at one moment none
 */
record Stored(
        Map<String, Long> spends,
        Map<String, Long> lines,
        Map<String, Map<String, Instant>> held,
        Map<String, List<NaiveBusiness.Transition>> transitions) {
    static Stored read(Transaction transaction, Salon salon) throws SQLException {
        int business = salon.business.id().value();
        return new Stored(
                spends(transaction, business),
                lines(transaction, business),
                held(transaction, business),
                transitions(transaction, business, salon));
    }

    private static Map<String, Long> spends(Transaction transaction, int business) throws SQLException {
        var spends = new TreeMap<String, Long>();
        transaction.list(
                "select external_id, spend_minor from client where business_id = ? and erased_at is null",
                row -> spends.put(row.getString(1), row.getLong(2)),
                business);
        return spends;
    }

    private static Map<String, Long> lines(Transaction transaction, int business) throws SQLException {
        var lines = new TreeMap<String, Long>();
        transaction.list(
                "select percentile, strict, spend_minor from spend_cutoff where business_id = ? and spend_minor is not null",
                row -> lines.put((row.getBoolean(2) ? "> " : ">= ") + row.getInt(1) / 1_000, row.getLong(3)),
                business);
        return lines;
    }

    private static Map<String, Map<String, Instant>> held(Transaction transaction, int business) throws SQLException {
        var held = new TreeMap<String, Map<String, Instant>>();
        transaction.list(
                "select c.external_id, m.segment, m.since from membership m join client c on c.id = m.client_id"
                        + " where m.business_id = ?",
                row -> held.computeIfAbsent(row.getString(1), name -> new TreeMap<>())
                        .put(row.getString(2), Objects.requireNonNull(Transaction.instant(row, "since"))),
                business);
        return held;
    }

    private static Map<String, List<NaiveBusiness.Transition>> transitions(
            Transaction transaction, int business, Salon salon) throws SQLException {
        var all = new TreeMap<String, List<NaiveBusiness.Transition>>();
        transaction.list(
                """
                select t.id, c.external_id, t.occurred_at, t.kind, t.segment from client c
                join transition t on t.client_id = c.id and t.id > ?
                where c.business_id = ? and c.erased_at is null order by t.id
                """,
                row -> {
                    salon.lastTransition = row.getLong(1);
                    return all.computeIfAbsent(row.getString(2), name -> new ArrayList<>())
                            .add(new NaiveBusiness.Transition(
                                    Objects.requireNonNull(Transaction.instant(row, "occurred_at")),
                                    row.getString(4),
                                    row.getString(5)));
                },
                salon.lastTransition,
                business);
        all.replaceAll((client, transitions) -> NaiveBusiness.withoutFlips(transitions));
        all.values().removeIf(List::isEmpty);
        return all;
    }
}
