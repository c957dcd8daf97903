package io.regulars.rules.tree;

import java.util.List;
import java.util.stream.Collectors;

/** Writes the tree as DRL again: the same condition always the same way, wherever and however it was written. */
public final class Printing {
    private Printing() {}

    /** A condition as DRL. */
    public static String print(Condition condition) {
        return switch (condition) {
            case Condition.All all -> joined(all.conditions(), " && ");
            case Condition.Any any -> joined(any.conditions(), " || ");
            case Condition.Not not -> "!(" + print(not.condition()) + ")";
            case Condition.Comparison comparison ->
                print(comparison.left()) + " " + comparison.operator().symbol() + " " + print(comparison.right());
            case Condition.Known known -> print(known.expression()) + (known.known() ? " != null" : " == null");
            case Condition.OneOf oneOf ->
                print(oneOf.expression())
                        + (oneOf.negated() ? " not in (" : " in (")
                        + oneOf.options().stream().map(Printing::print).collect(Collectors.joining(", "))
                        + ")";
            case Condition.Contains contains ->
                print(contains.texts())
                        + (contains.negated() ? " not contains " : " contains ")
                        + print(contains.element());
            case Condition.TextTest test ->
                print(test.text()) + (test.negated() ? " not " : " ")
                        + test.operator().symbol() + " " + print(test.operand());
            case Condition.Holds holds -> print(holds.flag());
            case Condition.Ranked ranked -> print(ranked.rank()) + rank(ranked);
            case Condition.Quantified quantified ->
                (quantified.exists() ? "exists " : "not ") + print(quantified.pattern());
            case Condition.ForAll all -> "forall(" + print(all.pattern()) + " " + joined(all.conditions(), ", ") + ")";
            case Condition.Matches matches ->
                print(matches.text())
                        + (matches.negated() ? " not matches " : " matches ")
                        + quoted(matches.regularExpression());
            case Condition.SameFact same -> "$" + same.left() + (same.negated() ? " != $" : " == $") + same.right();
            case Condition.Effective effective -> "effective from " + effective.from() + " until " + effective.until();
        };
    }

    /** A pattern as DRL, without its variable. */
    public static String print(Pattern pattern) {
        return pattern.type().name()
                + "("
                + pattern.conditions().stream().map(Printing::print).collect(Collectors.joining(", "))
                + ")";
    }

    /** An expression as DRL; a property of another pattern's fact carries that pattern's number. */
    public static String print(Expression expression) {
        return switch (expression) {
            case Expression.NumberLiteral literal -> number(literal.value());
            case Expression.TextLiteral literal -> quoted(literal.value());
            case Expression.DayLiteral literal -> "\"" + literal.value() + "\"";
            case Expression.FlagLiteral literal -> String.valueOf(literal.value());
            case Expression.Read read -> "$" + read.pattern() + "." + property(read);
            case Expression.Arithmetic arithmetic ->
                "(" + print(arithmetic.left()) + " " + arithmetic.operator().symbol() + " " + print(arithmetic.right())
                        + ")";
            case Expression.Concatenation concatenation ->
                "(" + print(concatenation.left()) + " + " + print(concatenation.right()) + ")";
            case Expression.Aggregate aggregate ->
                aggregate.function().symbol() + "(" + print(aggregate.pattern())
                        + (aggregate.of() == null ? "" : "; " + print(aggregate.of())) + ")";
        };
    }

    /** A property as an analyst names it: {@code visits}, {@code spendInLast(30)}. */
    public static String property(Expression.Read read) {
        if (read.arguments().isEmpty()) {
            return read.property().name();
        }
        return read.arguments().stream()
                .map(Printing::print)
                .collect(Collectors.joining(", ", read.property().name() + "(", ")"));
    }

    /** A number without needless decimals. */
    public static String number(double value) {
        if (Double.isNaN(value)) {
            return "unknown";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : java.math.BigDecimal.valueOf(value).toPlainString();
    }

    /** What a rank is compared with: {@code > 80}. */
    public static String rank(Condition.Ranked ranked) {
        String operator = ranked.above()
                ? (ranked.cut().strict() ? ">" : ">=")
                : (ranked.cut().strict() ? "<=" : "<");
        return " " + operator + " " + number(ranked.cut().percentile() / 1000.0);
    }

    /** A text as a literal: what would end or break it is escaped. */
    public static String quoted(String text) {
        String escaped = text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
        return "\"" + escaped + "\"";
    }

    private static String joined(List<Condition> conditions, String separator) {
        return conditions.stream().map(Printing::print).collect(Collectors.joining(separator, "(", ")"));
    }
}
