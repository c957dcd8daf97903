package io.regulars.rules.check;

import io.regulars.rules.check.analysis.AnalysedRule;
import io.regulars.rules.check.analysis.Geometry;
import io.regulars.rules.check.analysis.Geometry.Demanded;
import io.regulars.rules.check.analysis.Implied;
import io.regulars.rules.check.analysis.NeverMore;
import io.regulars.rules.check.analysis.RequiredTruth;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Expression;
import java.util.HashSet;
import java.util.stream.Stream;

/** Rules that match everybody, and comparisons that a number passes whatever it is. */
final class AlwaysTrue {
    private AlwaysTrue() {}

    /** Whether the rule matches everybody, which is then reported. */
    static boolean check(AnalysedRule rule, DiagnosticCollector problems) {
        if (rule.rule().assigns() && rule.ofClientAlone() && Geometry.isNone(Stream.of(rule.isNotTrue()))) {
            problems.warning(
                    rule.clients(),
                    rule.rule().position(),
                    "always-true",
                    "The rule '" + rule.rule().name() + "' is true of every client.",
                    "A segment of everybody tells nothing apart; ask for something, or take the rule out.");
            return true;
        }
        var told = new HashSet<Condition>();
        for (Condition condition : rule.conditions()) {
            if ((isThreshold(condition) || condition instanceof Condition.Quantified)
                    && isNone(condition, RequiredTruth.FALSE)
                    && !isPartOfACell(condition, rule)) {
                idle(rule, condition, problems);
                told.add(condition);
            }
        }
        rule.everyCondition(condition -> {
            if (condition instanceof Condition.Any any && !told.contains(any)) {
                Alternatives.check(rule, any, problems);
            }
        });
        return false;
    }

    /** Of a band ({@code 0, 4}) the first one begins with the least there is, and its cell cannot do without. */
    private static boolean isPartOfACell(Condition condition, AnalysedRule rule) {
        return condition.position().cell() != null
                && rule.conditions().stream()
                        .anyMatch(other -> other != condition
                                && other.position()
                                        .ofMeaning()
                                        .equals(condition.position().ofMeaning()));
    }

    private static void idle(AnalysedRule rule, Condition condition, DiagnosticCollector problems) {
        String percent = Scales.shareHint(condition, "");
        rule.warn(
                condition.position(),
                "idle-condition",
                "'" + AnalysedRule.written(condition) + "' is true of every client"
                        + (isNone(condition, RequiredTruth.NOT_TRUE) ? "." : " of whom it is known."),
                condition instanceof Condition.Quantified
                        ? (Implied.reason(condition) + " Take it out.").strip()
                        : !reason(condition).isEmpty()
                                ? (reason(condition) + " Take it out, or exchange the two.").strip()
                                : percent.isEmpty()
                                        ? (condition.position().cell() == null ? "Take it out" : "Leave the cell empty")
                                                + ", or change the number."
                                        : percent,
                problems);
    }

    /** A number, or two values, of which nobody can see at once that they always compare so. */
    private static boolean isThreshold(Condition condition) {
        return condition instanceof Condition.Comparison comparison
                && (comparison.left() instanceof Expression.NumberLiteral
                                != comparison.right() instanceof Expression.NumberLiteral
                        || !reason(condition).isEmpty());
    }

    /** That one of the two compared is never more than the other; empty if that is not so. */
    private static String reason(Condition condition) {
        return condition instanceof Condition.Comparison comparison
                ? NeverMore.reason(comparison.left(), comparison.right())
                : "";
    }

    private static boolean isNone(Condition condition, RequiredTruth demand) {
        return Geometry.isNone(Stream.of(new Demanded(condition, demand)));
    }
}
