package io.regulars.rules.check;

import io.regulars.facts.vocabulary.FactType;
import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.rules.check.analysis.AnalysedRule;
import io.regulars.rules.check.analysis.Quantity;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Condition.Operator;
import io.regulars.rules.tree.Element;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Pattern;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Rules that take their facts for those of several clients, or of several moments: two {@code Client} patterns that are not to be
 * the same, as rules written for Drools join a fact with others of its kind; and a segment that the client comes into and leaves
 * at once.
 */
final class OneClient {
    private static final Set<FactType<?>> IN_IT = Set.of(Vocabulary.ENTERED, Vocabulary.MEMBER);

    private OneClient() {}

    /** Whether the rule matches nobody for such a reason, which is then reported. */
    static boolean check(AnalysedRule rule, DiagnosticCollector problems) {
        Optional<Condition> other =
                rule.conditions().stream().filter(OneClient::asksForAnother).findFirst();
        if (other.isPresent()) {
            rule.warn(
                    other.get().position(),
                    "never-true",
                    "The rule '" + rule.rule().name()
                            + "' can never be true: it asks that the client is another than they are.",
                    "A rule is about one client, whom all its Client( … ) match. Who ranks how by spend asks spendPercentile.",
                    problems);
            return true;
        }
        return comesAndGoes(rule, problems);
    }

    private static boolean asksForAnother(Condition condition) {
        return switch (condition) {
            case Condition.SameFact same -> same.negated() && same.left() == 0 && same.right() == 0;
            case Condition.Comparison c -> !c.operator().holds(0) && isOneProperty(c.left(), c.right());
            case Condition.OneOf c ->
                c.negated() && c.options().stream().anyMatch(option -> isOneProperty(c.expression(), option));
            default -> false;
        };
    }

    private static boolean isOneProperty(Expression left, Expression right) {
        return left instanceof Expression.Read first
                && right instanceof Expression.Read second
                && first.factType() == Vocabulary.CLIENT
                && Quantity.key(first).equals(Quantity.key(second));
    }

    private static boolean comesAndGoes(AnalysedRule rule, DiagnosticCollector problems) {
        for (Element left : matches(rule)) {
            for (Element other : matches(rule)) {
                if (left.pattern().type() == Vocabulary.LEFT
                        && IN_IT.contains(other.pattern().type())) {
                    var segments = new TreeSet<>(segments(left.pattern()));
                    segments.retainAll(segments(other.pattern()));
                    if (segments.size() == 1
                            && segments(left.pattern()).size() == 1
                            && segments(other.pattern()).size() == 1) {
                        String segment = segments.first();
                        rule.warn(
                                other.pattern().position(),
                                "never-true",
                                "The rule '" + rule.rule().name() + "' can never be true: nobody leaves the segment '"
                                        + segment
                                        + "' and "
                                        + (other.pattern().type() == Vocabulary.MEMBER ? "is in it" : "comes into it")
                                        + " at once.",
                                "Write two rules, or ask for another segment.",
                                problems);
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static List<Element> matches(AnalysedRule rule) {
        return rule.rule().when().stream()
                .filter(element -> !(element instanceof Element.Absent))
                .toList();
    }

    /** The segments that a pattern asks for by their names. */
    private static Set<String> segments(Pattern pattern) {
        return pattern.conditions().stream()
                .flatMap(condition -> ComparedText.of(condition).stream())
                .filter(text -> text.isOf("segment") && isEqual(text.condition()))
                .map(ComparedText::text)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isEqual(Condition condition) {
        return condition instanceof Condition.Comparison c && c.operator() == Operator.EQUAL
                || condition instanceof Condition.OneOf oneOf && !oneOf.negated();
    }
}
