package io.regulars.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.activity.StoreActivity;
import io.regulars.activity.SurveyContent;
import io.regulars.bookings.BookingContent;
import io.regulars.clients.Change;
import io.regulars.evaluation.Happening;
import io.regulars.facts.Trigger;
import java.time.Instant;
import java.util.List;

/**
 * Says what a change means to rules. Ids are made of what happened, not of when it was told, so that a correction back
 * and forth is the same event again, and a booking at another time is another:
 * <pre>
 *   new, BOOKED                      → BOOKED       booking:b-1:BOOKED
 *   BOOKED, another startsAt         → RESCHEDULED  booking:b-1:RESCHEDULED:2026-11-20T07:00:00Z
 *   status now COMPLETED             → COMPLETED    booking:b-1:COMPLETED:2026-11-20T07:00:00Z
 *   status back to BOOKED            → nothing
 * </pre>
 */
final class Happenings {
    private Happenings() {}

    static List<Happening> booking(String id, Change<BookingContent> change) {
        if (change.kind() != Change.Kind.LATEST) {
            return List.of();
        }
        BookingContent before = change.before();
        BookingContent after = change.after();
        if (before == null && after.status() == BookingContent.Status.BOOKED) {
            return booking(id, Trigger.Kind.BOOKED, "", change.occurredAt());
        }
        if (before == null || before.status() != after.status()) {
            return switch (after.status()) {
                case BOOKED -> List.of();
                case COMPLETED -> booking(id, Trigger.Kind.COMPLETED, ":" + after.startsAt(), change.occurredAt());
                case CANCELLED -> booking(id, Trigger.Kind.CANCELLED, ":" + after.startsAt(), change.occurredAt());
                case NO_SHOW -> booking(id, Trigger.Kind.NO_SHOW, ":" + after.startsAt(), change.occurredAt());
            };
        }
        boolean moved = after.status() == BookingContent.Status.BOOKED
                && !before.startsAt().equals(after.startsAt());
        return moved ? booking(id, Trigger.Kind.RESCHEDULED, ":" + after.startsAt(), change.occurredAt()) : List.of();
    }

    static List<Happening> client(String id, Change<ObjectNode> change) {
        boolean registered = change.kind() == Change.Kind.LATEST && change.before() == null;
        return registered
                ? List.of(new Happening(Trigger.Kind.REGISTERED, "client:" + id, change.occurredAt(), null, null, null))
                : List.of();
    }

    static List<Happening> activity(StoreActivity.Stored stored) {
        return List.of(new Happening(
                Trigger.Kind.ACTIVITY, "activity:" + stored.id(), stored.occurredAt(), null, stored.id(), null));
    }

    static List<Happening> survey(String id, Change<SurveyContent> change) {
        if (change.kind() != Change.Kind.LATEST) {
            return List.of();
        }
        String event = "survey:" + id + ":" + change.after().answeredAt();
        return List.of(new Happening(Trigger.Kind.SURVEY, event, change.occurredAt(), null, null, id));
    }

    private static List<Happening> booking(String id, Trigger.Kind kind, String more, Instant occurredAt) {
        return List.of(new Happening(kind, "booking:" + id + ":" + kind + more, occurredAt, id, null, null));
    }
}
