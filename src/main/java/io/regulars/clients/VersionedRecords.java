package io.regulars.clients;

import static io.regulars.platform.database.Transaction.instant;

import io.regulars.access.businesses.BusinessId;
import io.regulars.platform.database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
    private final String writeState;
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
        String all = "external_id, client_id, occurred_at, recorded_at, deleted, said, partial, "
                + String.join(", ", columns);
        String marks = "?, ?, ?, ?, ?, ?, ?" + ", ?".repeat(columns.size());
        String upsert = " on conflict (business_id, external_id) do update set "
                + Arrays.stream(all.split(", "))
                        .skip(1)
                        .map(column -> column + " = excluded." + column)
                        .collect(Collectors.joining(", "));
        String first = "insert into " + table + " (business_id, " + all + ") values (?, " + marks + ")";
        this.writeVersion = "insert into " + table + "_version (" + all + ", retold) values (" + marks + ", ?)";
        this.writeState = first + upsert;
        this.writeFirst = "with version as (" + writeVersion.replace(marks + ", ?", marks + ", false") + ") " + first;
        this.writeLatest = writeFirst + upsert;
    }

    /**
     * The latest state of a thing.
     *
     * @param said by the telling that was the last to say so
     * @param recordedAt when that was told
     * @param former numbers of other clients of whom it was told
     */
    public record Latest<T>(
            String id,
            long clientId,
            T state,
            boolean deleted,
            Instant occurredAt,
            Instant recordedAt,
            SaidFields said,
            Set<Long> former) {
        /** Numbers of all clients of whom it was told. */
        Set<Long> owners() {
            var owners = new TreeSet<>(former);
            owners.add(clientId);
            return owners;
        }
    }

    /**
     * A state of a thing as it is told.
     *
     * @param guessed whether nobody said the moment, and it is not that of the telling either: nothing follows from it
     */
    public record Telling<T>(T state, Instant occurredAt, SaidFields said, boolean guessed) {
        /** A telling that says its moment, or is as old as its moment. */
        public Telling(T state, Instant occurredAt, SaidFields said) {
            this(state, occurredAt, said, false);
        }

        /** The same, as of another moment. */
        Telling<T> asOf(Instant moment) {
            return new Telling<>(state, moment, said, guessed);
        }

        /** With what follows from its moment. */
        public Telling<T> completed(StateWording<T> words, @Nullable T known) {
            return new Telling<>(words.completed(state, known, guessed ? null : occurredAt), occurredAt, said, guessed);
        }
    }

    /** A first state of a thing. */
    public record First<T>(String id, long clientId, Telling<T> telling) {}

    /** A state of a thing at some moment, whether or not the last word about that. */
    public record Version<T>(long clientId, T state, boolean deleted, Instant occurredAt, SaidFields said) {}

    /** Adds those things that are not there yet, in one round trip, and gives their ids. The caller has locked the clients. */
    public Set<String> addNew(Transaction tx, BusinessId business, List<First<T>> things, Instant now)
            throws SQLException {
        Set<String> added = things.stream().map(First::id).collect(Collectors.toCollection(HashSet::new));
        tx.list(
                        "select external_id from " + table + " where business_id = ? and external_id = any(?)"
                                + " union all select external_id from removal_ahead"
                                + " where business_id = ? and thing = ? and external_id = any(?)",
                        row -> row.getString(1),
                        business.value(),
                        added.toArray(String[]::new),
                        business.value(),
                        table,
                        added.toArray(String[]::new))
                .forEach(added::remove);
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (First<T> thing : things) {
            if (added.contains(thing.id())) {
                rows.add(both(business, row(thing.id(), thing.clientId(), thing.telling(), false, now)));
            }
        }
        tx.batch(writeLatest, rows);
        return added;
    }

    /** The latest state of the thing of that id; one that was removed is there, marked. */
    public Optional<Latest<T>> latest(Transaction tx, BusinessId business, String id) throws SQLException {
        return tx.first(latestSql(), this::read, business.value(), id);
    }

    /** Of the thing of a business and an id the numbers of all clients of whom it was told. */
    String ownersSql() {
        return "select unnest(former || client_id) from " + table + " where business_id = ? and external_id = ?";
    }

    /** The latest state of the thing of a business and an id, for {@link #read}. */
    String latestSql() {
        return "select * from " + table + " where business_id = ? and external_id = ?";
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

    /** All states told of a thing, in the order in which they arrived. */
    List<Version<T>> versions(Transaction tx, Collection<Long> owners, String id) throws SQLException {
        return tx.list(
                "select * from " + table
                        + "_version where client_id = any(?::bigint[]) and external_id = ? order by seq",
                row -> new Version<>(
                        row.getLong("client_id"),
                        reader.read(row),
                        row.getBoolean("deleted"),
                        Objects.requireNonNull(instant(row, "occurred_at")),
                        SaidFields.read(row)),
                texts(owners),
                id);
    }

    /** Whether some fields of a thing were told as of a later moment than one. */
    boolean isPatchedAfter(Transaction tx, Latest<T> latest, Instant moment) throws SQLException {
        return !latest.said().whole()
                || tx.first(
                                "select 1 from " + table + "_version where client_id = any(?::bigint[])"
                                        + " and external_id = ? and occurred_at > ? and partial limit 1",
                                row -> true,
                                texts(latest.owners()),
                                latest.id(),
                                moment)
                        .isPresent();
    }

    /**
     * Takes a state of the whole of a thing that belongs to a client. The caller has locked that client, and the one that
     * {@code latest} names.
     */
    public Change<T> store(
            Transaction tx,
            BusinessId business,
            String id,
            long clientId,
            Optional<Latest<T>> latest,
            Telling<T> telling,
            Instant now)
            throws SQLException {
        T state = telling.state();
        Instant occurredAt = telling.occurredAt();
        if (latest.isEmpty()) {
            return storeFirst(tx, business, id, clientId, telling, now);
        }
        Latest<T> known = latest.get();
        T before = known.deleted() ? null : known.state();
        boolean moved = known.clientId() != clientId;
        if (occurredAt.isBefore(known.occurredAt())) {
            boolean added = addPast(tx, business, clientId, known, telling, now);
            return Change.beaten(
                    added ? Change.Kind.PAST : Change.Kind.NOTHING, before, state, occurredAt, known.occurredAt());
        }
        if (!moved && state.equals(before)) {
            confirm(tx, business, known, telling, now);
            return Change.beaten(Change.Kind.NOTHING, before, state, occurredAt, known.occurredAt());
        }
        if (moved && before != null) {
            addVersion(tx, id, known.clientId(), new Telling<>(before, occurredAt, telling.said()), true, false, now);
        }
        tx.update(writeLatest, both(business, row(id, clientId, telling, false, now)));
        if (moved) {
            noteFormer(tx, business, id, known.clientId());
        }
        return new Change<>(Change.Kind.LATEST, before, state, occurredAt, moved ? known.clientId() : null, null);
    }

    private Change<T> storeFirst(
            Transaction tx, BusinessId business, String id, long clientId, Telling<T> telling, Instant now)
            throws SQLException {
        Optional<Instant> removal = tx.first(
                "delete from removal_ahead where business_id = ? and thing = ? and external_id = ? returning occurred_at",
                row -> Objects.requireNonNull(instant(row, "occurred_at")),
                business.value(),
                table,
                id);
        if (removal.filter(moment -> moment.isAfter(telling.occurredAt())).isPresent()) {
            Instant removedAt = removal.get();
            addVersion(tx, id, clientId, telling, false, false, now);
            tx.update(writeFirst, both(business, row(id, clientId, telling.asOf(removedAt), true, now)));
            return Change.beaten(Change.Kind.PAST, null, telling.state(), telling.occurredAt(), removedAt);
        }
        // fails if somebody else added it at this moment, maybe for another client, whom we did not lock
        tx.update(writeFirst, both(business, row(id, clientId, telling, false, now)));
        return Change.latest(null, telling.state(), telling.occurredAt());
    }

    /**
     * Removes a thing as if it had never been; false if it is removed already, or changed after that moment. Removed again,
     * it is removed until then.
     */
    public boolean remove(Transaction tx, BusinessId business, Latest<T> latest, Instant occurredAt, Instant now)
            throws SQLException {
        if (occurredAt.isBefore(latest.occurredAt())) {
            return false;
        }
        var removal = new Telling<>(latest.state(), occurredAt, SaidFields.ALL);
        if (latest.deleted()) {
            confirm(tx, business, latest, removal, now);
            return false;
        }
        tx.update(writeLatest, both(business, row(latest.id(), latest.clientId(), removal, true, now)));
        return true;
    }

    /**
     * Keeps that a thing of which nothing was told yet is removed.
     *
     * @return until when it is: the latest such moment that was told
     */
    public Instant removeAhead(Transaction tx, BusinessId business, String id, Instant occurredAt, Instant now)
            throws SQLException {
        return tx.first(
                        """
                        insert into removal_ahead (business_id, thing, external_id, occurred_at, recorded_at)
                        values (?, ?, ?, ?, ?)
                        on conflict (business_id, thing, external_id) do update
                           set occurred_at = greatest(removal_ahead.occurred_at, excluded.occurred_at)
                        returning occurred_at
                        """,
                        row -> Objects.requireNonNull(instant(row, "occurred_at")),
                        business.value(),
                        table,
                        id,
                        occurredAt,
                        now)
                .orElseThrow();
    }

    /** It was still so then: what is told later of an earlier moment does not overwrite it. Repeating it adds no version. */
    private void confirm(Transaction tx, BusinessId business, Latest<T> known, Telling<T> telling, Instant now)
            throws SQLException {
        @Nullable Object[] columns = telling.said().columns();
        boolean saysOthers = !telling.said().equals(known.said());
        if (telling.occurredAt().equals(known.occurredAt()) && saysOthers && !known.deleted()) {
            addVersion(tx, known.id(), known.clientId(), telling, false, false, now);
        }
        tx.update(
                "update " + table
                        + " set occurred_at = ?, recorded_at = ?, said = ?, partial = ?"
                        + " where business_id = ? and external_id = ?",
                telling.occurredAt(),
                now,
                columns[0],
                columns[1],
                business.value(),
                known.id());
    }

    private boolean addPast(
            Transaction tx, BusinessId business, long clientId, Latest<T> known, Telling<T> telling, Instant now)
            throws SQLException {
        List<T> same = tx.list(
                "select * from " + table + "_version where client_id = ? and external_id = ? and occurred_at = ?"
                        + " and not deleted",
                reader,
                clientId,
                known.id(),
                telling.occurredAt());
        if (same.contains(telling.state())) {
            return false;
        }
        addVersion(tx, known.id(), clientId, telling, false, false, now);
        if (known.clientId() != clientId) {
            // it went to the other client later; without this the client named now would keep it
            var given = new Telling<>(telling.state(), known.occurredAt(), known.said());
            addVersion(tx, known.id(), clientId, given, true, false, now);
            noteFormer(tx, business, known.id(), clientId);
        }
        keep(tx, known, now);
        return true;
    }

    /** What was confirmed after something that is told of the past is from then on a state of its own. */
    void keep(Transaction tx, Latest<T> known, Instant now) throws SQLException {
        boolean isVersion = tx.first(
                        "select 1 from " + table
                                + "_version where client_id = ? and external_id = ? and occurred_at = ?",
                        row -> true,
                        known.clientId(),
                        known.id(),
                        known.occurredAt())
                .isPresent();
        if (!isVersion) {
            var confirmed = new Telling<>(known.state(), known.occurredAt(), known.said());
            addVersion(tx, known.id(), known.clientId(), confirmed, known.deleted(), false, now);
        }
    }

    /**
     * Adds a state to the history.
     *
     * @param retold whether it takes the place of what was known of that moment
     */
    void addVersion(
            Transaction tx, String id, long clientId, Telling<T> telling, boolean deleted, boolean retold, Instant now)
            throws SQLException {
        List<@Nullable Object> row = new ArrayList<>();
        Collections.addAll(row, row(id, clientId, telling, deleted, now));
        row.add(retold);
        tx.update(writeVersion, row.toArray());
    }

    /** Makes a state the latest; its version is there. */
    void writeState(Transaction tx, BusinessId business, String id, long clientId, Telling<T> telling, Instant now)
            throws SQLException {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(business.value());
        Collections.addAll(row, row(id, clientId, telling, false, now));
        tx.update(writeState, row.toArray());
    }

    /** Notes that a thing was told of that client, too. */
    void noteFormer(Transaction tx, BusinessId business, String id, long client) throws SQLException {
        tx.update(
                "update " + table + " set former = former || ?::bigint where business_id = ? and external_id = ?"
                        + " and not former @> array[?::bigint]",
                client,
                business.value(),
                id,
                client);
    }

    /** The arguments of {@code writeFirst} and {@code writeLatest}: the row as version, and again as latest state. */
    private static @Nullable Object[] both(BusinessId business, @Nullable Object[] row) {
        List<@Nullable Object> both = new ArrayList<>();
        Collections.addAll(both, row);
        both.add(business.value());
        Collections.addAll(both, row);
        return both.toArray();
    }

    private @Nullable Object[] row(String id, long clientId, Telling<T> telling, boolean deleted, Instant now) {
        List<@Nullable Object> row = new ArrayList<>();
        Collections.addAll(row, id, clientId, telling.occurredAt(), now, deleted);
        Collections.addAll(row, telling.said().columns());
        Collections.addAll(row, values.apply(telling.state()));
        return row.toArray();
    }

    Latest<T> read(ResultSet row) throws SQLException {
        return new Latest<>(
                row.getString("external_id"),
                row.getLong("client_id"),
                reader.read(row),
                row.getBoolean("deleted"),
                Objects.requireNonNull(instant(row, "occurred_at")),
                Objects.requireNonNull(instant(row, "recorded_at")),
                SaidFields.read(row),
                Set.of((Long[]) row.getArray("former").getArray()));
    }

    private static String[] texts(Collection<Long> numbers) {
        return numbers.stream().map(String::valueOf).toArray(String[]::new);
    }
}
