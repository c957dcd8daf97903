package io.regulars.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.activity.StoreActivity;
import io.regulars.activity.SurveyContent;
import io.regulars.clients.Change;
import io.regulars.evaluation.TriggerEvent;
import io.regulars.facts.Trigger;
import io.regulars.facts.history.BookingState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what a change means to rules. Ids are made of what happened, not of when it was told, so that a correction back
 * and forth is the same event again, and a booking at another time is another:
 * <pre>
 *   new, BOOKED                      → BOOKED       booking:b-1:BOOKED
 *   new, BOOKED, in another's place   → RESCHEDULED  booking:b-2:RESCHEDULED:2026-11-20T07:00:00Z
 *   new, BOOKED, of a series          → BOOKED       series:s-1:BOOKED
 *   BOOKED, another startsAt         → RESCHEDULED  booking:b-1:RESCHEDULED:2026-11-20T07:00:00Z
 *   status now COMPLETED             → COMPLETED    booking:b-1:COMPLETED:2026-11-20T07:00:00Z
 *   status back to BOOKED            → nothing
 * </pre>
 */
final class TriggerEvents {
    private TriggerEvents() {}

    /**
     * Of a booking.
     *
     * @param place what is known of bookings in the place of others
     */
    static List<TriggerEvent> booking(String id, Change<BookingState> change, Place place) {
        if (change.kind() != Change.Kind.LATEST) {
            return List.of();
        }
        BookingState before = change.before();
        BookingState after = change.after();
        Instant at = change.occurredAt();
        String start = ":" + after.startsAt();
        if (before == null && after.status() == BookingState.Status.BOOKED) {
            return place.takesAnothers()
                    ? moved(id, start, at, place.movedFrom())
                    : of(named(id, after, Trigger.Kind.BOOKED, ""), Trigger.Kind.BOOKED, id, at);
        }
        if (before == null || before.status() != after.status()) {
            return switch (after.status()) {
                case BOOKED -> List.of();
                case COMPLETED -> booking(id, Trigger.Kind.COMPLETED, start, at);
                case CANCELLED -> place.isTaken() ? List.of() : cancelled(id, after, start, at);
                case NO_SHOW -> booking(id, Trigger.Kind.NO_SHOW, start, at);
            };
        }
        boolean moved = after.status() == BookingState.Status.BOOKED
                && !before.startsAt().equals(after.startsAt());
        return moved ? moved(id, start, at, before.startsAt()) : List.of();
    }

    /**
     * Which booking stands in whose place.
     *
     * @param takesAnothers whether it stands in the place of another
     * @param movedFrom when that was to start; null if it is not known
     * @param isTaken whether another stands in its place
     */
    record Place(boolean takesAnothers, @Nullable Instant movedFrom, boolean isTaken) {
        static final Place OWN = new Place(false, null, false);
    }

    /** A series is made once, and what is cancelled of it on one day is cancelled once. */
    private static String named(String id, BookingState booking, Trigger.Kind kind, String more) {
        return booking.series() == null
                ? "booking:" + id + ":" + kind + more
                : "series:" + booking.series() + ":" + kind;
    }

    private static List<TriggerEvent> cancelled(String id, BookingState booking, String start, Instant at) {
        String day = booking.series() == null ? start : "";
        String event = named(id, booking, Trigger.Kind.CANCELLED, day);
        return of(
                booking.series() == null ? event : event + ":" + at.truncatedTo(ChronoUnit.DAYS),
                Trigger.Kind.CANCELLED,
                id,
                at);
    }

    private static List<TriggerEvent> moved(String id, String start, Instant at, @Nullable Instant from) {
        var kind = Trigger.Kind.RESCHEDULED;
        return List.of(new TriggerEvent(kind, "booking:" + id + ":" + kind + start, at, id, null, null, from));
    }

    private static List<TriggerEvent> of(String event, Trigger.Kind kind, String id, Instant at) {
        return List.of(new TriggerEvent(kind, event, at, id, null, null));
    }

    static List<TriggerEvent> client(String id, Change<ObjectNode> change) {
        boolean registered = change.kind() == Change.Kind.LATEST && change.before() == null;
        return registered
                ? List.of(new TriggerEvent(
                        Trigger.Kind.REGISTERED, "client:" + id, change.occurredAt(), null, null, null))
                : List.of();
    }

    static List<TriggerEvent> activity(StoreActivity.Stored stored) {
        return List.of(new TriggerEvent(
                Trigger.Kind.ACTIVITY, "activity:" + stored.id(), stored.occurredAt(), null, stored.id(), null));
    }

    static List<TriggerEvent> survey(String id, Change<SurveyContent> change) {
        if (change.kind() != Change.Kind.LATEST) {
            return List.of();
        }
        String event = "survey:" + id + ":" + change.after().answeredAt();
        return List.of(new TriggerEvent(Trigger.Kind.SURVEY, event, change.occurredAt(), null, null, id));
    }

    private static List<TriggerEvent> booking(String id, Trigger.Kind kind, String more, Instant occurredAt) {
        return List.of(new TriggerEvent(kind, "booking:" + id + ":" + kind + more, occurredAt, id, null, null));
    }
}
