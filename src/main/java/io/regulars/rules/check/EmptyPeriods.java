package io.regulars.rules.check;

import io.regulars.rules.check.analysis.AnalysedRule;
import io.regulars.rules.check.analysis.NeverMore;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Printing;
import io.regulars.rules.tree.References;
import java.util.HashSet;

/**
 * Periods in which nothing lies, {@code visitsBetween("2026-12-31", "2026-12-01")} and {@code visitsInLast(0)}, and amounts of which
 * a shorter period has more than a longer one only where money was paid back.
 */
final class EmptyPeriods {
    private EmptyPeriods() {}

    static void check(AnalysedRule rule, DiagnosticCollector problems) {
        var told = new HashSet<Expression.Read>();
        rule.everyCondition(condition -> {
            References.expressions(condition)
                    .forEach(expression -> References.values(expression, read -> {
                        if (told.add(read)) {
                            check(rule, read, problems);
                        }
                    }));
            if (condition instanceof Condition.Comparison comparison) {
                amounts(rule, comparison, problems);
            }
        });
    }

    private static void check(AnalysedRule rule, Expression.Read read, DiagnosticCollector problems) {
        if (read.arguments().size() == 2
                && read.arguments().getFirst() instanceof Expression.DayLiteral from
                && read.arguments().getLast() instanceof Expression.DayLiteral to
                && from.value().isAfter(to.value())) {
            rule.warn(
                    read.position(),
                    "empty-period",
                    "'" + Printing.property(read) + "' ends before it begins, so nothing lies in it.",
                    "Exchange the two days.",
                    problems);
        }
        for (int i = 0; i < read.arguments().size(); i++) {
            if (read.property().parameters().get(i).name().equals("days")
                    && read.arguments().get(i) instanceof Expression.NumberLiteral days
                    && days.value() == 0) {
                String property = Printing.property(read).replaceAll("\\$\\d+\\.", "");
                rule.warn(
                        read.position(),
                        "empty-period",
                        "'" + property + "' is about no day at all, so nothing lies in it.",
                        "Today alone is " + property.replaceFirst("0\\)$", "1)") + ".",
                        problems);
            }
        }
    }

    private static void amounts(AnalysedRule rule, Condition.Comparison comparison, DiagnosticCollector problems) {
        boolean asksForMore = switch (comparison.operator()) {
            case GREATER -> NeverMore.exceptPaidBack(comparison.left(), comparison.right());
            case LESS -> NeverMore.exceptPaidBack(comparison.right(), comparison.left());
            case EQUAL, NOT_EQUAL, AT_LEAST, AT_MOST -> false;
        };
        if (asksForMore) {
            rule.warn(
                    comparison.position(),
                    "shorter-period",
                    "'" + AnalysedRule.written(comparison)
                            + "' asks for more in a period than in one that holds it, which only those have who were paid"
                            + " something back.",
                    "Exchange the two, or compare the shorter one with a part: spendInLast(30) > spendInLast(90) / 2.",
                    problems);
        }
    }
}
