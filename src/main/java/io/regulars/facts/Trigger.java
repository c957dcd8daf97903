package io.regulars.facts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What just happened to a client and caused an evaluation.
 *
 * @param id identifies the event for campaign starts, such as {@code booking:b-1:COMPLETED}
 * @param booking the booking it is about, as it stands now; null for others
 * @param activity the activity it is about; null for others
 */
public record Trigger(
        Client client,
        Kind kind,
        String id,
        Instant occurredAt,
        @Nullable Booking booking,
        @Nullable Activity activity,
        @Nullable SurveyState survey) {
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
