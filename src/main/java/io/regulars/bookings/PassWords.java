package io.regulars.bookings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.businesses.Business;
import io.regulars.clients.StateWording;
import io.regulars.facts.history.PassState;
import java.time.Instant;

/** Passes in the fields of a PUT. */
record PassWords(Business business, String id, Instant now) implements StateWording<PassState> {
    @Override
    public ObjectNode write(String client, PassState state) {
        return RecordJson.pass(state, client);
    }

    @Override
    public Told<PassState> read(ObjectNode told, Instant at) {
        PassBody body = PassBody.parse(id, told.deepCopy().put("occurredAt", at.toString()), business, now);
        return new Told<>(body.client(), body.state(), false);
    }
}
