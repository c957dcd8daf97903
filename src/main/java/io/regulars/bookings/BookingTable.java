package io.regulars.bookings;

import static io.regulars.platform.database.Transaction.instant;

import io.regulars.clients.VersionedRecords;
import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.BookingState.CancelledBy;
import io.regulars.facts.history.BookingState.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where states of bookings are kept. */
final class BookingTable {
    static final VersionedRecords<BookingState> RECORDS = new VersionedRecords<>(
            "booking",
            List.of(
                    "service",
                    "staff",
                    "location",
                    "channel",
                    "payment_method",
                    "starts_at",
                    "ends_at",
                    "booked_at",
                    "status",
                    "cancelled_at",
                    "cancelled_by",
                    "price_minor",
                    "discount_minor",
                    "refunded_minor",
                    "tip_minor",
                    "tax_minor",
                    "offer_code",
                    "replaces",
                    "series"),
            BookingTable::values,
            BookingTable::read);

    private BookingTable() {}

    private static @Nullable Object[] values(BookingState booking) {
        return new @Nullable Object[] {
            booking.service(),
            booking.staff(),
            booking.location(),
            booking.channel(),
            booking.paymentMethod(),
            booking.startsAt(),
            booking.endsAt(),
            booking.bookedAt(),
            booking.status(),
            booking.cancelledAt(),
            booking.cancelledBy(),
            booking.priceMinor(),
            booking.discountMinor(),
            booking.refundedMinor(),
            booking.tipMinor(),
            booking.taxMinor(),
            booking.offerCode(),
            booking.replaces(),
            booking.series()
        };
    }

    private static BookingState read(ResultSet row) throws SQLException {
        String by = row.getString("cancelled_by");
        return new BookingState(
                row.getString("external_id"),
                row.getString("service"),
                row.getString("staff"),
                row.getString("location"),
                row.getString("channel"),
                row.getString("payment_method"),
                Objects.requireNonNull(instant(row, "starts_at")),
                instant(row, "ends_at"),
                instant(row, "booked_at"),
                Status.valueOf(row.getString("status")),
                instant(row, "cancelled_at"),
                by == null ? null : CancelledBy.valueOf(by),
                row.getObject("price_minor", Long.class),
                row.getLong("discount_minor"),
                row.getLong("refunded_minor"),
                row.getLong("tip_minor"),
                row.getLong("tax_minor"),
                row.getString("offer_code"),
                row.getString("replaces"),
                row.getString("series"));
    }
}
