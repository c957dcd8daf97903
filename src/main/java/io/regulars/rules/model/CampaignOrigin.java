package io.regulars.rules.model;

import io.regulars.facts.Trigger;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a rule that starts a campaign is given of what just happened.
 *
 * @param kinds what the event that it matches can be; empty: it starts from a segment
 */
public record CampaignOrigin(String rule, Set<Trigger.Kind> kinds) {
    private static final Set<Trigger.Kind> OF_BOOKINGS = Set.copyOf(EnumSet.of(
            Trigger.Kind.BOOKED,
            Trigger.Kind.RESCHEDULED,
            Trigger.Kind.COMPLETED,
            Trigger.Kind.CANCELLED,
            Trigger.Kind.NO_SHOW));

    public CampaignOrigin {
        kinds = Set.copyOf(kinds);
    }

    /** Whether there is always a booking that it starts from. */
    public boolean hasBooking() {
        return !kinds.isEmpty() && OF_BOOKINGS.containsAll(kinds);
    }

    /** Whether there is always a survey answer that it starts from. */
    public boolean hasSurvey() {
        return kinds.equals(Set.of(Trigger.Kind.SURVEY));
    }
}
