package io.regulars.bookings;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.businesses.Business;
import io.regulars.clients.SaidFields;
import io.regulars.clients.SaidMoment;
import io.regulars.clients.VersionedRecords.Telling;
import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.BookingState.CancelledBy;
import io.regulars.facts.history.BookingState.Status;
import io.regulars.platform.json.Fields;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A booking as sent, checked.
 *
 * @param client external id
 * @param occurredAt null: now
 * @param said which fields it named
 * @param guessed whether nobody said the moment
 */
public record BookingBody(
        String client, BookingState state, @Nullable Instant occurredAt, SaidFields said, boolean guessed)
        implements ToldBody<BookingState> {
    /** Reads and checks a booking; all that is wrong is refused at once. */
    public static BookingBody parse(String id, ObjectNode json, Business business, Instant now) {
        var fields = new Fields(json);
        int digits = business.currency().getDefaultFractionDigits();
        String client = fields.required("client", fields.id("client"));
        String service = fields.required("service", fields.id("service"));
        String staff = fields.id("staff");
        String location = fields.id("location");
        fields.readLocalTimesIn(business.zoneOf(location));
        String channel = fields.text("channel");
        String paymentMethod = fields.text("paymentMethod");
        Instant startsAt = fields.required("startsAt", fields.instant("startsAt"));
        Instant endsAt = fields.instant("endsAt");
        Instant bookedAt = SaidMoment.past(fields, "bookedAt", now);
        var status = fields.required("status", fields.constant("status", Status.class));
        Instant cancelledAt = SaidMoment.past(fields, "cancelledAt", now);
        var cancelledBy = fields.constant("cancelledBy", CancelledBy.class);
        Long price = fields.positiveAmount("price", digits);
        long discount = amount(fields, "discount", digits);
        long refunded = amount(fields, "refunded", digits);
        long tip = amount(fields, "tip", digits);
        long tax = amount(fields, "tax", digits);
        String offerCode = fields.text("offerCode");
        String replaces = fields.id("replaces");
        String series = fields.id("series");
        fields.any("assumedPrice"); // ours, of a booking read back
        Instant occurredAt = SaidMoment.occurredAt(fields, now);
        currency(fields, business);
        if (startsAt != null && endsAt != null && endsAt.isBefore(startsAt)) {
            fields.wrong("endsAt", "is before startsAt");
        }
        if (price != null && discount > price) {
            fields.wrong("discount", "is more than the price");
        }
        if (price != null && refunded > price + tip + tax) {
            fields.wrong("refunded", "is more than was paid: price, tip and tax together");
        }
        begun(fields, status, startsAt, occurredAt, now);
        fields.finish();
        boolean cancelled = status == Status.CANCELLED;
        var state = new BookingState(
                id,
                requireNonNull(service),
                staff,
                location,
                channel,
                paymentMethod,
                requireNonNull(startsAt),
                endsAt,
                bookedAt,
                requireNonNull(status),
                cancelled ? cancelledAt : null,
                cancelled ? cancelledBy : null,
                price,
                discount,
                refunded,
                tip,
                tax,
                offerCode,
                replaces,
                series);
        SaidFields said = SaidFields.whole(json).shortly(RecordJson.booking(state, requireNonNull(client), business));
        return new BookingBody(client, state, occurredAt, said, false);
    }

    /** Refuses a booking that says it replaces itself. */
    public static void refuseOwnPlace(BookingState booking) {
        if (booking.id().equals(booking.replaces())) {
            throw new ProblemException(
                    ErrorCode.INVALID,
                    Fields.INVALID,
                    List.of(new ProblemException.FieldError("/replaces", "is another booking than this one")));
        }
    }

    /** The same, as of a moment that is a guess. */
    public BookingBody asOfGuess(Instant moment) {
        return new BookingBody(client, state, moment, said, true);
    }

    @Override
    public Telling<BookingState> telling(Instant now) {
        return new Telling<>(state, requireNonNullElse(occurredAt, now), said, guessed);
    }

    /** What has not begun can be neither kept nor missed: by its own moment if it says one, else by now. */
    private static void begun(
            Fields fields,
            @Nullable Status status,
            @Nullable Instant startsAt,
            @Nullable Instant occurredAt,
            Instant now) {
        boolean outcome = status == Status.COMPLETED || status == Status.NO_SHOW;
        Instant moment = requireNonNullElse(occurredAt, now);
        if (outcome && startsAt != null && startsAt.isAfter(moment)) {
            fields.wrong(
                    "status",
                    "is " + status + ", but the booking starts at " + startsAt + " and "
                            + (occurredAt == null ? "it is " + now + " now" : "this is told as of " + occurredAt)
                            + "; send BOOKED until it has begun, or correct startsAt"
                            + (occurredAt == null ? "" : " or occurredAt"));
        }
    }

    /** The field {@code currency} may be given; it must be the business's. */
    static void currency(Fields fields, Business business) {
        String currency = fields.text("currency");
        if (currency != null && !currency.equalsIgnoreCase(business.currency().getCurrencyCode())) {
            fields.wrong("currency", "is " + business.currency().getCurrencyCode() + " for this business");
        }
    }

    private static long amount(Fields fields, String name, int digits) {
        return requireNonNullElse(fields.positiveAmount(name, digits), 0L);
    }
}
