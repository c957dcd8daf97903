package io.regulars.rules.engine;

import io.regulars.rules.interpret.HistoryPatterns;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Element;
import io.regulars.rules.tree.Pattern;
import io.regulars.rules.tree.References;
import io.regulars.rules.tree.Rule;
import java.util.List;
import java.util.Set;

/**
 * Rules that go through a client's own history a few times, and not once for each part of it: what they cost without a session grows
 * with the history and not with its square.
 */
final class LinearRules {
    private LinearRules() {}

    /** Whether all are such. */
    static boolean are(List<CompiledRule> rules) {
        return rules.stream().map(CompiledRule::rule).allMatch(LinearRules::isLinear);
    }

    private static boolean isLinear(Rule rule) {
        long matched = rule.when().stream()
                .map(Element::pattern)
                .filter(Pattern::ofOwnHistory)
                .count();
        return matched <= 1
                && rule.when().stream()
                        .allMatch(element -> element.pattern().ofOwnHistory()
                                ? isPlain(element.pattern())
                                : isLinear(rule, element.pattern()));
    }

    private static boolean isLinear(Rule rule, Pattern pattern) {
        return pattern.conditions().stream()
                .allMatch(condition ->
                        HistoryPatterns.isLate(rule, condition) ? goesThroughNothing(condition) : isLinear(condition));
    }

    private static boolean isLinear(Condition condition) {
        boolean[] linear = {true};
        References.ownHistory(condition, pattern -> linear[0] &= isPlain(pattern));
        References.conditions(condition, part -> {
            if (part instanceof Condition.ForAll all) {
                linear[0] &= all.conditions().stream().allMatch(LinearRules::goesThroughNothing);
            }
        });
        return linear[0];
    }

    private static boolean goesThroughNothing(Condition condition) {
        boolean[] nothing = {true};
        References.ownHistory(condition, pattern -> nothing[0] = false);
        return nothing[0];
    }

    /** Within it nothing is gone through but for what comes to the same for each of its facts, which is found once. */
    private static boolean isPlain(Pattern pattern) {
        return pattern.conditions().stream().allMatch(LinearRules::isPlain);
    }

    private static boolean isPlain(Condition condition) {
        boolean[] plain = {true};
        References.conditions(
                condition,
                part -> plain[0] &= !(part instanceof Condition.Quantified || part instanceof Condition.ForAll));
        References.ownHistory(condition, accumulated -> plain[0] &= isAlone(accumulated));
        return plain[0];
    }

    private static boolean isAlone(Pattern pattern) {
        return pattern.conditions().stream()
                .allMatch(condition -> Set.of(pattern.index()).containsAll(References.patterns(condition)));
    }
}
