package io.regulars.bookings;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.Business;
import io.regulars.clients.Owners;
import io.regulars.clients.StoreRecord;
import io.regulars.clients.StoreRecord.Stored;
import io.regulars.clients.VersionedRecords.First;
import io.regulars.clients.VersionedRecords.Telling;
import io.regulars.platform.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;

/** Takes what is told of a booking. */
@ApplicationScoped
public class StoreBooking {
    private final Owners owners;

    StoreBooking(Owners owners) {
        this.owners = owners;
    }

    /** Locks the client, and whoever had it before, and stores the state. */
    public Stored<BookingContent> store(Transaction tx, Business business, String id, BookingBody body, Instant now)
            throws SQLException {
        return told(business, now).put(tx, business.id(), id, body.client(), body.telling(now), now);
    }

    /** Stores a line of an import that does not say its moment: it is later than the lines before it. */
    public Stored<BookingContent> storeInTurn(
            Transaction tx, Business business, String id, BookingBody body, Instant since, Instant now)
            throws SQLException {
        return told(business, now).putInTurn(tx, business.id(), id, body.client(), body.telling(now), since, now);
    }

    /** Locks whom it concerns, and stores what the patch names. */
    public Stored<BookingContent> patch(Transaction tx, Business business, String id, ObjectNode patch, Instant now)
            throws SQLException {
        Instant at = Patches.moment(patch, zone(tx, business, id, patch), now);
        return told(business, now).patch(tx, business.id(), id, patch, at, now);
    }

    /** Of the location that the patch names, else of the one where it is so far. */
    private static ZoneId zone(Transaction tx, Business business, String id, ObjectNode patch) throws SQLException {
        if (!patch.has("occurredAt") || patch.has("location")) {
            return business.zoneOf(patch.path("location").asText(null));
        }
        return BookingContent.RECORDS
                .latest(tx, business.id(), id)
                .map(latest -> business.zoneOf(latest.state().location()))
                .orElse(business.zone());
    }

    private StoreRecord<BookingContent> told(Business business, Instant now) {
        return new StoreRecord<>(owners, BookingContent.RECORDS, new BookingWords(business, now));
    }

    /**
     * Adds those bookings that are not there yet, many at once, and gives their ids.
     *
     * @param bookings by external id
     * @param clients locked, by external id; everybody whom the bookings name
     */
    public Set<String> addNew(
            Transaction tx,
            Business business,
            Map<String, BookingBody> bookings,
            Map<String, Long> clients,
            Instant now)
            throws SQLException {
        var things = new ArrayList<First<BookingContent>>();
        var words = new BookingWords(business, now);
        bookings.forEach((id, body) -> {
            var told = body.telling(now);
            BookingContent state = words.completed(told.state(), null, told.occurredAt());
            things.add(new First<>(
                    id,
                    requireNonNull(clients.get(body.client())),
                    new Telling<>(state, told.occurredAt(), told.said())));
        });
        return BookingContent.RECORDS.addNew(tx, business.id(), things, now);
    }
}
