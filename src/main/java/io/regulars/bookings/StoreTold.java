package io.regulars.bookings;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.businesses.Business;
import io.regulars.clients.Owners;
import io.regulars.clients.StateWording;
import io.regulars.clients.StoreRecord;
import io.regulars.clients.StoreRecord.Stored;
import io.regulars.clients.VersionedRecords;
import io.regulars.clients.VersionedRecords.First;
import io.regulars.clients.VersionedRecords.Telling;
import io.regulars.platform.database.Transaction;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;

/**
 * Takes what is told of the things of one kind, bookings, receipts or passes.
 *
 * @param <T> a state
 * @param <B> a state as it was sent
 */
public abstract class StoreTold<T, B extends ToldBody<T>> {
    /** Locks the client, and whoever had it before, and stores the state. */
    public Stored<T> store(Transaction tx, Business business, String id, B body, Instant now) throws SQLException {
        return told(business, id, now).put(tx, business.id(), id, body.client(), body.telling(now), now);
    }

    /** Stores a line of an import that does not say its moment: it is later than the lines before it. */
    public Stored<T> storeInTurn(Transaction tx, Business business, String id, B body, Instant since, Instant now)
            throws SQLException {
        return told(business, id, now).putInTurn(tx, business.id(), id, body.client(), body.telling(now), since, now);
    }

    /** Locks whom it concerns, and stores what the patch names. */
    public Stored<T> patch(Transaction tx, Business business, String id, ObjectNode patch, Instant now)
            throws SQLException {
        Instant at = Patches.moment(patch, zone(tx, business, id, patch), now);
        return told(business, id, now).patch(tx, business.id(), id, patch, at, now);
    }

    /**
     * Adds those things that are not there yet, many at once, and gives their ids.
     *
     * @param bodies by external id
     * @param clients locked, by external id; everybody whom the things name
     */
    public Set<String> addNew(
            Transaction tx, Business business, Map<String, B> bodies, Map<String, Long> clients, Instant now)
            throws SQLException {
        var things = new ArrayList<First<T>>();
        bodies.forEach((id, body) -> {
            Telling<T> told = body.telling(now).completed(words(business, id, now), null);
            things.add(new First<>(id, requireNonNull(clients.get(body.client())), told));
        });
        return records().addNew(tx, business.id(), things, now);
    }

    private StoreRecord<T> told(Business business, String id, Instant now) {
        return new StoreRecord<>(owners(), records(), words(business, id, now));
    }

    abstract Owners owners();

    abstract VersionedRecords<T> records();

    abstract StateWording<T> words(Business business, String id, Instant now);

    /** The zone of a patch's moments without offset. */
    abstract ZoneId zone(Transaction tx, Business business, String id, ObjectNode patch) throws SQLException;
}
