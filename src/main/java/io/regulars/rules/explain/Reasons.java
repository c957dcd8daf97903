package io.regulars.rules.explain;

import io.regulars.facts.values.Truth;
import io.regulars.rules.interpret.ConditionFunctions;
import io.regulars.rules.interpret.ExpressionFunctions;
import io.regulars.rules.model.InternalFaults;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Element;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Printing;
import io.regulars.rules.tree.Rule;
import io.regulars.rules.tree.ValueType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says why a rule fired: its conditions' properties with the values they had.
 * <pre>
 *   Client( visits >= 3, morningShare >= 0.7 )   → visits is 4 and morningShare is 0.75
 * </pre>
 */
public final class Reasons {
    private final Rule rule;
    private final ValueNames names;
    private final InternalFaults faults = new InternalFaults();

    public Reasons(Rule rule) {
        this.rule = rule;
        this.names = ValueNames.of(rule);
    }

    /** The sentence for the facts that matched, by pattern index; whoever fails to find it does not undo that they matched. */
    public String because(Object[] facts) {
        try {
            return sentence(facts);
        } catch (RuntimeException e) {
            return faults.sentence("said why the rule '" + rule.name() + "' holds", e);
        }
    }

    private String sentence(Object[] facts) {
        Set<String> parts = new LinkedHashSet<>();
        for (Element element : rule.when()) {
            if (element instanceof Element.Match match) {
                match.pattern().conditions().forEach(condition -> explain(condition, true, facts, parts));
            } else {
                parts.add(
                        (element instanceof Element.Absent ? "no " : "a ") + plain(Printing.print(element.pattern())));
            }
        }
        return parts.isEmpty() ? "it holds for every client" : String.join(" and ", parts);
    }

    /** What made a condition hold; with {@code holds} false, what made it fail, since it stands under a {@code !}. */
    private void explain(Condition condition, boolean holds, Object[] facts, Set<String> parts) {
        switch (condition) {
            case Condition.All all -> explain(all.conditions(), holds, !holds, facts, parts);
            case Condition.Any any -> explain(any.conditions(), holds, holds, facts, parts);
            case Condition.Not not -> explain(not.condition(), !holds, facts, parts);
            case Condition.Comparison comparison ->
                values(List.of(comparison.left(), comparison.right()), facts, parts);
            case Condition.Known known -> values(List.of(known.expression()), facts, parts);
            case Condition.OneOf oneOf -> values(List.of(oneOf.expression()), facts, parts);
            case Condition.Contains contains ->
                parts.add(names.of(contains.texts())
                        + (contains.negated() == holds ? " lacks " : " has ")
                        + plain(Printing.print(contains.element())));
            case Condition.TextTest test -> values(List.of(test.text()), facts, parts);
            case Condition.Holds flag -> values(List.of(flag.flag()), facts, parts);
            case Condition.Ranked ranked ->
                parts.add(Printing.property(ranked.rank()) + " is " + rank(ranked, ranked.above() == holds));
            case Condition.Quantified quantified ->
                parts.add((quantified.exists() == holds ? "there is a " : "there is no ")
                        + plain(Printing.print(quantified.pattern())));
            case Condition.ForAll all ->
                parts.add((holds ? "each " : "not each ") + plain(Printing.print(all.pattern())) + " has "
                        + all.conditions().stream()
                                .map(each -> plain(Printing.print(each)))
                                .collect(Collectors.joining(" and ")));
            case Condition.Matches matches -> values(List.of(matches.text()), facts, parts);
            case Condition.SameFact same -> {}
            case Condition.Effective effective -> {}
        }
    }

    /** Of alternatives only those count that decided. */
    private void explain(
            List<Condition> conditions, boolean holds, boolean alternatives, Object[] facts, Set<String> parts) {
        Truth wanted = Truth.of(holds);
        conditions.stream()
                .filter(part ->
                        !alternatives || new ConditionFunctions(-1).test(part).of(null, facts) == wanted)
                .forEach(part -> explain(part, holds, facts, parts));
    }

    private void values(List<Expression> expressions, Object[] facts, Set<String> parts) {
        expressions.forEach(expression -> value(expression, facts, parts));
    }

    private void value(Expression expression, Object[] facts, Set<String> parts) {
        switch (expression) {
            case Expression.Read read -> parts.add(sentence(read, shown(read, facts)));
            case Expression.Arithmetic arithmetic -> {
                value(arithmetic.left(), facts, parts);
                value(arithmetic.right(), facts, parts);
            }
            case Expression.Concatenation concatenation -> {
                value(concatenation.left(), facts, parts);
                value(concatenation.right(), facts, parts);
            }
            case Expression.Aggregate aggregate -> parts.add(names.of(aggregate) + " is " + shown(aggregate, facts));
            case Expression.NumberLiteral literal -> {}
            case Expression.TextLiteral literal -> {}
            case Expression.DayLiteral literal -> {}
            case Expression.FlagLiteral literal -> {}
        }
    }

    private String sentence(Expression.Read read, String value) {
        return switch (read.factType().name() + "." + read.property().name()) {
            case "Entered.segment" -> "the client came into " + value;
            case "Left.segment" -> "the client left " + value;
            case "Member.segment" -> "the client is in " + value;
            case "Member.days" -> "days since then is " + value;
            case "Finding.name" -> "it was found: " + value;
            case "Trigger.kind" -> "what happened is " + value;
            default -> names.of(read) + " is " + value;
        };
    }

    static String shown(Expression read, Object[] facts) {
        if (read.type() == ValueType.NUMBER) {
            return Printing.number(
                    readable(new ExpressionFunctions(-1).number(read).of(null, facts)));
        }
        @Nullable Object value = new ExpressionFunctions(-1).value(read).of(null, facts);
        return value == null ? "unknown" : value.toString();
    }

    /** To six digits after the point: more say nothing, and fewer would make a share look like the bound that it misses. */
    private static double readable(double value) {
        double rounded = Math.rint(value * 1e6) / 1e6;
        return rounded == 0 || Math.abs(value) > 1e9 ? value : rounded;
    }

    /** A rank has no value of its own; the sentence says on which side of the line it is. */
    private static String rank(Condition.Ranked ranked, boolean above) {
        boolean strict = ranked.cut().strict();
        String side = above ? (strict ? "above " : "at least ") : (strict ? "at most " : "below ");
        return side + Printing.number(ranked.cut().percentile() / 1000.0);
    }

    /** Without the numbers of patterns. */
    public static String plain(String printed) {
        return printed.replaceAll("\\$\\d+\\.", "").replaceAll("\\$\\d+ ([!=]=) \\$\\d+", "this $1 the other");
    }
}
