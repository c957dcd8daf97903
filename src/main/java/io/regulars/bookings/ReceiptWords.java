package io.regulars.bookings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.businesses.Business;
import io.regulars.clients.StateWording;
import io.regulars.facts.history.ReceiptState;
import java.time.Instant;

/** Receipts in the fields of a PUT. */
record ReceiptWords(Business business, String id, Instant now) implements StateWording<ReceiptState> {
    @Override
    public ObjectNode write(String client, ReceiptState state) {
        return RecordJson.receipt(state, client, business);
    }

    @Override
    public Told<ReceiptState> read(ObjectNode told, Instant at) {
        ReceiptBody body = ReceiptBody.parse(id, told.deepCopy().put("occurredAt", at.toString()), business, now);
        return new Told<>(body.client(), body.state(), false);
    }
}
