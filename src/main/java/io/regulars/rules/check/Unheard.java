package io.regulars.rules.check;

import io.regulars.facts.FactType;
import io.regulars.facts.Vocabulary;
import io.regulars.platform.NearestName;
import io.regulars.rules.tree.Action;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.References;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Conditions that wait for a segment that nobody is put into, or for a finding that no rule concludes: mostly misspelt. */
final class Unheard {
    private static final Set<FactType<?>> OF_SEGMENTS = Set.of(Vocabulary.ENTERED, Vocabulary.LEFT, Vocabulary.MEMBER);

    private Unheard() {}

    static void check(List<Asked> rules, Problems problems) {
        check(
                rules,
                Action.AssignSegment.class,
                "segment",
                OF_SEGMENTS,
                "unknown-segment",
                "No rule puts clients into the segment",
                problems);
        check(
                rules,
                Action.Conclude.class,
                "name",
                Set.of(Vocabulary.FINDING),
                "unknown-finding",
                "No rule concludes the finding",
                problems);
    }

    /** Says nothing where a name is computed, which may be any. */
    private static void check(
            List<Asked> rules,
            Class<? extends Action> making,
            String property,
            Set<FactType<?>> ofFacts,
            String code,
            String message,
            Problems problems) {
        var made = new TreeSet<String>();
        rules.forEach(rule -> rule.rule().then().stream()
                .filter(making::isInstance)
                .map(Asked::literal)
                .forEach(made::add));
        if (made.contains("")) {
            return;
        }
        for (Asked rule : rules) {
            rule.rule().when().stream()
                    .flatMap(element -> element.pattern().conditions().stream())
                    .forEach(condition -> References.conditions(condition, part -> {
                        if (part instanceof Condition.Comparison comparison
                                && comparison.operator() == Condition.Operator.EQUAL
                                && comparison.left() instanceof Expression.Read read
                                && ofFacts.contains(read.factType())
                                && read.property().name().equals(property)
                                && comparison.right() instanceof Expression.TextLiteral name
                                && !made.contains(name.value())) {
                            problems.warning(
                                    comparison.position(),
                                    code,
                                    message + " '" + name.value() + "'.",
                                    NearestName.hint(name.value(), made));
                        }
                    }));
        }
    }
}
