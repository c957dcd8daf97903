package io.regulars.bookings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.businesses.Business;
import io.regulars.clients.Owners;
import io.regulars.clients.StateWording;
import io.regulars.clients.VersionedRecords;
import io.regulars.facts.history.BookingState;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;

/** Takes what is told of a booking. */
@ApplicationScoped
public class StoreBooking extends StoreTold<BookingState, BookingBody> {
    private final Owners owners;

    StoreBooking(Owners owners) {
        this.owners = owners;
    }

    @Override
    Owners owners() {
        return owners;
    }

    @Override
    VersionedRecords<BookingState> records() {
        return BookingTable.RECORDS;
    }

    @Override
    StateWording<BookingState> words(Business business, String id, Instant now) {
        return new BookingWords(business, id, now);
    }

    /** Of the location that the patch names, else of the one where it is so far. */
    @Override
    ZoneId zone(Transaction tx, Business business, String id, ObjectNode patch) throws SQLException {
        if (!patch.has("occurredAt") || patch.has("location")) {
            return business.zoneOf(patch.path("location").asText(null));
        }
        return BookingTable.RECORDS
                .latest(tx, business.id(), id)
                .map(latest -> business.zoneOf(latest.state().location()))
                .orElse(business.zone());
    }
}
