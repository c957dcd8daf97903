package io.regulars.rules.compile;

import io.regulars.facts.Client;
import io.regulars.facts.values.Truth;
import io.regulars.rules.check.analysis.Certainty;
import io.regulars.rules.engine.CompiledRule;
import io.regulars.rules.interpret.ConditionFunctions;
import io.regulars.rules.interpret.HistoryPatterns;
import io.regulars.rules.tree.Action;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Element;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Pattern;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Rules whose conditions on a client are neither true nor false, since something that they ask is not known of them. Of rules
 * that rest on findings, and of computed names, nothing is said.
 */
final class UnknownOf {
    private final List<Asked> rules;

    private record Asked(CompiledRule rule, String segment, ConditionFunctions.Test client) {
        boolean isUnknown(Client of) {
            if (client.of(of, ConditionFunctions.ALONE) != Truth.UNKNOWN) {
                return false;
            }
            Object[] facts = new Object[HistoryPatterns.facts(rule.rule())];
            facts[0] = of;
            boolean[] matched = new boolean[1];
            rule.own().each(facts, all -> matched[0] = true);
            return matched[0];
        }
    }

    UnknownOf(List<CompiledRule> rules) {
        this.rules = rules.stream()
                .filter(rule ->
                        rule.rule().assigns() && rule.rule().when().stream().allMatch(UnknownOf::isOfTheClient))
                .flatMap(rule -> rule.rule().then().stream()
                        .filter(action -> action.name() instanceof Expression.TextLiteral)
                        .map(action -> asked(rule, action)))
                .filter(asked -> Certainty.mayBeUnknown(
                        asked.rule.matched().getFirst().pattern().conditions()))
                .toList();
    }

    private static boolean isOfTheClient(Element element) {
        return element instanceof Element.Match match
                && (match.pattern().index() == 0 || match.pattern().ofOwnHistory());
    }

    private static Asked asked(CompiledRule rule, Action action) {
        Pattern client = rule.matched().getFirst().pattern();
        List<Condition> now = client.conditions().stream()
                .filter(condition -> !HistoryPatterns.isLate(rule.rule(), condition))
                .toList();
        return new Asked(rule, ((Expression.TextLiteral) action.name()).value(), new ConditionFunctions(0).all(now));
    }

    /** The segments that such rules would put the client into, but for those that they are in. */
    Set<String> of(Client client, Set<String> in) {
        var segments = new HashSet<String>();
        for (Asked asked : rules) {
            if (!in.contains(asked.segment) && !segments.contains(asked.segment) && asked.isUnknown(client)) {
                segments.add(asked.segment);
            }
        }
        return segments;
    }
}
