package io.regulars.bookings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.Business;
import io.regulars.clients.StateHistory;
import io.regulars.clients.StateWording;
import io.regulars.facts.BookingState.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Bookings in the fields of a PUT. */
record BookingWords(Business business, Instant now) implements StateWording<BookingContent> {
    private static final StateHistory.Following CANCELLED_AT = new StateHistory.Following("cancelledAt", "status");

    @Override
    public ObjectNode write(String client, BookingContent state) {
        return RecordJson.booking(state, client, business);
    }

    @Override
    public Told<BookingContent> read(ObjectNode told, Instant at) {
        BookingBody body = BookingBody.parse(told.deepCopy().put("occurredAt", at.toString()), business, now);
        return new Told<>(body.client(), body.content());
    }

    /** Without a moment, a cancellation is as old as the news of it; repeating the news does not make it younger. */
    @Override
    public BookingContent completed(BookingContent state, @Nullable BookingContent known, Instant at) {
        if (state.status() != Status.CANCELLED || state.cancelledAt() != null) {
            return state;
        }
        return state.cancelledAt(known == null || known.cancelledAt() == null ? at : known.cancelledAt());
    }

    /** It was booked, and nothing was refunded. */
    @Override
    public ObjectNode begun(ObjectNode state) {
        ObjectNode begun = state.deepCopy().put("status", Status.BOOKED.name());
        begun.remove("cancelledAt");
        begun.remove("cancelledBy");
        begun.remove("refunded");
        return begun;
    }

    @Override
    public StateHistory.Following following() {
        return CANCELLED_AT;
    }
}
