package io.regulars.broadcasts;

import static java.util.Objects.requireNonNull;

import io.regulars.access.businesses.BusinessId;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of broadcasts, and who is in the segments that they go to. */
@ApplicationScoped
class BroadcastRows {
    private static final String COLUMNS = """
            select id, business_id, campaign, segment, release_id, per_day, state, clients, started, held_out, skipped, cancelled,
                   started_by, started_at, stopped_by, finished_at
            from broadcast\s""";

    /** Who is in a segment, in the order of their numbers. */
    List<Long> members(Transaction tx, BusinessId business, String segment) throws SQLException {
        return tx.list("""
                select m.client_id from membership m join client c on c.id = m.client_id
                where m.business_id = ? and m.segment = ? and c.erased_at is null order by m.client_id
                """, row -> row.getLong("client_id"), business.value(), segment);
    }

    /** How many they are. */
    int countMembers(Transaction tx, BusinessId business, String segment) throws SQLException {
        return tx.first("""
                        select count(*) as clients from membership m join client c on c.id = m.client_id
                        where m.business_id = ? and m.segment = ? and c.erased_at is null
                        """, row -> row.getInt("clients"), business.value(), segment)
                .orElseThrow();
    }

    /** Some of those who are in it and for whom nothing was decided yet, from behind one. */
    List<Long> membersToStart(Transaction tx, Broadcast broadcast, long after, int most) throws SQLException {
        return tx.list(
                """
                select m.client_id from membership m join client c on c.id = m.client_id
                where m.business_id = ? and m.segment = ? and m.client_id > ? and c.erased_at is null
                  and not exists (select 1 from campaign_start s
                                  where s.client_id = m.client_id and s.campaign = ? and s.origin = ?)
                order by m.client_id limit ?
                """,
                row -> row.getLong("client_id"),
                broadcast.business().value(),
                broadcast.segment(),
                after,
                broadcast.campaign(),
                broadcast.origin(),
                most);
    }

    /** Locks clients, in the order of their numbers, and says which of them are in the segment now. */
    List<Long> lockMembers(Transaction tx, String segment, List<Long> clients) throws SQLException {
        lock(tx, clients);
        return tx.list(
                "select client_id from membership where client_id = any(?) and segment = ? order by client_id",
                row -> row.getLong("client_id"),
                clients.toArray(Long[]::new),
                segment);
    }

    /** Locks clients, in the order of their numbers. */
    void lock(Transaction tx, List<Long> clients) throws SQLException {
        tx.list(
                "select id from client where id = any(?) and erased_at is null order by id for update",
                row -> row.getLong("id"),
                (Object) clients.toArray(Long[]::new));
    }

    void add(Transaction tx, Broadcast made, int release) throws SQLException {
        tx.update(
                """
                insert into broadcast (id, business_id, campaign, segment, release_id, per_day, state, clients, started_by, started_at)
                values (?, ?, ?, ?, ?, ?::integer, 'RUNNING', ?, ?, ?)
                """,
                made.job(),
                made.business().value(),
                made.campaign(),
                made.segment(),
                release,
                made.perDay(),
                made.clients(),
                made.startedBy(),
                made.startedAt());
    }

    Optional<Broadcast> find(Transaction tx, BusinessId business, UUID id) throws SQLException {
        return tx.first(COLUMNS + "where id = ? and business_id = ?", BroadcastRows::broadcast, id, business.value());
    }

    /** Those of a campaign, the latest first. */
    List<Broadcast> of(Transaction tx, BusinessId business, String campaign, int most) throws SQLException {
        return tx.list(
                COLUMNS + "where business_id = ? and campaign = ? order by started_at desc, id limit ?",
                BroadcastRows::broadcast,
                business.value(),
                campaign,
                most);
    }

    /** Those that are at work, of all businesses. */
    List<UUID> atWork(Transaction tx) throws SQLException {
        return tx.list(
                "select id from broadcast where state in ('RUNNING', 'STOPPING') order by started_at, id",
                row -> requireNonNull(row.getObject("id", UUID.class)));
    }

    /** Takes one that is at work for the transaction; empty if it is at rest, or another replica works at it. */
    Optional<Broadcast> take(Transaction tx, UUID id) throws SQLException {
        return tx.first(
                COLUMNS + "where id = ? and state in ('RUNNING', 'STOPPING') for update skip locked",
                BroadcastRows::broadcast,
                id);
    }

    /** Counts what was decided, by its state in the ledger. */
    void count(Transaction tx, UUID id, Map<String, Integer> decided) throws SQLException {
        tx.update(
                "update broadcast set started = started + ?, held_out = held_out + ?, skipped = skipped + ? where id = ?",
                decided.getOrDefault("STARTED", 0),
                decided.getOrDefault("HELD_OUT", 0),
                decided.getOrDefault("SKIPPED", 0),
                id);
    }

    void countCancelled(Transaction tx, UUID id, int actions) throws SQLException {
        tx.update("update broadcast set cancelled = cancelled + ? where id = ?", actions, id);
    }

    void finish(Transaction tx, UUID id, Broadcast.State state, Instant now) throws SQLException {
        tx.update("update broadcast set state = ?, finished_at = ? where id = ?", state, now, id);
    }

    /** Begins to stop it; false if somebody has before. */
    boolean stop(Transaction tx, UUID id, String by) throws SQLException {
        return tx.update("""
                        update broadcast set state = 'STOPPING', stopped_by = ?, finished_at = null
                        where id = ? and state in ('RUNNING', 'DONE')
                        """, by, id) > 0;
    }

    private static Broadcast broadcast(ResultSet row) throws SQLException {
        return new Broadcast(
                requireNonNull(row.getObject("id", UUID.class)),
                new BusinessId(row.getInt("business_id")),
                row.getString("campaign"),
                row.getString("segment"),
                "r-" + row.getInt("release_id"),
                perDay(row),
                Broadcast.State.valueOf(row.getString("state")),
                row.getInt("clients"),
                row.getInt("started"),
                row.getInt("held_out"),
                row.getInt("skipped"),
                row.getInt("cancelled"),
                row.getString("started_by"),
                requireNonNull(Transaction.instant(row, "started_at")),
                row.getString("stopped_by"),
                Transaction.instant(row, "finished_at"));
    }

    private static @Nullable Integer perDay(ResultSet row) throws SQLException {
        int perDay = row.getInt("per_day");
        return row.wasNull() ? null : perDay;
    }
}
