package io.regulars.intake;

import io.regulars.access.BusinessId;
import io.regulars.bookings.BookingContent;
import io.regulars.bookings.FindMoves;
import io.regulars.bookings.ReceiptContent;
import io.regulars.platform.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;

/** Says what the sender of a booking or a receipt may not have meant: bookings that it names and that are not there. */
@ApplicationScoped
class Notes {
    private final FindMoves find;

    Notes(FindMoves find) {
        this.find = find;
    }

    List<String> receipt(Transaction tx, BusinessId business, long client, ReceiptContent receipt) throws SQLException {
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

    List<String> booking(Transaction tx, BusinessId business, long client, BookingContent booking) throws SQLException {
        String id = booking.replaces();
        if (id == null) {
            return List.of();
        }
        var old = find.named(tx, business, id);
        if (old.isEmpty()) {
            return List.of(unknown(id) + " It counts as moved once it is told.");
        }
        return old.get().client() == client
                ? List.of()
                : List.of("Booking '" + id + "' is another client's, so this one does not replace it.");
    }

    private static String unknown(String id) {
        return "There is no booking '" + id + "'.";
    }
}
