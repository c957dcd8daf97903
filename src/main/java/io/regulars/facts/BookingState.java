package io.regulars.facts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One service for one client at one time, as it stood from some moment on ({@code docs/domain.md}, Booking). Amounts are in
 * minor units of the business's currency.
 *
 * @param id external id
 * @param service code in the catalogue
 * @param cancelledAt known for every CANCELLED booking: the moment given, else when the cancellation occurred
 * @param priceMinor before discount; null if nobody said it
 * @param replaces external id of the booking that was moved and is this one now; null if it is none
 * @param series what repeated bookings that were made together have in common; null if it is alone
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
        @Nullable Long priceMinor,
        long discountMinor,
        long refundedMinor,
        long tipMinor,
        long taxMinor,
        @Nullable String offerCode,
        @Nullable String replaces,
        @Nullable String series) {

    /** A booking without tip and tax that takes no other's place. */
    public BookingState(
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
        this(
                id,
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
                0,
                0,
                offerCode,
                null,
                null);
    }

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
        return with(Status.BOOKED, null, null, priceMinor, discountMinor, 0);
    }

    /** The same booking, of which somebody said that it costs nothing. */
    public BookingState asGivenAway() {
        return with(status, cancelledAt, cancelledBy, 0L, 0, 0);
    }

    /** The same booking as what another has taken the place of: it will not be, and nobody cancelled it. */
    BookingState asMoved() {
        return with(Status.CANCELLED, cancelledAt, null, priceMinor, discountMinor, refundedMinor);
    }

    private BookingState with(
            Status became,
            @Nullable Instant goneAt,
            @Nullable CancelledBy goneBy,
            @Nullable Long price,
            long discount,
            long refunded) {
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
                became,
                goneAt,
                goneBy,
                price,
                discount,
                refunded,
                tipMinor,
                taxMinor,
                offerCode,
                replaces,
                series);
    }

    /** When the client made it: {@code bookedAt}, else the start. */
    public Instant madeAt() {
        return bookedAt == null ? startsAt : bookedAt;
    }
}
