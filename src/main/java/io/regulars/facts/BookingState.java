package io.regulars.facts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One service for one client at one time, as it stood from some moment on ({@code domain.md}, Booking). Amounts are in
 * minor units of the business's currency.
 *
 * @param id external id
 * @param service code in the catalogue
 * @param cancelledAt known for every CANCELLED booking: the moment given, else when the cancellation occurred
 */
public record BookingState(
        String id,
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
        long priceMinor,
        long discountMinor,
        long refundedMinor,
        @Nullable String offerCode) {

    /** The status machine's states; any can be corrected to any other. */
    public enum Status {
        BOOKED,
        COMPLETED,
        CANCELLED,
        NO_SHOW
    }

    /** Who cancelled; the business's own cancellations never count against a client. */
    public enum CancelledBy {
        CLIENT,
        BUSINESS
    }

    /** The same booking before anything came of it. */
    public BookingState asBooked() {
        return new BookingState(
                id,
                service,
                staff,
                location,
                channel,
                paymentMethod,
                startsAt,
                endsAt,
                bookedAt,
                Status.BOOKED,
                null,
                null,
                priceMinor,
                discountMinor,
                0,
                offerCode);
    }

    /** What the client paid for it: price − discount − refunded; tips and tax are out. */
    public long paidMinor() {
        return priceMinor - discountMinor - refundedMinor;
    }

    /** When the client made it: {@code bookedAt}, else the start. */
    public Instant madeAt() {
        return bookedAt == null ? startsAt : bookedAt;
    }
}
