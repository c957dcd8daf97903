package io.regulars.clients;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.platform.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * What shows that a client said yes or no.
 *
 * @param source in short, for whoever reads a list
 * @param wording which text they agreed to; null: not known
 * @param evidence a form's number, a booking, the message whose link was followed
 * @param actor who noted it; null: not known
 */
public record ConsentProof(
        String source,
        ConsentMethod method,
        @Nullable String wording,
        ObjectNode evidence,
        @Nullable String actor) {
    /** A profile said it. */
    static ConsentProof bookingSystem() {
        return new ConsentProof(
                "booking-system", ConsentMethod.BOOKING_SYSTEM, null, Json.MAPPER.createObjectNode(), null);
    }
}
