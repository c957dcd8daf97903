package io.regulars.facts;

import io.regulars.facts.history.Activity;
import io.regulars.facts.history.SurveyState;
import io.regulars.facts.values.Truth;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What just happened to a client and caused an evaluation.
 *
 * @param id identifies the event for campaign starts, such as {@code booking:b-1:COMPLETED}
 * @param booking the booking it is about, as it stands now; null for others
 * @param activity the activity it is about; null for others
 * @param movedFrom when a RESCHEDULED booking was to start before; null if that is not known, and for others
 */
public record Trigger(
        Client client,
        Kind kind,
        String id,
        Instant occurredAt,
        @Nullable Booking booking,
        @Nullable Activity activity,
        @Nullable SurveyState survey,
        @Nullable Instant movedFrom) {
    /** What happened to anything but a booking that was moved. */
    public Trigger(
            Client client,
            Kind kind,
            String id,
            Instant occurredAt,
            @Nullable Booking booking,
            @Nullable Activity activity,
            @Nullable SurveyState survey) {
        this(client, kind, id, occurredAt, booking, activity, survey, null);
    }

    /** Whether the client cancelled the booking, or moved it, with less than the notice; unknown without a booking. */
    public Truth isLate() {
        if (booking == null) {
            return Truth.UNKNOWN;
        }
        return Truth.of(
                kind == Kind.RESCHEDULED && movedFrom != null
                        ? client.business().isLate(booking.state().service(), movedFrom, occurredAt)
                        : booking.isLate());
    }

    /** What can happen; TIME stands for the passing of time alone. */
    public enum Kind {
        BOOKED,
        RESCHEDULED,
        COMPLETED,
        CANCELLED,
        NO_SHOW,
        ACTIVITY,
        SURVEY,
        REGISTERED,
        TIME
    }
}
