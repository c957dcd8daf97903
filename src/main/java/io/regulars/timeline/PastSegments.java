package io.regulars.timeline;

import io.regulars.evaluation.EvaluationInput;
import io.regulars.evaluation.MembershipStarts;
import io.regulars.facts.Client;
import io.regulars.rules.model.Assignment;
import io.regulars.rules.model.RuleSet;
import io.regulars.segments.HeldSegment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Says which segments clients were in at a past moment, computed anew from their history; what is stored about memberships
 * plays no part.
 */
final class PastSegments {
    private final RuleSet rules;
    private final KnowledgeBasis knowledge;

    PastSegments(RuleSet rules, KnowledgeBasis knowledge) {
        this.rules = rules;
        this.knowledge = knowledge;
    }

    /**
     * The segments at each input's now, in the inputs' order.
     *
     * @param inputs never evaluated; with the history as it was known then, or as it is known now
     */
    List<List<HeldSegment>> segments(List<EvaluationInput> inputs) {
        List<Client> clients = inputs.stream().map(this::facts).toList();
        List<List<Assignment>> assignments =
                clients.size() == 1 ? List.of(rules.segments(clients.getFirst())) : rules.segments(clients);
        var held = new ArrayList<List<HeldSegment>>();
        for (int i = 0; i < inputs.size(); i++) {
            held.add(isKnown(inputs.get(i)) ? since(inputs.get(i), assignments.get(i)) : List.of());
        }
        return held;
    }

    /** What has happened by then is what counts now; then, whatever was told counted, even if dated ahead. */
    private Client facts(EvaluationInput input) {
        return switch (knowledge) {
            case THEN -> input.present();
            case NOW -> input.past(input.now());
        };
    }

    /** Before the first thing known of a client there was none. */
    private boolean isKnown(EvaluationInput input) {
        var changes = input.history().changes();
        return switch (knowledge) {
            case THEN -> !changes.isEmpty();
            case NOW -> !changes.isEmpty() && !changes.first().isAfter(input.now());
        };
    }

    private List<HeldSegment> since(EvaluationInput input, List<Assignment> assignments) {
        var walk = new MembershipStarts(rules, input);
        assignments.forEach(assignment -> walk.ask(assignment.segment(), true, Instant.MIN));
        Map<String, MembershipStarts.Found> found = walk.go();
        return assignments.stream()
                .map(assignment -> new HeldSegment(
                        assignment.segment(),
                        Objects.requireNonNull(found.get(assignment.segment())).moment(),
                        null,
                        assignment.rule(),
                        assignment.because()))
                .toList();
    }
}
