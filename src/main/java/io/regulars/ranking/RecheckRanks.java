package io.regulars.ranking;

import io.regulars.access.businesses.BusinessId;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.Transaction;
import io.regulars.running.ActiveRelease;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Notes with clients that they were evaluated by other ranks than are known now, and makes them due. */
@ApplicationScoped
class RecheckRanks {
    /** Their rows are locked together. */
    private static final int BATCH = 500;

    private final Database database;
    private final ActiveRelease active;
    private final InstantSource clock;

    RecheckRanks(Database database, ActiveRelease active, InstantSource clock) {
        this.database = database;
        this.active = active;
        this.clock = clock;
    }

    /**
     * Notes it at once. Rows are locked in the order of the ids: an evaluation that began by the old cut-offs ends first, and
     * is seen. Who has not been evaluated since their spend changed, or by another release, will be anyway.
     */
    void note(Transaction transaction, Map<Long, Instant> from, int release, Instant now) throws SQLException {
        if (from.isEmpty()) {
            return;
        }
        var inOrder = new TreeMap<>(from);
        String[] clients = inOrder.keySet().stream().map(String::valueOf).toArray(String[]::new);
        transaction.list(
                "select id from client where id = any(?::bigint[]) order by id for update",
                row -> row.getLong("id"),
                (Object) clients);
        transaction.update(
                """
                update client c set ranks_changed_from = least(c.ranks_changed_from, n.since),
                       ranks_noticed_at = least(c.ranks_noticed_at, ?),
                       evaluate_again_at = case
                           when c.cutoffs_reached is not null and c.evaluated_release = ? then least(c.evaluate_again_at, ?)
                           else c.evaluate_again_at end
                from unnest(?::bigint[], ?::timestamptz[]) n (client, since)
                where c.id = n.client and c.erased_at is null and c.evaluated_at is not null
                """,
                now,
                release,
                now,
                clients,
                inOrder.values().stream().map(Instant::toString).toArray(String[]::new));
    }

    /** Notes what a sweep has left. */
    void all(BusinessId business) {
        int noted;
        do {
            noted = database.transaction(transaction -> some(transaction, business));
        } while (noted == BATCH);
    }

    private int some(Transaction transaction, BusinessId business) throws SQLException {
        var from = new HashMap<Long, Instant>();
        int taken = transaction
                .list(
                        """
                        delete from rank_recheck where ctid in (
                            select ctid from rank_recheck where business_id = ? limit ? for update skip locked)
                        returning client_id, from_at
                        """,
                        row -> from.merge(
                                row.getLong("client_id"),
                                Objects.requireNonNull(Transaction.instant(row, "from_at")),
                                (one, other) -> one.isBefore(other) ? one : other),
                        business.value(),
                        BATCH)
                .size();
        if (taken > 0) {
            note(
                    transaction,
                    from,
                    active.running(transaction, business).id(),
                    clock.instant().truncatedTo(ChronoUnit.MICROS));
        }
        return taken;
    }
}
