package io.regulars.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.regulars.access.businesses.BusinessId;
import io.regulars.bookings.FindMoves;
import io.regulars.clients.ClientBody;
import io.regulars.clients.Consents;
import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.ReceiptState;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Says what a sender may not have meant: bookings that a booking or a receipt names and that are not there, and consents that
 * a profile repeats after they were withdrawn.
 */
@ApplicationScoped
class Notes {
    private final FindMoves find;

    Notes(FindMoves find) {
        this.find = find;
    }

    /** Of a profile that is told once more as it was. */
    List<String> repeated(Transaction tx, long client, ClientBody body) throws SQLException {
        JsonNode consents = body.profile().path("consents");
        if (consents.isEmpty()) {
            return List.of();
        }
        var notes = new ArrayList<String>();
        for (var consent : Consents.inForce(tx, client).entrySet()) {
            JsonNode said = consents.path(consent.getKey());
            if (said.isBoolean() && said.booleanValue() != consent.getValue()) {
                notes.add(
                        "Consent by " + consent.getKey() + " is " + consent.getValue() + " since an event said so, and"
                                + " stays: the profile repeats what it said before. If the client has decided anew, PATCH"
                                + " 'consents', or send " + (said.booleanValue() ? "SUBSCRIBED." : "UNSUBSCRIBED."));
            }
        }
        return notes;
    }

    List<String> receipt(Transaction tx, BusinessId business, long client, ReceiptState receipt) throws SQLException {
        String id = receipt.booking();
        if (id == null) {
            return List.of();
        }
        var booking = find.named(tx, business, id);
        if (booking.isEmpty()) {
            return List.of(unknown(id) + " What the receipt says of it counts once it is told.");
        }
        if (booking.get().client() != client) {
            return List.of("Booking '" + id
                    + "' is another client's. The receipt counts for it only if it is told of the same" + " client.");
        }
        boolean isPart = booking.get().priced() && receipt.amountMinor() > 0 && receipt.isSale();
        return isPart
                ? List.of("The price of booking '" + id
                        + "' was told, so this is taken to be a part of it and adds nothing."
                        + " If it was paid beside it, leave 'booking' out.")
                : List.of();
    }

    List<String> booking(Transaction tx, BusinessId business, long client, BookingState booking) throws SQLException {
        String id = booking.replaces();
        if (id == null) {
            return List.of();
        }
        var old = find.named(tx, business, id);
        if (old.isEmpty()) {
            return List.of(unknown(id) + " It counts as moved once it is told.");
        }
        if (old.get().client() != client) {
            return List.of("Booking '" + id + "' is another client's, so this one does not replace it.");
        }
        return switch (old.get().status()) {
            case BOOKED, CANCELLED -> List.of();
            case COMPLETED, NO_SHOW ->
                List.of("Booking '" + id + "' is " + old.get().status() + ", so this one does not replace it.");
        };
    }

    private static String unknown(String id) {
        return "There is no booking '" + id + "'.";
    }
}
