package io.regulars.evaluation;

import io.regulars.facts.Trigger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What just happened to a client, by external ids; rules see it as a {@link Trigger}.
 *
 * @param id identifies the event for campaign starts, such as {@code booking:b-1:COMPLETED}
 * @param booking external id of the booking it is about; null for others
 * @param activity external id of the activity it is about; null for others
 * @param survey external id of the survey it is about; null for others
 * @param movedFrom when a booking that was moved was to start before; null if that is not known, and for others
 */
public record TriggerEvent(
        Trigger.Kind kind,
        String id,
        Instant occurredAt,
        @Nullable String booking,
        @Nullable String activity,
        @Nullable String survey,
        @Nullable Instant movedFrom) {
    /** What happened to anything but a booking that was moved. */
    public TriggerEvent(
            Trigger.Kind kind,
            String id,
            Instant occurredAt,
            @Nullable String booking,
            @Nullable String activity,
            @Nullable String survey) {
        this(kind, id, occurredAt, booking, activity, survey, null);
    }

    /** Nothing but time. */
    public static TriggerEvent timePassed(Instant moment) {
        return new TriggerEvent(Trigger.Kind.TIME, "time:" + moment, moment, null, null, null);
    }
}
