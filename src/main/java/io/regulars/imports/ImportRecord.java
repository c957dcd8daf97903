package io.regulars.imports;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.businesses.Business;
import io.regulars.activity.ActivityBody;
import io.regulars.activity.SurveyBody;
import io.regulars.bookings.BookingBody;
import io.regulars.bookings.PassBody;
import io.regulars.bookings.ReceiptBody;
import io.regulars.bookings.ServiceBody;
import io.regulars.clients.ClientBody;
import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.BookingState.Status;
import io.regulars.facts.history.PassState;
import io.regulars.platform.json.Fields;
import io.regulars.platform.json.Json;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.platform.text.NearestName;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one line says, checked as the operation that takes one such record checks it.
 * <pre>
 *   {"record": "booking", "id": "b-1", "client": "c-1", …}  →  OfBooking("b-1", BookingBody(…))
 * </pre>
 */
sealed interface ImportRecord {
    /** What {@code record} may say. */
    List<String> KINDS = List.of("client", "service", "booking", "receipt", "pass", "activity", "survey");

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

    /** A booking; its moment may be a guess. */
    record OfBooking(String id, BookingBody body, boolean saysWhen) implements ImportRecord {
        @Override
        public String client() {
            return body.client();
        }
    }

    /** A receipt; its moment may be a guess. */
    record OfReceipt(String id, ReceiptBody body, boolean saysWhen) implements ImportRecord {
        @Override
        public String client() {
            return body.client();
        }
    }

    /** A pass; its moment may be a guess. */
    record OfPass(String id, PassBody body, boolean saysWhen) implements ImportRecord {
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
     * @param since when the import began: from then on is what says no moment
     * @throws ProblemException saying all that is wrong with it
     */
    static ImportRecord read(RawLine line, Business business, Instant since, Instant now) {
        return switch (line) {
            case RawLine.TooLong tooLong ->
                throw new ProblemException(
                        ErrorCode.TOO_LARGE,
                        "A line has at most 1 MB; this one was passed over."
                                + OtherFormats.remedy(tooLong.beginning()));
            case RawLine.Text text -> read(object(text.bytes()), business, since, now);
        };
    }

    private static ImportRecord read(ObjectNode json, Business business, Instant since, Instant now) {
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
            case "activity" -> new OfActivity(known, ActivityBody.parse(json, business, now));
            case "survey" -> new OfSurvey(known, SurveyBody.parse(json, business, now));
            default -> readById(known, requireNonNull(kind), json.without("id"), business, since, now);
        };
    }

    private static ImportRecord readById(
            String id, String kind, ObjectNode json, Business business, Instant since, Instant now) {
        return switch (kind) {
            case "client" -> {
                ClientBody body = ClientBody.parse(json, business, now);
                yield new OfClient(id, body.occurredAt() == null ? body.asOf(since) : body);
            }
            case "service" -> {
                ServiceBody body = ServiceBody.parse(json, business, now);
                yield new OfService(id, body.occurredAt() == null ? body.asOf(since) : body);
            }
            case "booking" -> {
                BookingBody body = BookingBody.parse(id, json, business, now);
                BookingBody.refuseOwnPlace(body.state());
                boolean saysWhen = body.occurredAt() != null;
                yield new OfBooking(id, saysWhen ? body : body.asOfGuess(moment(body.state(), since)), saysWhen);
            }
            case "pass" -> {
                PassBody body = PassBody.parse(id, json, business, now);
                boolean saysWhen = body.occurredAt() != null;
                yield new OfPass(id, saysWhen ? body : body.asOf(moment(body.state(), business, since)), saysWhen);
            }
            default -> {
                ReceiptBody body = ReceiptBody.parse(id, json, business, now);
                boolean saysWhen = body.occurredAt() != null;
                Instant day = body.state().date().atStartOfDay(business.zone()).toInstant();
                yield new OfReceipt(
                        id, saysWhen ? body : body.asOf(passed(day, since).orElse(since)), saysWhen);
            }
        };
    }

    /** History rarely says when a state came to be; the booking's own moments tell it, but not when it was cancelled before its start. */
    private static Instant moment(BookingState content, Instant since) {
        return passed(content.cancelledAt(), since)
                .or(() -> passed(content.endsAt(), since))
                .or(() -> passed(content.startsAt(), since))
                .or(() -> passed(content.status() == Status.BOOKED ? content.bookedAt() : null, since))
                .orElse(since);
    }

    /** What is left of a pass is counted by the one who exports it, at the latest when it ends; all else is so since it began. */
    private static Instant moment(PassState pass, Business business, Instant since) {
        LocalDate day = pass.visitsLeft() == null ? pass.startsOn() : pass.endsOn();
        return passed(day == null ? null : day.atStartOfDay(business.zone()).toInstant(), since)
                .orElse(since);
    }

    private static Optional<Instant> passed(@Nullable Instant moment, Instant since) {
        return Optional.ofNullable(moment).filter(it -> !it.isAfter(since));
    }

    private static ObjectNode object(byte[] line) {
        try {
            return Json.object(line);
        } catch (ProblemException refusal) {
            // written for a whole body, whose lines are counted
            String message = String.valueOf(refusal.getMessage())
                    .replace("The body", "The line")
                    .replace("(line 1, column", "(column");
            String remedy = refusal.code() == ErrorCode.MALFORMED ? OtherFormats.remedy(line) : "";
            throw new ProblemException(refusal.code(), message + remedy, refusal.errors());
        }
    }
}
