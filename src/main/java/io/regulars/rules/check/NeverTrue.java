package io.regulars.rules.check;

import io.regulars.facts.vocabulary.Unit;
import io.regulars.rules.check.analysis.AnalysedRule;
import io.regulars.rules.check.analysis.Geometry;
import io.regulars.rules.check.analysis.Geometry.Answer;
import io.regulars.rules.check.analysis.Geometry.Demanded;
import io.regulars.rules.check.analysis.Implied;
import io.regulars.rules.check.analysis.NeverMore;
import io.regulars.rules.check.analysis.Quantity;
import io.regulars.rules.check.analysis.Region;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Printing;
import io.regulars.rules.tree.References;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rules, and alternatives of rules, that match nobody.
 * <pre>
 *   visits &lt; 0                      never: visits is a count, 0 or more
 *   visits &gt;= 5, visits &lt; 3         never: they exclude each other
 *   visits &lt; 3, (vip || visits &gt; 4)  its second alternative never
 * </pre>
 */
final class NeverTrue {
    private NeverTrue() {}

    /** Whether the rule matches nobody, which is then reported. */
    static boolean check(AnalysedRule rule, DiagnosticCollector problems) {
        if (OneClient.check(rule, problems)) {
            return true;
        }
        if (!Geometry.isNone(rule.isTrue())) {
            alternatives(rule, problems);
            return false;
        }
        String rules = "The rule '" + rule.rule().name() + "' can never be true: ";
        Optional<Condition> alone = rule.conditions().stream()
                .filter(condition -> Geometry.isNone(Stream.of(Demanded.isTrue(condition))))
                .findFirst();
        if (alone.isPresent()) {
            problems.warning(
                    rule.clients(),
                    alone.get().position(),
                    "unreachable",
                    rules + "'" + AnalysedRule.written(alone.get()) + "' holds for nobody.",
                    rangeOr(alone.get()));
            return true;
        }
        List<Condition> implied = rule.implied();
        for (Condition second : rule.conditions()) {
            for (Condition first : rule.conditions()) {
                if (first == second) {
                    break;
                }
                if (Geometry.isNone(Stream.concat(Stream.of(first, second), implied.stream())
                        .map(Demanded::isTrue))) {
                    problems.warning(
                            rule.clients(),
                            second.position(),
                            "never-true",
                            rules + "'" + AnalysedRule.written(first) + "' and '" + AnalysedRule.written(second)
                                    + "' exclude each other.",
                            reasonOr(first, second, () -> example(rule, second)));
                    return true;
                }
            }
        }
        problems.warning(
                rule.clients(),
                rule.rule().position(),
                "never-true",
                rules + "its conditions exclude each other.",
                example(rule, rule.conditions().getLast()));
        return true;
    }

    private static String rangeOr(Condition alone) {
        if (alone instanceof Condition.Quantified quantified) {
            return quantified.pattern().conditions().stream()
                    .filter(each -> Geometry.isNone(Stream.of(Demanded.isTrue(each))))
                    .map(NeverTrue::rangeOr)
                    .findFirst()
                    .orElse(Implied.reason(alone));
        }
        String range = range(alone);
        return range.isEmpty() ? Implied.reason(alone) : range;
    }

    /** By what it computes or which two values it compares. */
    private static Optional<String> compared(Condition.Comparison comparison) {
        for (Expression side : List.of(comparison.left(), comparison.right())) {
            if (Quantity.isNeverKnown(side)) {
                return Optional.of(
                        "Nothing is divided by 0: what would come out is unknown, and matches nothing. Write another divisor.");
            }
            if (side instanceof Expression.Arithmetic sum) {
                String reason = NeverMore.reason(sum.left(), sum.right());
                if (!reason.isEmpty()) {
                    return Optional.of(reason);
                }
            }
        }
        return Optional.of(NeverMore.reason(comparison.left(), comparison.right()))
                .filter(reason -> !reason.isEmpty());
    }

    /** That one of the two asks of a value that is never more than what the other asks of. */
    private static String reason(Condition first, Condition second) {
        var reads = new ArrayList<Expression.Read>();
        References.reads(first, reads::add);
        int own = reads.size();
        References.reads(second, reads::add);
        for (Expression.Read one : reads.subList(0, own)) {
            for (Expression.Read other : reads.subList(own, reads.size())) {
                String reason = NeverMore.reason(one, other);
                if (!reason.isEmpty()) {
                    return reason;
                }
            }
        }
        return "";
    }

    /** Why by the meaning of the words, where that is what excludes it; else a client who shows it. */
    private static String reasonOr(Condition first, Condition second, Supplier<String> example) {
        if (Geometry.isNone(Stream.of(Demanded.isTrue(first), Demanded.isTrue(second)))) {
            return example.get();
        }
        String order = reason(first, second);
        if (!order.isEmpty()) {
            return order;
        }
        return Stream.of(Implied.reason(first), Implied.reason(second))
                .filter(each -> !each.isEmpty())
                .distinct()
                .collect(Collectors.joining(" "));
    }

    /** Somebody who fulfils everything but one condition. */
    private static String example(AnalysedRule rule, Condition but) {
        List<Demanded> others = rule.conditions().stream()
                .filter(condition -> condition != but)
                .map(Demanded::isTrue)
                .toList();
        return Geometry.ask(others) instanceof Answer.Some(Region region)
                        && !region.example().isEmpty()
                ? "A client of whom " + region.example() + " does not fulfil '" + AnalysedRule.written(but) + "'."
                : "";
    }

    private static String range(Condition condition) {
        if (condition instanceof Condition.Comparison comparison) {
            Optional<String> compared = compared(comparison);
            if (compared.isPresent()) {
                return compared.get();
            }
            for (Expression side : List.of(comparison.left(), comparison.right())) {
                if (side instanceof Expression.Read read) {
                    return Unit.of(read.property())
                            .map(unit -> Quantity.of(read).label() + " is " + words(unit, read) + "."
                                    + Scales.shareHint(comparison, " "))
                            .orElse("");
                }
            }
        }
        return "";
    }

    private static String words(Unit unit, Expression.Read read) {
        double most = NeverMore.most(read);
        if (Double.isFinite(most)) {
            return "a count of days, 0 to " + Printing.number(most);
        }
        return unit == Unit.COUNT ? "a count, 0 or more, without fractions" : unit.meaning();
    }

    private static void alternatives(AnalysedRule rule, DiagnosticCollector problems) {
        for (Condition condition : rule.conditions()) {
            if (condition instanceof Condition.Any any) {
                var others = new ArrayList<>(rule.conditions());
                others.remove(condition);
                for (Condition alternative : any.conditions()) {
                    if (Geometry.isNone(Stream.concat(others.stream(), Stream.of(alternative))
                            .map(Demanded::isTrue))) {
                        problems.warning(
                                rule.clients(),
                                alternative.position(),
                                "never-true",
                                "'" + AnalysedRule.written(alternative)
                                        + "' can never be true here, so it is no alternative.",
                                rangeOr(alternative));
                    }
                }
            }
        }
    }
}
