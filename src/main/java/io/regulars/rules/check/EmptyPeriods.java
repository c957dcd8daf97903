package io.regulars.rules.check;

import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Printing;
import io.regulars.rules.tree.References;

/** Periods that end before they begin: {@code visitsBetween("2026-12-31", "2026-12-01")}. */
final class EmptyPeriods {
    private EmptyPeriods() {}

    static void check(AnalysedRule rule, DiagnosticCollector problems) {
        rule.conditions().forEach(condition -> References.reads(condition, read -> check(rule, read, problems)));
    }

    private static void check(AnalysedRule rule, Expression.Read read, DiagnosticCollector problems) {
        if (read.arguments().size() == 2
                && read.arguments().getFirst() instanceof Expression.DayLiteral from
                && read.arguments().getLast() instanceof Expression.DayLiteral to
                && from.value().isAfter(to.value())) {
            problems.warning(
                    rule.clients(),
                    read.position(),
                    "empty-period",
                    "'" + Printing.property(read) + "' ends before it begins, so nothing lies in it.",
                    "Exchange the two days.");
        }
    }
}
