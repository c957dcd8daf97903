package io.regulars.bookings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.Business;
import io.regulars.clients.StateHistory;
import io.regulars.clients.StateWording;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Receipts in the fields of a PUT. */
record ReceiptWords(Business business, Instant now) implements StateWording<ReceiptContent> {
    @Override
    public ObjectNode write(String client, ReceiptContent state) {
        return RecordJson.receipt(state, client, business);
    }

    @Override
    public Told<ReceiptContent> read(ObjectNode told, Instant at) {
        ReceiptBody body = ReceiptBody.parse(told.deepCopy().put("occurredAt", at.toString()), business, now);
        return new Told<>(body.client(), body.content());
    }

    @Override
    public ReceiptContent completed(ReceiptContent state, @Nullable ReceiptContent known, Instant at) {
        return state;
    }

    @Override
    public ObjectNode begun(ObjectNode state) {
        return state;
    }

    @Override
    public StateHistory.@Nullable Following following() {
        return null;
    }
}
