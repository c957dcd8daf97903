package io.regulars.ranking.past;

import io.regulars.access.businesses.BusinessId;
import io.regulars.facts.past.SpendOverTime.Step;
import io.regulars.platform.database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** The rows of what clients had spent as time went on. */
public final class StoredSteps {
    /** So many are gone along at once, in memory and in a request. */
    public static final int FEW = 20_000;

    private StoredSteps() {}

    /** Whether all steps of the business are written, and may be gone along at once. */
    public static boolean areFew(Transaction transaction, BusinessId business) throws SQLException {
        boolean all = transaction
                .first(
                        "select stepped_to is null as written from spend_ranking where business_id = ?",
                        row -> row.getBoolean("written"),
                        business.value())
                .orElse(true);
        return all
                && transaction
                                .first(
                                        "select count(*) from (select 1 from spend_step where business_id = ?"
                                                + " and superseded_at is null limit ?) s",
                                        row -> row.getInt(1),
                                        business.value(),
                                        FEW + 1)
                                .orElseThrow()
                        <= FEW;
    }

    /** The steps of everybody from a moment on, in order. */
    public static List<Step> since(Transaction transaction, BusinessId business, Instant from) throws SQLException {
        return transaction.list("""
                select at, from_minor, to_minor from spend_step
                where business_id = ? and at >= ?::timestamptz and superseded_at is null order by at
                """, StoredSteps::step, business.value(), moment(from));
    }

    /** The steps of everybody as they were known at a moment, in order; of more than {@link #FEW} only one more. */
    static List<Step> asKnown(Transaction transaction, BusinessId business, Instant knownAt) throws SQLException {
        return transaction.list("""
                select at, from_minor, to_minor from spend_step
                where business_id = ? and recorded_at <= ? and (superseded_at is null or superseded_at > ?)
                order by at limit ?
                """, StoredSteps::step, business.value(), knownAt, knownAt, FEW + 1);
    }

    /** The steps of others than one client from a moment on, and of theirs until another moment, the latest first. */
    public static List<Step> ofOthersSince(
            Transaction transaction, BusinessId business, Instant from, long client, Instant clientUntil, int most)
            throws SQLException {
        return transaction.list(
                """
                select at, from_minor, to_minor from spend_step
                where business_id = ? and at >= ?::timestamptz and superseded_at is null
                  and not (client_id = ? and at >= ?::timestamptz)
                order by at desc limit ?
                """, StoredSteps::step, business.value(), moment(from), client, moment(clientUntil), most);
    }

    /** A client's steps from a moment on are to be these. */
    public record Of(long client, Instant from, List<Step> steps) {
        public Of {
            steps = List.copyOf(steps);
        }
    }

    /** The stored steps of clients, each from some moment on. */
    public static Map<Long, List<Step>> of(Transaction transaction, Collection<Of> asked) throws SQLException {
        var all = new HashMap<Long, List<Step>>();
        transaction.list(
                """
                select s.client_id, s.at, s.from_minor, s.to_minor
                from unnest(?::bigint[], ?::timestamptz[]) asked (client, since)
                join spend_step s on s.client_id = asked.client and s.at >= asked.since and s.superseded_at is null
                order by s.client_id, s.at
                """,
                row -> all.computeIfAbsent(row.getLong("client_id"), client -> new ArrayList<>())
                        .add(step(row)),
                texts(asked, of -> Long.toString(of.client)),
                texts(asked, of -> moment(of.from)));
        return all;
    }

    /** Puts steps in the place of those that were known until now. */
    public static void replace(Transaction transaction, BusinessId business, Collection<Of> changed, Instant now)
            throws SQLException {
        if (changed.isEmpty()) {
            return;
        }
        var clients = new ArrayList<String>();
        var at = new ArrayList<String>();
        var from = new ArrayList<String>();
        var to = new ArrayList<String>();
        for (Of of : changed) {
            for (Step step : of.steps) {
                clients.add(Long.toString(of.client));
                at.add(step.at().toString());
                from.add(Long.toString(step.fromMinor()));
                to.add(Long.toString(step.toMinor()));
            }
        }
        transaction.update(
                """
                with gone as (update spend_step s set superseded_at = ?
                              from unnest(?::bigint[], ?::timestamptz[]) old (client, since)
                              where s.client_id = old.client and s.at >= old.since and s.superseded_at is null)
                insert into spend_step (business_id, recorded_at, client_id, at, from_minor, to_minor)
                select ?, ?, step.* from unnest(?::bigint[], ?::timestamptz[], ?::bigint[], ?::bigint[]) step
                """,
                now,
                texts(changed, of -> Long.toString(of.client)),
                texts(changed, of -> moment(of.from)),
                business.value(),
                now,
                clients.toArray(String[]::new),
                at.toArray(String[]::new),
                from.toArray(String[]::new),
                to.toArray(String[]::new));
    }

    /** Reads a step from its row. */
    public static Step step(ResultSet row) throws SQLException {
        return new Step(
                Objects.requireNonNull(Transaction.instant(row, "at")),
                row.getLong("from_minor"),
                row.getLong("to_minor"));
    }

    private static String moment(Instant moment) {
        return moment.equals(Instant.MIN) ? "-infinity" : moment.equals(Instant.MAX) ? "infinity" : moment.toString();
    }

    private static <T> String[] texts(Collection<T> all, Function<T, String> text) {
        return all.stream().map(text).toArray(String[]::new);
    }
}
