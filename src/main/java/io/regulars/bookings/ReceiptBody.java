package io.regulars.bookings;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.businesses.Business;
import io.regulars.clients.SaidFields;
import io.regulars.clients.SaidMoment;
import io.regulars.clients.VersionedRecords.Telling;
import io.regulars.facts.history.ReceiptState;
import io.regulars.platform.json.Fields;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A receipt as sent, checked.
 *
 * @param client external id
 * @param occurredAt null: now
 * @param said which fields it named
 */
public record ReceiptBody(
        String client, ReceiptState state, @Nullable Instant occurredAt, SaidFields said)
        implements ToldBody<ReceiptState> {
    /** Reads and checks a receipt; all that is wrong is refused at once. */
    public static ReceiptBody parse(String id, ObjectNode json, Business business, Instant now) {
        var fields = new Fields(json);
        fields.readLocalTimesIn(business.zone());
        String client = fields.required("client", fields.id("client"));
        LocalDate date = fields.required("date", fields.day("date"));
        Long amount = fields.required(
                "amount", fields.amount("amount", business.currency().getDefaultFractionDigits()));
        var kind = fields.required("kind", fields.constant("kind", ReceiptState.Kind.TOLD));
        String service = fields.id("service");
        String paymentMethod = fields.text("paymentMethod");
        String booking = fields.id("booking");
        Instant occurredAt = SaidMoment.occurredAt(fields, now);
        BookingBody.currency(fields, business);
        fields.finish();
        var state = new ReceiptState(
                id,
                requireNonNull(date),
                requireNonNull(amount),
                requireNonNull(kind).name(),
                service,
                paymentMethod,
                booking);
        SaidFields said = SaidFields.whole(json).shortly(RecordJson.receipt(state, requireNonNull(client), business));
        return new ReceiptBody(client, state, occurredAt, said);
    }

    /** The same, as of another moment. */
    public ReceiptBody asOf(@Nullable Instant moment) {
        return new ReceiptBody(client, state, moment, said);
    }

    @Override
    public Telling<ReceiptState> telling(Instant now) {
        return new Telling<>(state, requireNonNullElse(occurredAt, now), said);
    }
}
