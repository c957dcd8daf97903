package io.regulars.bookings;

import static io.regulars.platform.Transaction.instant;

import io.regulars.clients.VersionedRecords;
import io.regulars.facts.BookingState.CancelledBy;
import io.regulars.facts.BookingState.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The content of a booking; amounts in minor units of the business's currency. Equal content changes nothing.
 *
 * @param priceMinor null if nobody said it
 * @param replaces external id of the booking that was moved and is this one now
 * @param series what repeated bookings that were made together have in common
 */
public record BookingContent(
        String service,
        @Nullable String staff,
        @Nullable String location,
        @Nullable String channel,
        @Nullable String paymentMethod,
        Instant startsAt,
        @Nullable Instant endsAt,
        @Nullable Instant bookedAt,
        Status status,
        @Nullable Instant cancelledAt,
        @Nullable CancelledBy cancelledBy,
        @Nullable Long priceMinor,
        long discountMinor,
        long refundedMinor,
        long tipMinor,
        long taxMinor,
        @Nullable String offerCode,
        @Nullable String replaces,
        @Nullable String series) {
    static final VersionedRecords<BookingContent> RECORDS = new VersionedRecords<>(
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
            BookingContent::values,
            BookingContent::read);

    BookingContent cancelledAt(Instant moment) {
        return new BookingContent(
                service,
                staff,
                location,
                channel,
                paymentMethod,
                startsAt,
                endsAt,
                bookedAt,
                status,
                moment,
                cancelledBy,
                priceMinor,
                discountMinor,
                refundedMinor,
                tipMinor,
                taxMinor,
                offerCode,
                replaces,
                series);
    }

    private @Nullable Object[] values() {
        return new @Nullable Object[] {
            service,
            staff,
            location,
            channel,
            paymentMethod,
            startsAt,
            endsAt,
            bookedAt,
            status,
            cancelledAt,
            cancelledBy,
            priceMinor,
            discountMinor,
            refundedMinor,
            tipMinor,
            taxMinor,
            offerCode,
            replaces,
            series
        };
    }

    private static BookingContent read(ResultSet row) throws SQLException {
        String by = row.getString("cancelled_by");
        return new BookingContent(
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
