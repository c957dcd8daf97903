package io.regulars.bookings;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.businesses.Business;
import io.regulars.clients.SaidFields;
import io.regulars.clients.SaidMoment;
import io.regulars.clients.VersionedRecords.Telling;
import io.regulars.facts.history.PassState;
import io.regulars.platform.json.Fields;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A pass as sent, checked.
 *
 * @param client external id
 * @param occurredAt null: now
 * @param said which fields it named
 */
public record PassBody(
        String client, PassState state, @Nullable Instant occurredAt, SaidFields said) implements ToldBody<PassState> {
    /** Reads and checks a pass; all that is wrong is refused at once. */
    public static PassBody parse(String id, ObjectNode json, Business business, Instant now) {
        var fields = new Fields(json);
        fields.readLocalTimesIn(business.zone());
        String client = fields.required("client", fields.id("client"));
        String name = fields.required("name", fields.text("name"));
        LocalDate startsOn = fields.required("startsOn", fields.day("startsOn"));
        var state = new PassState(
                id,
                requireNonNullElse(name, ""),
                fields.id("service"),
                fields.id("category"),
                requireNonNullElse(startsOn, LocalDate.MIN),
                fields.day("endsOn"),
                fields.whole("visits", 1, PassState.MOST_VISITS),
                fields.whole("visitsLeft", 0, PassState.MOST_VISITS),
                fields.day("cancelledOn"),
                null);
        state.contradictions(fields::wrong);
        Instant occurredAt = SaidMoment.occurredAt(fields, now);
        fields.finish();
        SaidFields said = SaidFields.whole(json).shortly(RecordJson.pass(state, requireNonNull(client)));
        return new PassBody(client, state, occurredAt, said);
    }

    /** The same, as of another moment. */
    public PassBody asOf(@Nullable Instant moment) {
        return new PassBody(client, state, moment, said);
    }

    @Override
    public Telling<PassState> telling(Instant now) {
        return new Telling<>(state, requireNonNullElse(occurredAt, now), said);
    }
}
