package io.regulars.timeline;

import io.regulars.evaluation.EvaluationInput;
import io.regulars.facts.Client;
import io.regulars.platform.CancellationCheck;
import io.regulars.rules.model.Assignment;
import io.regulars.rules.model.LookingAhead;
import io.regulars.rules.model.RuleSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Goes from moment to moment at which time alone may change a client's segments, as the rules name them, and notes what
 * changes. Nothing happens on the way: an upcoming booking is neither kept nor missed, unless the business counts it as
 * completed after a while; the cut-offs stay as they are; what the rules of phase two do is not played.
 */
final class ForecastTransitions {
    /** Rules that look at every midnight need one step a day. */
    private static final int MOST_STEPS = 4_000;

    private static final int MOST_TRANSITIONS = 1_000;

    /** To go through so many states of things costs about what finding the turns ahead does. */
    private static final int WORTH_LOOKING_AHEAD = 200_000;

    private static final int SHORTEST = 7;

    private final RuleSet rules;
    private final EvaluationInput input;
    private final int longWay;
    private final List<Forecast.Coming> transitions = new ArrayList<>();

    ForecastTransitions(RuleSet rules, EvaluationInput input) {
        this(rules, input, SHORTEST + WORTH_LOOKING_AHEAD / (1 + input.history().size()));
    }

    /** One that looks for the turns ahead after so many steps. */
    ForecastTransitions(RuleSet rules, EvaluationInput input, int longWay) {
        this.rules = rules;
        this.input = input;
        this.longWay = longWay;
    }

    /** Walks from the input's present until a moment, which is included; of whom nothing is known, nothing is to come. */
    Forecast until(Instant until) {
        if (input.history().isEmpty()) {
            return new Forecast(transitions, until, true);
        }
        Client client = input.present();
        Map<String, Assignment> held = segments(client);
        Instant[] changes = input.history().momentsOfChange();
        LookingAhead named = later -> rules.nextMoment(later, List.of());
        LookingAhead ahead = null;
        for (int step = 0; step < MOST_STEPS && transitions.size() < MOST_TRANSITIONS; step++) {
            CancellationCheck.checkThread();
            // what is dated ahead is of the present, but at its moment for who lays out the history
            if (ahead == null && step >= longWay && !changes[changes.length - 1].isAfter(client.now())) {
                ahead = rules.lookingAhead(input::layOutAhead, client.now(), until)
                        .orElse(named);
            }
            Instant next = (ahead == null ? named : ahead).next(client);
            if (next == null || next.isAfter(until)) {
                return new Forecast(transitions, until, true);
            }
            Client before = client.later(next.minusNanos(1));
            client = before.later(next);
            Map<String, Assignment> then = segments(client);
            compare(before, client, held, then);
            held = then;
        }
        return new Forecast(transitions, client.now(), false);
    }

    private void compare(Client earlier, Client client, Map<String, Assignment> before, Map<String, Assignment> after) {
        Instant moment = client.now();
        if (!after.keySet().containsAll(before.keySet())) {
            segments(earlier).forEach((segment, assignment) -> {
                if (!after.containsKey(segment)) {
                    transitions.add(coming(moment, Forecast.Kind.LEFT, assignment, rules.whyNot(client, assignment)));
                }
            });
        }
        after.forEach((segment, assignment) -> {
            if (!before.containsKey(segment)) {
                transitions.add(coming(moment, Forecast.Kind.ENTERED, assignment, assignment.because()));
            }
        });
    }

    private static Forecast.Coming coming(Instant moment, Forecast.Kind kind, Assignment assignment, String because) {
        return new Forecast.Coming(moment, assignment.segment(), kind, assignment.rule(), because);
    }

    private Map<String, Assignment> segments(Client client) {
        var byName = new TreeMap<String, Assignment>();
        rules.segments(client).forEach(assignment -> byName.put(assignment.segment(), assignment));
        return byName;
    }
}
