package io.regulars.rules.engine;

import io.regulars.facts.Client;
import io.regulars.rules.interpret.ConditionFunctions;
import io.regulars.rules.interpret.HistoryPatterns;
import io.regulars.rules.model.Assignment;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Element;
import io.regulars.rules.tree.Pattern;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Phase one rule by rule, without a session: the functions that Drools calls, called by a loop. What a session costs for each
 * client pays only where indexes spare most of a rule set's tests; where everybody is asked about a few rules it does not. It reads
 * a rule on a way of its own, {@link HistoryPatterns}, so each of both ways shows where the other is wrong.
 */
public final class SessionlessSegmentation {
    private final List<Asked> rules;

    private record Asked(CompiledRule rule, int facts, ConditionFunctions.Test client) {}

    /** For rules that {@link #isPossible} lets through. */
    public SessionlessSegmentation(List<CompiledRule> rules) {
        this.rules = rules.stream().map(SessionlessSegmentation::asked).toList();
    }

    /** Whether no rule needs what another concludes: then each can be asked by itself. */
    public static boolean isPossible(List<CompiledRule> rules) {
        return rules.stream()
                .allMatch(rule -> rule.rule().assigns()
                        && rule.rule().when().stream().allMatch(SessionlessSegmentation::isOfTheClient));
    }

    private static boolean isOfTheClient(Element element) {
        return element instanceof Element.Match match
                && (match.pattern().index() == 0 || match.pattern().ofOwnHistory());
    }

    private static Asked asked(CompiledRule rule) {
        Pattern client = rule.matched().getFirst().pattern();
        List<Condition> now = client.conditions().stream()
                .filter(condition -> !HistoryPatterns.isLate(rule.rule(), condition))
                .sorted(Comparator.comparingInt(Constraints::cost))
                .toList();
        return new Asked(rule, HistoryPatterns.facts(rule.rule()), new ConditionFunctions(0).all(now));
    }

    /** What the rules say of one client. */
    public List<Assignment> of(Client client) {
        AssignmentCollector assigned = null;
        for (Asked asked : rules) {
            if (asked.client.of(client, ConditionFunctions.ALONE).holds()) {
                assigned = assigned == null ? new AssignmentCollector(SessionRunner.NOBODY) : assigned;
                Object[] facts = new Object[asked.facts];
                facts[0] = client;
                asked.rule.own().each(facts, to(assigned, asked.rule));
            }
        }
        return assigned == null ? List.of() : assigned.all();
    }

    private static Consumer<Object[]> to(AssignmentCollector assigned, CompiledRule rule) {
        return facts -> {
            var fired = new Fired(rule, facts);
            for (int i = 0; i < rule.names().size(); i++) {
                assigned.assign(fired, fired.name(i));
            }
        };
    }
}
