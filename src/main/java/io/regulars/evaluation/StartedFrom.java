package io.regulars.evaluation;

import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.SurveyState;
import io.regulars.rules.model.RuleSet;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Whether what a campaign started from has been, from what is known now of the client. */
public final class StartedFrom {
    private static final String SEGMENT = "segment:";
    private static final String LEFT = "left:";
    private static final String BOOKING = "event:booking:";
    private static final String SURVEY = "event:survey:";

    private final RuleSet rules;
    private final EvaluationInput input;

    public StartedFrom(RuleSet rules, EvaluationInput input) {
        this.rules = rules;
        this.input = input;
    }

    /**
     * Whether it has.
     *
     * @param origin as the ledger has it
     * @param sameRules whether the rules that run are those that named it; what other rules said of the past stands
     */
    public boolean stands(String origin, boolean sameRules) {
        if (origin.startsWith(SEGMENT)) {
            return !sameRules || wasIn(name(origin, SEGMENT), moment(origin));
        }
        if (origin.startsWith(LEFT)) {
            String segment = name(origin, LEFT);
            Instant moment = moment(origin);
            return !sameRules || wasIn(segment, moment.minusNanos(1)) && !wasIn(segment, moment);
        }
        if (origin.startsWith(BOOKING)) {
            var latest = input.history().latest();
            return latest.bookings().stream()
                    .anyMatch(booking -> happened(origin, booking, latest.isMoved(booking.id())));
        }
        if (origin.startsWith(SURVEY)) {
            return input.history().latest().surveys().stream()
                    .map(SurveyState::id)
                    .anyMatch(id -> origin.startsWith(SURVEY + id + ":"));
        }
        return true;
    }

    private boolean wasIn(String segment, Instant moment) {
        var client = moment.isBefore(input.now()) ? input.past(moment) : input.present();
        return !input.history().isEmpty()
                && rules.held(List.of(client), Set.of(segment)).getFirst().contains(segment);
    }

    /** That it was made or moved has happened to any booking that is there; anything else, if it is what became of it. */
    private static boolean happened(String origin, BookingState booking, boolean moved) {
        String event = BOOKING + booking.id() + ":";
        if (!origin.startsWith(event)) {
            return false;
        }
        String kind = origin.substring(event.length()).split(":", 2)[0];
        return switch (kind) {
            case "BOOKED", "RESCHEDULED" -> true;
            default -> kind.equals(booking.status().name()) && !moved;
        };
    }

    private static String name(String origin, String prefix) {
        return origin.substring(prefix.length(), origin.lastIndexOf('@'));
    }

    private static Instant moment(String origin) {
        return Instant.parse(origin.substring(origin.lastIndexOf('@') + 1));
    }
}
