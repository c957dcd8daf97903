package io.regulars.rules.engine;

import io.regulars.facts.vocabulary.FactType;
import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.rules.interpret.ConditionFunctions;
import io.regulars.rules.model.Given;
import io.regulars.rules.tree.Element;
import io.regulars.rules.tree.Pattern;
import io.regulars.rules.tree.References;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * A fact that a rule of phase two cannot fire without. A session costs a hundred times what it takes to see that no rule could
 * match in it.
 *
 * @param test all that the rule asks of this fact and its client alone
 */
record Prefilter(FactType<?> type, ConditionFunctions.Test test) {
    private static final Set<FactType<?>> GIVEN =
            Set.of(Vocabulary.TRIGGER, Vocabulary.ENTERED, Vocabulary.LEFT, Vocabulary.MEMBER, Vocabulary.CLIENT);

    /** All that a rule wants, the client last: they cost most to be asked. */
    static List<Prefilter> of(CompiledRule rule) {
        return rule.matched().stream()
                .map(Element.Match::pattern)
                .filter(pattern -> GIVEN.contains(pattern.type()))
                .sorted(Comparator.comparing(pattern -> pattern.type() == Vocabulary.CLIENT))
                .map(pattern -> new Prefilter(pattern.type(), alone(pattern)))
                .toList();
    }

    private static ConditionFunctions.Test alone(Pattern pattern) {
        return new ConditionFunctions(pattern.index())
                .all(pattern.conditions().stream()
                        .filter(condition -> References.patterns(condition).stream()
                                .allMatch(index -> index == 0 || index == pattern.index()))
                        .sorted(Comparator.comparingInt(Constraints::cost))
                        .toList());
    }

    /** Whether any of these rules may find all that it wants. */
    static boolean mayMatch(List<List<Prefilter>> rules, Given given) {
        Object[] others = {given.client()};
        for (List<Prefilter> rule : rules) {
            if (allAreIn(rule, given, others)) {
                return true;
            }
        }
        return false;
    }

    private static boolean allAreIn(List<Prefilter> rule, Given given, Object[] others) {
        for (Prefilter wanted : rule) {
            if (!wanted.isIn(given, others)) {
                return false;
            }
        }
        return true;
    }

    private boolean isIn(Given given, Object[] others) {
        if (type == Vocabulary.CLIENT) {
            return test.of(given.client(), others).holds();
        }
        List<?> facts = facts(given);
        for (int i = 0; i < facts.size(); i++) {
            if (test.of(facts.get(i), others).holds()) {
                return true;
            }
        }
        return false;
    }

    private List<?> facts(Given given) {
        if (type == Vocabulary.TRIGGER) {
            return given.triggers();
        }
        if (type == Vocabulary.ENTERED) {
            return given.entered();
        }
        return type == Vocabulary.LEFT ? given.left() : given.members();
    }
}
