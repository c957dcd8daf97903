package io.regulars.timeline;

import io.regulars.evaluation.EvaluationInput;
import io.regulars.facts.Client;
import io.regulars.platform.CancellationCheck;
import io.regulars.rules.model.Assignment;
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

    private final RuleSet rules;
    private final EvaluationInput situation;
    private final List<Forecast.Coming> transitions = new ArrayList<>();

    ForecastTransitions(RuleSet rules, EvaluationInput situation) {
        this.rules = rules;
        this.situation = situation;
    }

    /** Walks from the situation's present until a moment, which is included; of whom nothing is known, nothing is to come. */
    Forecast until(Instant until) {
        if (situation.history().isEmpty()) {
            return new Forecast(transitions, until, true);
        }
        Client client = situation.present();
        Map<String, Assignment> held = segments(client);
        for (int step = 0; step < MOST_STEPS && transitions.size() < MOST_TRANSITIONS; step++) {
            CancellationCheck.checkThread();
            Instant next = rules.nextMoment(client, List.of());
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
