package io.regulars.bookings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.businesses.Business;
import io.regulars.clients.StateHistory;
import io.regulars.clients.StateWording;
import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.BookingState.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Bookings in the fields of a PUT. */
record BookingWords(Business business, String id, Instant now) implements StateWording<BookingState> {
    private static final StateHistory.Following CANCELLED_AT = new StateHistory.Following("cancelledAt", "status");

    @Override
    public ObjectNode write(String client, BookingState state) {
        return RecordJson.booking(state, client, business);
    }

    @Override
    public Told<BookingState> read(ObjectNode told, Instant at) {
        BookingBody body = BookingBody.parse(id, told.deepCopy().put("occurredAt", at.toString()), business, now);
        return new Told<>(body.client(), body.state(), told.path("cancelledAt").isNull());
    }

    /**
     * Without a moment, a cancellation is as old as the news of it; repeating the news does not make it younger. Of which an import guesses
     * the moment, nobody knows when it was cancelled.
     */
    @Override
    public BookingState completed(BookingState state, @Nullable BookingState known, @Nullable Instant at) {
        if (state.status() != Status.CANCELLED || state.cancelledAt() != null) {
            return state;
        }
        return state.asCancelledAt(known == null || known.status() != Status.CANCELLED ? at : known.cancelledAt());
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
