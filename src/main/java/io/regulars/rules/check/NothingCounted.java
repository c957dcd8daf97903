package io.regulars.rules.check;

import io.regulars.rules.check.analysis.AnalysedRule;
import io.regulars.rules.check.analysis.Geometry;
import io.regulars.rules.check.analysis.Implied;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Printing;
import io.regulars.rules.tree.References;

/** Bookings or surveys that are accumulated, and of which there can be none. */
final class NothingCounted {
    private NothingCounted() {}

    static void check(AnalysedRule rule, DiagnosticCollector problems) {
        rule.everyCondition(condition -> References.expressions(condition)
                .forEach(expression ->
                        References.aggregates(expression, aggregate -> check(rule, condition, aggregate, problems))));
    }

    private static void check(
            AnalysedRule rule, Condition condition, Expression.Aggregate aggregate, DiagnosticCollector problems) {
        if (Geometry.isImpossible(aggregate.pattern())) {
            String reason = aggregate.pattern().conditions().stream()
                    .map(Implied::reason)
                    .filter(each -> !each.isEmpty())
                    .findFirst()
                    .orElse("");
            rule.warn(
                    condition.position(),
                    "nothing-counted",
                    "Nothing is accumulated: '"
                            + Printing.print(aggregate.pattern()).replaceAll("\\$\\d+\\.", "")
                            + "' holds for none.",
                    reason,
                    problems);
        }
    }
}
