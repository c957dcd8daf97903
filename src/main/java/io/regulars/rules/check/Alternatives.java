package io.regulars.rules.check;

import io.regulars.rules.check.analysis.AnalysedRule;
import io.regulars.rules.check.analysis.Geometry;
import io.regulars.rules.check.analysis.Geometry.Demanded;
import io.regulars.rules.check.analysis.Quantity;
import io.regulars.rules.check.analysis.RequiredTruth;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Condition.Operator;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Printing;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Alternatives of which one always holds: {@code city != "Riga" || city != "Vilnius"}, {@code stage != LAPSED || stage != NEW},
 * {@code tags not contains "a" || tags not contains "b"}.
 */
public final class Alternatives {
    private Alternatives() {}

    /** Tells of alternatives that leave out nobody of whom the value is known. */
    public static void check(AnalysedRule rule, Condition.Any any, DiagnosticCollector problems) {
        boolean all = any.conditions().stream().noneMatch(each -> Geometry.isNone(Stream.of(Demanded.isTrue(each))));
        boolean always = all && Geometry.isNone(Stream.of(new Demanded(any, RequiredTruth.FALSE)));
        boolean beginnings = !always && excludeNothing(any);
        Set<String> unwanted = always ? Set.of() : unwanted(any);
        if (!always && !beginnings && unwanted.size() < 2) {
            return;
        }
        String written = "'" + AnalysedRule.written(any) + "' is true of ";
        boolean negative = any.conditions().stream().allMatch(Alternatives::isNegative);
        rule.warn(
                any.position(),
                "idle-alternatives",
                unwanted.size() < 2
                        ? written + "all of whom what it asks is known."
                        : written + "all who do not have both " + quoted(unwanted) + ".",
                unwanted.size() >= 2
                        ? "Write && if they are to have neither."
                        : negative ? "Write && if none of them is meant." : "Take it out, or change the values.",
                problems);
    }

    private static String quoted(Set<String> texts) {
        return texts.stream().map(text -> "'" + text + "'").collect(Collectors.joining(" and "));
    }

    private static boolean isNegative(Condition condition) {
        return switch (condition) {
            case Condition.Comparison c -> c.operator() == Operator.NOT_EQUAL;
            case Condition.OneOf c -> c.negated();
            case Condition.Contains c -> c.negated();
            case Condition.TextTest c -> c.negated();
            case Condition.Matches c -> c.negated();
            case Condition.Not not -> !isNegative(not.condition());
            default -> false;
        };
    }

    /** The texts that one set is not to have, if that is all there is to choose from. */
    private static Set<String> unwanted(Condition.Any any) {
        var sets = new TreeSet<String>();
        var texts = new TreeSet<String>();
        for (Condition condition : any.conditions()) {
            Condition.Contains contains = negated(condition);
            if (contains == null || !(contains.element() instanceof Expression.TextLiteral text)) {
                return Set.of();
            }
            sets.add(Printing.print(contains.texts()));
            texts.add(text.value());
        }
        return sets.size() == 1 ? texts : Set.of();
    }

    private static Condition.@Nullable Contains negated(Condition condition) {
        return switch (condition) {
            case Condition.Contains contains when contains.negated() -> contains;
            case Condition.Not(Condition.Contains contains, var at) when !contains.negated() -> contains;
            default -> null;
        };
    }

    /** Whether one text is not to begin, or end, in two ways of which no text has both. */
    private static boolean excludeNothing(Condition.Any any) {
        List<Condition.TextTest> tests = any.conditions().stream()
                .filter(Condition.TextTest.class::isInstance)
                .map(Condition.TextTest.class::cast)
                .filter(Condition.TextTest::negated)
                .toList();
        return tests.stream().anyMatch(one -> tests.stream().anyMatch(other -> exclude(one, other)));
    }

    private static boolean exclude(Condition.TextTest one, Condition.TextTest other) {
        if (one.operator() != other.operator()
                || !Quantity.key(one.text()).equals(Quantity.key(other.text()))
                || !(one.operand() instanceof Expression.TextLiteral(String first, var here))
                || !(other.operand() instanceof Expression.TextLiteral(String second, var there))) {
            return false;
        }
        return one.operator() != Condition.TextOperator.CONTAINS // of which a text may have both
                && !one.operator().holds(first, second)
                && !one.operator().holds(second, first);
    }
}
