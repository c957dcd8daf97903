package io.regulars.facts.history;

import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One service for one client at one time, as it stood from some moment on ({@code docs/domain.md}, Booking). Amounts are in
 * minor units of the business's currency.
 *
 * @param id external id
 * @param service code in the catalogue
 * @param cancelledAt of a CANCELLED booking the moment given, else when the cancellation occurred; null if an import said neither
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

    /** The same booking, cancelled at a moment; null: nobody knows when. */
    public BookingState asCancelledAt(@Nullable Instant moment) {
        return with(status, moment, cancelledBy, priceMinor, discountMinor, refundedMinor);
    }

    /** The same booking as what another has taken the place of: it will not be, and nobody cancelled it. */
    public BookingState asMoved() {
        return with(Status.CANCELLED, cancelledAt, null, priceMinor, discountMinor, refundedMinor);
    }

    /** The same booking seen by itself, whatever it took the place of. */
    public BookingState replacingNone() {
        return replaces == null
                ? this
                : with(status, cancelledAt, cancelledBy, priceMinor, discountMinor, refundedMinor, null);
    }

    /** The same booking, its codes and names given by a function of equal texts. */
    public BookingState sharing(UnaryOperator<String> share) {
        return new BookingState(
                id,
                share.apply(service),
                shared(staff, share),
                shared(location, share),
                shared(channel, share),
                shared(paymentMethod, share),
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
                shared(offerCode, share),
                replaces,
                series);
    }

    private static @Nullable String shared(@Nullable String text, UnaryOperator<String> share) {
        return text == null ? null : share.apply(text);
    }

    private BookingState with(
            Status became,
            @Nullable Instant goneAt,
            @Nullable CancelledBy goneBy,
            @Nullable Long price,
            long discount,
            long refunded) {
        return with(became, goneAt, goneBy, price, discount, refunded, replaces);
    }

    private BookingState with(
            Status became,
            @Nullable Instant goneAt,
            @Nullable CancelledBy goneBy,
            @Nullable Long price,
            long discount,
            long refunded,
            @Nullable String replaced) {
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
                replaced,
                series);
    }

    /** When the client made it: {@code bookedAt}, else the start. */
    public Instant madeAt() {
        return bookedAt == null ? startsAt : bookedAt;
    }

    /** Whether it is told that the client cancelled it. */
    public boolean isCancelledByClient() {
        return status == Status.CANCELLED && cancelledBy == CancelledBy.CLIENT;
    }
}
