package io.regulars.clients;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.businesses.BusinessId;
import io.regulars.clients.StateHistory.Point;
import io.regulars.clients.VersionedRecords.Latest;
import io.regulars.clients.VersionedRecords.Telling;
import io.regulars.clients.VersionedRecords.Version;
import io.regulars.platform.database.Transaction;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Stores an older telling of a thing whose later states go on from it: the state of its moment, and each later state that is
 * another now, as versions learned now. Who has the thing for a while only has it taken away where somebody else has it.
 */
final class RetellRecord<T> {
    private final Transaction tx;
    private final BusinessId business;
    private final VersionedRecords<T> records;
    private final StateWording<T> words;
    private final Owners.Owned<T> owned;
    private final Latest<T> latest;
    private final Map<ObjectNode, T> states = new IdentityHashMap<>();
    private final Set<Long> touched = new HashSet<>();

    RetellRecord(
            Transaction tx,
            BusinessId business,
            VersionedRecords<T> records,
            StateWording<T> words,
            Owners.Owned<T> owned,
            Latest<T> latest) {
        this.tx = tx;
        this.business = business;
        this.records = records;
        this.words = words;
        this.owned = owned;
        this.latest = latest;
    }

    StoreRecord.Stored<T> tell(StateHistory.Telling telling, Instant now) throws SQLException {
        NavigableMap<Instant, Point> life = life();
        var known = new StateHistory(List.copyOf(life.values()), this::read);
        Instant at = telling.at();
        ObjectNode base = known.before(at).orElseGet(() -> json(latest.clientId(), latest.state()));
        if (life.headMap(at, true).values().stream().allMatch(Point::removed)) {
            base = words.begun(base);
        }
        StateHistory.Retold retold = known.tell(telling, base);
        Point same = life.get(at);
        if (retold.points().size() == 1 && same != null && same.says(retold.first())) {
            return beaten(Change.Kind.NOTHING, at, latest.occurredAt());
        }
        records.keep(tx, latest, now);
        Map<Instant, Point> changed = write(retold.points(), life, now);
        Point last = changed.get(latest.occurredAt());
        if (last == null) {
            return beaten(Change.Kind.PAST, at, requireNonNullElse(retold.beatenBy(), latest.occurredAt()));
        }
        long owner = owner(last);
        Telling<T> state = telling(last);
        records.writeState(tx, business, latest.id(), owner, state, now);
        Long movedFrom = owner == latest.clientId() ? null : latest.clientId();
        return stored(owner, new Change<>(Change.Kind.LATEST, latest.state(), state.state(), at, movedFrom, null));
    }

    private StoreRecord.Stored<T> beaten(Change.Kind kind, Instant at, Instant by) {
        T before = latest.deleted() ? null : latest.state();
        return stored(owned.client().id(), Change.beaten(kind, before, latest.state(), at, by));
    }

    private StoreRecord.Stored<T> stored(long client, Change<T> change) {
        var others = new HashSet<>(touched);
        others.remove(client);
        others.remove(change.movedFrom());
        return new StoreRecord.Stored<>(client, change, others);
    }

    /** What is known of each moment: of the states told of it the last that stands, or that it was removed. */
    private NavigableMap<Instant, Point> life() throws SQLException {
        var ofOwners = new TreeMap<Instant, Map<Long, Version<T>>>();
        for (Version<T> version : records.versions(tx, owned.locked().keySet(), latest.id())) {
            var there = ofOwners.computeIfAbsent(version.occurredAt(), moment -> new LinkedHashMap<>());
            there.remove(version.clientId()); // the last to arrive stands last
            there.put(version.clientId(), version);
        }
        var life = new TreeMap<Instant, Point>();
        ofOwners.forEach((moment, versions) -> {
            Version<T> last = null;
            for (Version<T> version : versions.values()) {
                last = last == null || last.deleted() || !version.deleted() ? version : last;
            }
            life.put(moment, point(requireNonNull(last)));
        });
        life.put(
                latest.occurredAt(),
                new Point(
                        latest.occurredAt(), json(latest.clientId(), latest.state()), latest.said(), latest.deleted()));
        return life;
    }

    private Map<Instant, Point> write(List<Point> points, NavigableMap<Instant, Point> life, Instant now)
            throws SQLException {
        var changed = new HashMap<Instant, Point>();
        Set<Long> told = new HashSet<>();
        for (Point point : points) {
            boolean retold = !changed.isEmpty();
            long owner = owner(point);
            told.add(owner);
            changed.put(point.at(), point);
            Point before = life.get(point.at());
            if (before != null && !before.removed() && owner(before) != owner) {
                takeAway(owner(before), before, retold, now);
            }
            addVersion(owner, point, false, retold, now);
        }
        takeAwayWhereOthersHaveIt(changed, life, now);
        told.remove(latest.clientId());
        for (long other : told) {
            records.noteFormer(tx, business, latest.id(), other);
        }
        if (!told.isEmpty()) {
            records.noteFormer(tx, business, latest.id(), latest.clientId());
        }
        return changed;
    }

    /** Somebody who has it now for a while loses it where it goes on with somebody else. */
    private void takeAwayWhereOthersHaveIt(Map<Instant, Point> changed, NavigableMap<Instant, Point> life, Instant now)
            throws SQLException {
        var lives = new TreeMap<>(life);
        lives.putAll(changed);
        Long has = null;
        Long had = null;
        for (Point point : lives.values()) {
            Point was = life.get(point.at());
            if (has != null && has != owner(point) && !has.equals(had) && was != null) {
                takeAway(has, point, false, now);
            }
            has = ownerUnlessRemoved(point);
            had = was == null ? had : ownerUnlessRemoved(was);
        }
    }

    /** What was removed is nobody's: the next who had it took it from nobody. */
    private @Nullable Long ownerUnlessRemoved(Point point) {
        return point.removed() ? null : Long.valueOf(owner(point));
    }

    /**
     * From then on it is not theirs.
     *
     * @param all whether it was not theirs either with what was known of that moment
     */
    private void takeAway(long owner, Point point, boolean all, Instant now) throws SQLException {
        addVersion(owner, point, true, all, now);
    }

    /** Of whom was erased nothing more is kept. */
    private void addVersion(long owner, Point point, boolean deleted, boolean retold, Instant now) throws SQLException {
        if (!owned.erased().contains(owner)) {
            touched.add(owner);
            records.addVersion(tx, latest.id(), owner, telling(point), deleted, retold, now);
        }
    }

    private ObjectNode read(ObjectNode told, Instant at) {
        var read = words.read(told, at);
        return json(read.client(), read.completed(words, null, at));
    }

    private Telling<T> telling(Point point) {
        T state = requireNonNull(states.get(point.state()));
        return new Telling<>(state, point.at(), point.said().shortly(point.state()));
    }

    private Point point(Version<T> version) {
        return new Point(
                version.occurredAt(), json(version.clientId(), version.state()), version.said(), version.deleted());
    }

    private ObjectNode json(long owner, T state) {
        return json(owned.externalId(owner), state);
    }

    private ObjectNode json(String client, T state) {
        ObjectNode json = words.write(client, state);
        states.put(json, state);
        return json;
    }

    private long owner(Point point) {
        String client = point.state().path("client").asText();
        return owned.locked().entrySet().stream()
                .filter(entry -> entry.getValue().equals(client))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }
}
