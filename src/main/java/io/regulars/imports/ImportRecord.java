package io.regulars.imports;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.Business;
import io.regulars.activity.ActivityBody;
import io.regulars.activity.SurveyBody;
import io.regulars.bookings.BookingBody;
import io.regulars.bookings.BookingContent;
import io.regulars.bookings.ReceiptBody;
import io.regulars.bookings.ServiceBody;
import io.regulars.clients.ClientBody;
import io.regulars.platform.ErrorCode;
import io.regulars.platform.Fields;
import io.regulars.platform.Json;
import io.regulars.platform.NearestName;
import io.regulars.platform.Refusal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one line says, checked as the operation that takes one such record checks it.
 * <pre>
 *   {"record": "booking", "id": "b-1", "client": "c-1", …}  →  OfBooking("b-1", BookingBody(…))
 * </pre>
 */
sealed interface ImportRecord {
    /** What {@code record} may say. */
    List<String> KINDS = List.of("client", "service", "booking", "receipt", "activity", "survey");

    String id();

    /** The external id of the client it is about; null for what is about none. */
    @Nullable
    String client();

    record OfClient(String id, ClientBody body) implements ImportRecord {
        @Override
        public String client() {
            return id;
        }
    }

    record OfService(String id, ServiceBody body) implements ImportRecord {
        @Override
        public @Nullable String client() {
            return null;
        }
    }

    record OfBooking(String id, BookingBody body) implements ImportRecord {
        @Override
        public String client() {
            return body.client();
        }
    }

    record OfReceipt(String id, ReceiptBody body) implements ImportRecord {
        @Override
        public String client() {
            return body.client();
        }
    }

    record OfActivity(String id, ActivityBody body) implements ImportRecord {
        @Override
        public String client() {
            return body.client();
        }
    }

    record OfSurvey(String id, SurveyBody body) implements ImportRecord {
        @Override
        public String client() {
            return body.client();
        }
    }

    /**
     * Reads a line.
     *
     * @throws Refusal saying all that is wrong with it
     */
    static ImportRecord read(RawLine line, Business business, Instant now) {
        return switch (line) {
            case RawLine.TooLong tooLong ->
                throw new Refusal(ErrorCode.TOO_LARGE, "A line has at most 1 MB; this one was passed over.");
            case RawLine.Text text -> read(object(text.bytes()), business, now);
        };
    }

    private static ImportRecord read(ObjectNode json, Business business, Instant now) {
        var fields = new Fields(json);
        String kind = fields.required("record", fields.text("record"));
        String id = fields.required("id", fields.id("id"));
        if (kind != null && !KINDS.contains(kind)) {
            fields.wrong(
                    "record", NearestName.unknown("record", kind, KINDS) + " One of " + String.join(", ", KINDS) + ".");
        }
        fields.refuse();
        json.remove("record");
        String known = requireNonNull(id);
        return switch (requireNonNull(kind)) {
            case "activity" -> new OfActivity(known, ActivityBody.parse(json, now));
            case "survey" -> new OfSurvey(known, SurveyBody.parse(json, now));
            default -> readById(known, requireNonNull(kind), json.without("id"), business, now);
        };
    }

    private static ImportRecord readById(String id, String kind, ObjectNode json, Business business, Instant now) {
        return switch (kind) {
            case "client" -> new OfClient(id, ClientBody.parse(json, business, now));
            case "service" -> new OfService(id, ServiceBody.parse(json, business, now));
            case "booking" -> new OfBooking(id, dated(BookingBody.parse(json, business, now), now));
            default -> new OfReceipt(id, dated(ReceiptBody.parse(json, business, now), business, now));
        };
    }

    /** History rarely says when a state came to be; the booking's own moments tell it. */
    private static BookingBody dated(BookingBody body, Instant now) {
        BookingContent content = body.content();
        Instant occurredAt = body.occurredAt();
        if (occurredAt == null) {
            occurredAt = content.cancelledAt();
        }
        if (occurredAt == null) {
            occurredAt = passed(content.endsAt(), now);
        }
        if (occurredAt == null) {
            occurredAt = passed(content.startsAt(), now);
        }
        if (occurredAt == null) {
            occurredAt = content.bookedAt();
        }
        return body.asOf(occurredAt);
    }

    private static ReceiptBody dated(ReceiptBody body, Business business, Instant now) {
        Instant day = body.content().date().atStartOfDay(business.zone()).toInstant();
        return body.asOf(body.occurredAt() == null ? passed(day, now) : body.occurredAt());
    }

    private static @Nullable Instant passed(@Nullable Instant moment, Instant now) {
        return moment == null || moment.isAfter(now) ? null : moment;
    }

    private static ObjectNode object(byte[] line) {
        try {
            return Json.object(line);
        } catch (Refusal refusal) {
            // written for a whole body, whose lines are counted
            String message = String.valueOf(refusal.getMessage())
                    .replace("The body", "The line")
                    .replace("(line 1, column", "(column");
            throw new Refusal(refusal.code(), message, refusal.errors());
        }
    }
}
