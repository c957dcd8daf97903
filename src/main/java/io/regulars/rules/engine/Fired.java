package io.regulars.rules.engine;

import io.regulars.facts.Booking;
import io.regulars.facts.Client;
import io.regulars.facts.Entered;
import io.regulars.facts.Finding;
import io.regulars.facts.Left;
import io.regulars.facts.Member;
import io.regulars.facts.Survey;
import io.regulars.facts.Trigger;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A rule that fired. Drools promises no order among the matches of one rule, so they are ordered here: by the first of their
 * facts that differ, the earlier booking or survey first.
 *
 * @param facts what matched, by pattern index; the client first
 */
public record Fired(CompiledRule rule, Object[] facts) {
    /** Of the firings of one rule the one with the earlier facts first. */
    static final Comparator<Fired> BY_FACTS = Fired::compareFacts;

    /** The first by salience, file and line; of one rule that with the earlier facts. */
    static final Comparator<Fired> BY_RULE =
            Comparator.<Fired>comparingInt(fired -> fired.rule.order()).thenComparing(BY_FACTS);

    private static final Comparator<Booking> BOOKINGS = Comparator.<Booking, Instant>comparing(
                    booking -> booking.state().startsAt())
            .thenComparing(booking -> booking.state().id());

    Client client() {
        return (Client) facts[0];
    }

    /** The name that an action is called with; null if it is not known. */
    @Nullable
    String name(int action) {
        return rule.names().get(action).of(null, facts) instanceof String name ? name : null;
    }

    private static int compareFacts(Fired one, Fired other) {
        for (int i = 1; i < one.facts.length; i++) {
            Object first = one.facts[i];
            Object second = other.facts[i];
            int order = first == second ? 0 : compare(first, second);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int compare(Object first, Object second) {
        return switch (first) {
            case Booking booking -> BOOKINGS.compare(booking, (Booking) second);
            case Survey survey -> compare(survey, (Survey) second);
            case Trigger trigger -> trigger.id().compareTo(((Trigger) second).id());
            case Entered entered -> entered.segment().compareTo(((Entered) second).segment());
            case Left left -> left.segment().compareTo(((Left) second).segment());
            case Member member -> member.segment().compareTo(((Member) second).segment());
            case Finding finding -> finding.name().compareTo(((Finding) second).name());
            default -> 0;
        };
    }

    /** Of two answers given at one moment the one that arrived first. */
    private static int compare(Survey one, Survey other) {
        int order = one.state().answeredAt().compareTo(other.state().answeredAt());
        if (order != 0) {
            return order;
        }
        var all = one.client().surveyFacts();
        return Integer.compare(all.indexOf(one), all.indexOf(other));
    }
}
