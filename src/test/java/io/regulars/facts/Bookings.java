package io.regulars.facts;

import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.BookingState.CancelledBy;
import io.regulars.facts.history.BookingState.Status;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A booking in the words of a test: {@code booking("2026-01-01T10:00").of("massage").price("60.00").completed()}. Times are
 * local to the business; an hour long, a haircut for 50.00, BOOKED and without {@code bookedAt} unless said otherwise.
 */
public final class Bookings {
    private final String start;
    private String service = "haircut";
    private @Nullable String id;
    private @Nullable String staff;
    private @Nullable String location;
    private @Nullable String channel;
    private @Nullable String paymentMethod;
    private @Nullable String end;
    private @Nullable String bookedAt;
    private Status status = Status.BOOKED;
    private @Nullable String cancelledAt;
    private @Nullable CancelledBy cancelledBy;
    private @Nullable String price = "50.00";
    private String discount = "0";
    private String refunded = "0";
    private String tip = "0";
    private String tax = "0";
    private @Nullable String offer;
    private @Nullable String replaces;
    private @Nullable String series;

    private Bookings(String start) {
        this.start = start;
    }

    /** A booking that starts then. */
    public static Bookings booking(String start) {
        return new Bookings(start);
    }

    /** Its external id; without one it gets the next of its client. */
    public Bookings id(String value) {
        id = value;
        return this;
    }

    public Bookings of(String serviceCode) {
        service = serviceCode;
        return this;
    }

    public Bookings price(String amount) {
        price = amount;
        return this;
    }

    /** Nobody said what it costs. */
    public Bookings unpriced() {
        price = null;
        return this;
    }

    public Bookings tip(String amount) {
        tip = amount;
        return this;
    }

    public Bookings tax(String amount) {
        tax = amount;
        return this;
    }

    /** It is another one moved. */
    public Bookings replaces(String booking) {
        replaces = booking;
        return this;
    }

    public Bookings ofSeries(String name) {
        series = name;
        return this;
    }

    public Bookings discount(String amount) {
        discount = amount;
        return this;
    }

    public Bookings refunded(String amount) {
        refunded = amount;
        return this;
    }

    public Bookings with(String staffMember) {
        staff = staffMember;
        return this;
    }

    public Bookings at(String locationName) {
        location = locationName;
        return this;
    }

    public Bookings through(String channelName) {
        channel = channelName;
        return this;
    }

    public Bookings paidBy(String method) {
        paymentMethod = method;
        return this;
    }

    public Bookings offer(String code) {
        offer = code;
        return this;
    }

    public Bookings until(String localEnd) {
        end = localEnd;
        return this;
    }

    public Bookings made(String when) {
        bookedAt = when;
        return this;
    }

    public Bookings completed() {
        status = Status.COMPLETED;
        return this;
    }

    public Bookings noShow() {
        status = Status.NO_SHOW;
        return this;
    }

    /** Cancelled by the client. */
    public Bookings cancelled(String when) {
        status = Status.CANCELLED;
        cancelledAt = when;
        cancelledBy = CancelledBy.CLIENT;
        return this;
    }

    /** Cancelled by the business. */
    public Bookings cancelledByBusiness(String when) {
        cancelled(when);
        cancelledBy = CancelledBy.BUSINESS;
        return this;
    }

    /** Cancelled, and nobody said by whom. */
    public Bookings cancelledBySomebody(String when) {
        cancelled(when);
        cancelledBy = null;
        return this;
    }

    /** The state, its times read by {@code clock}. */
    public BookingState state(String nextId, Function<String, Instant> clock) {
        return new BookingState(
                id == null ? nextId : id,
                service,
                staff,
                location,
                channel,
                paymentMethod,
                clock.apply(start),
                end == null ? clock.apply(start).plusSeconds(3600) : clock.apply(end),
                bookedAt == null ? null : clock.apply(bookedAt),
                status,
                cancelledAt == null ? null : clock.apply(cancelledAt),
                cancelledBy,
                price == null ? null : minor(price),
                minor(discount),
                minor(refunded),
                minor(tip),
                minor(tax),
                offer,
                replaces,
                series);
    }

    static long minor(String amount) {
        return new BigDecimal(amount).movePointRight(2).longValueExact();
    }
}
