package io.regulars.bookings;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.Business;
import io.regulars.clients.SaidFields;
import io.regulars.clients.SaidMoment;
import io.regulars.clients.VersionedRecords.Telling;
import io.regulars.facts.BookingState.CancelledBy;
import io.regulars.facts.BookingState.Status;
import io.regulars.platform.Fields;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A booking as sent, checked.
 *
 * @param client external id
 * @param occurredAt null: now
 * @param said which fields it named
 */
public record BookingBody(
        String client, BookingContent content, @Nullable Instant occurredAt, SaidFields said)
        implements ToldBody<BookingContent> {
    /** Reads and checks a booking; all that is wrong is refused at once. */
    public static BookingBody parse(ObjectNode json, Business business, Instant now) {
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
        var content = new BookingContent(
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
        SaidFields said = SaidFields.whole(json).shortly(RecordJson.booking(content, requireNonNull(client), business));
        return new BookingBody(client, content, occurredAt, said);
    }

    /** The same, as of another moment. */
    public BookingBody asOf(@Nullable Instant moment) {
        return new BookingBody(client, content, moment, said);
    }

    @Override
    public Telling<BookingContent> telling(Instant now) {
        return new Telling<>(content, requireNonNullElse(occurredAt, now), said);
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
