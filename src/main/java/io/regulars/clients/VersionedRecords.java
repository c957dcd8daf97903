package io.regulars.clients;

import static io.regulars.platform.Transaction.instant;

import io.regulars.access.BusinessId;
import io.regulars.platform.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Things of clients kept twice: every accepted state in {@code <table>_version}, the latest in {@code <table>}. An older
 * {@code occurredAt} never overwrites a newer; on a tie the later arrival wins.
 *
 * @param <T> a state, equal to another of the same content
 */
public final class VersionedRecords<T> {
    private final String table;
    private final Function<T, @Nullable Object[]> values;
    private final Transaction.RowReader<T> reader;
    private final String writeVersion;
    private final String writeFirst;
    private final String writeLatest;

    /**
     * For one table.
     *
     * @param columns its columns that make up a state
     * @param values a state's values, in the order of the columns
     */
    public VersionedRecords(
            String table,
            List<String> columns,
            Function<T, @Nullable Object[]> values,
            Transaction.RowReader<T> reader) {
        this.table = table;
        this.values = values;
        this.reader = reader;
        String all = "external_id, client_id, occurred_at, recorded_at, deleted, " + String.join(", ", columns);
        String marks = "?, ?, ?, ?, ?" + ", ?".repeat(columns.size());
        this.writeVersion = "insert into " + table + "_version (" + all + ") values (" + marks + ")";
        this.writeFirst = "with version as (" + writeVersion + ") insert into " + table + " (business_id, " + all
                + ") values (?, " + marks + ")";
        this.writeLatest = writeFirst
                + " on conflict (business_id, external_id) do update set "
                + Arrays.stream(all.split(", "))
                        .skip(1)
                        .map(column -> column + " = excluded." + column)
                        .collect(Collectors.joining(", "));
    }

    /** The latest state of a thing. */
    public record Latest<T>(String id, long clientId, T state, boolean deleted, Instant occurredAt) {}

    /** A first state of a thing. */
    public record First<T>(String id, long clientId, T state, Instant occurredAt) {}

    /** Adds those things that are not there yet, in one round trip, and gives their ids. The caller has locked the clients. */
    public Set<String> addNew(Transaction tx, BusinessId business, List<First<T>> things, Instant now)
            throws SQLException {
        Set<String> added = things.stream().map(First::id).collect(Collectors.toCollection(HashSet::new));
        tx.list(
                        "select external_id from " + table + " where business_id = ? and external_id = any(?)",
                        row -> row.getString(1),
                        business.value(),
                        added.toArray(String[]::new))
                .forEach(added::remove);
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (First<T> thing : things) {
            if (added.contains(thing.id())) {
                rows.add(both(
                        business, row(thing.id(), thing.clientId(), thing.state(), false, thing.occurredAt(), now)));
            }
        }
        tx.batch(writeLatest, rows);
        return added;
    }

    /** The latest state of the thing of that id; one that was removed is there, marked. */
    public Optional<Latest<T>> latest(Transaction tx, BusinessId business, String id) throws SQLException {
        return tx.first(
                "select * from " + table + " where business_id = ? and external_id = ?",
                this::read,
                business.value(),
                id);
    }

    /** The things of a client in the order of their ids, from after one; removed ones left out. */
    public List<Latest<T>> page(Transaction tx, BusinessId business, long clientId, String after, int limit)
            throws SQLException {
        return tx.list(
                "select * from " + table + " where business_id = ? and client_id = ? and external_id > ?"
                        + " and not deleted order by external_id limit ?",
                this::read,
                business.value(),
                clientId,
                after,
                limit);
    }

    /**
     * Takes a state of a thing that belongs to a client. The caller has locked that client, and the one that
     * {@code latest} names.
     */
    public Change<T> store(
            Transaction tx,
            BusinessId business,
            String id,
            long clientId,
            Optional<Latest<T>> latest,
            T state,
            Instant occurredAt,
            Instant now)
            throws SQLException {
        if (latest.isEmpty()) {
            // fails if somebody else added it at this moment, maybe for another client, whom we did not lock
            tx.update(writeFirst, both(business, row(id, clientId, state, false, occurredAt, now)));
            return new Change<>(Change.Kind.LATEST, null, state, occurredAt, null);
        }
        Latest<T> known = latest.get();
        T before = known.deleted() ? null : known.state();
        boolean moved = known.clientId() != clientId;
        if (occurredAt.isBefore(known.occurredAt())) {
            boolean added = addPast(tx, id, clientId, known, state, occurredAt, now);
            return new Change<>(added ? Change.Kind.PAST : Change.Kind.NOTHING, before, state, occurredAt, null);
        }
        if (!moved && state.equals(before)) {
            confirm(tx, business, id, occurredAt);
            return new Change<>(Change.Kind.NOTHING, before, state, occurredAt, null);
        }
        if (moved && before != null) {
            tx.update(writeVersion, row(id, known.clientId(), before, true, occurredAt, now));
        }
        writeLatest(tx, business, id, clientId, state, false, occurredAt, now);
        return new Change<>(Change.Kind.LATEST, before, state, occurredAt, moved ? known.clientId() : null);
    }

    /** Removes a thing as if it had never been; false if it is removed already, or changed after that moment. */
    public boolean remove(Transaction tx, BusinessId business, Latest<T> latest, Instant occurredAt, Instant now)
            throws SQLException {
        if (latest.deleted() || occurredAt.isBefore(latest.occurredAt())) {
            return false;
        }
        writeLatest(tx, business, latest.id(), latest.clientId(), latest.state(), true, occurredAt, now);
        return true;
    }

    /** It was still so then: what is told later of an earlier moment does not overwrite it. Repeating it adds no version. */
    private void confirm(Transaction tx, BusinessId business, String id, Instant occurredAt) throws SQLException {
        tx.update(
                "update " + table
                        + " set occurred_at = ? where business_id = ? and external_id = ? and occurred_at < ?",
                occurredAt,
                business.value(),
                id,
                occurredAt);
    }

    private boolean addPast(
            Transaction tx, String id, long clientId, Latest<T> known, T state, Instant occurredAt, Instant now)
            throws SQLException {
        List<T> same = tx.list(
                "select * from " + table + "_version where client_id = ? and external_id = ? and occurred_at = ?"
                        + " and not deleted",
                reader,
                clientId,
                id,
                occurredAt);
        if (same.contains(state)) {
            return false;
        }
        tx.update(writeVersion, row(id, clientId, state, false, occurredAt, now));
        if (known.clientId() != clientId) {
            // it went to the other client later; without this the client named now would keep it
            tx.update(writeVersion, row(id, clientId, state, true, known.occurredAt(), now));
        } else if (!isVersion(tx, known)) {
            // it was confirmed after that, so from then on it is a state of its own
            tx.update(writeVersion, row(id, clientId, known.state(), known.deleted(), known.occurredAt(), now));
        }
        return true;
    }

    private boolean isVersion(Transaction tx, Latest<T> latest) throws SQLException {
        return tx.first(
                        "select 1 from " + table
                                + "_version where client_id = ? and external_id = ? and occurred_at = ?",
                        row -> true,
                        latest.clientId(),
                        latest.id(),
                        latest.occurredAt())
                .isPresent();
    }

    private void writeLatest(
            Transaction tx,
            BusinessId business,
            String id,
            long clientId,
            T state,
            boolean deleted,
            Instant occurredAt,
            Instant now)
            throws SQLException {
        tx.update(writeLatest, both(business, row(id, clientId, state, deleted, occurredAt, now)));
    }

    /** The arguments of {@code writeFirst} and {@code writeLatest}: the row as version, and again as latest state. */
    private static @Nullable Object[] both(BusinessId business, @Nullable Object[] row) {
        List<@Nullable Object> both = new ArrayList<>();
        Collections.addAll(both, row);
        both.add(business.value());
        Collections.addAll(both, row);
        return both.toArray();
    }

    private @Nullable Object[] row(
            String id, long clientId, T state, boolean deleted, Instant occurredAt, Instant now) {
        List<@Nullable Object> row = new ArrayList<>();
        Collections.addAll(row, id, clientId, occurredAt, now, deleted);
        Collections.addAll(row, values.apply(state));
        return row.toArray();
    }

    private Latest<T> read(ResultSet row) throws SQLException {
        return new Latest<>(
                row.getString("external_id"),
                row.getLong("client_id"),
                reader.read(row),
                row.getBoolean("deleted"),
                Objects.requireNonNull(instant(row, "occurred_at")));
    }
}
