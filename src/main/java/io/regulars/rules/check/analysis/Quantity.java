package io.regulars.rules.check.analysis;

import io.regulars.facts.vocabulary.Property;
import io.regulars.facts.vocabulary.Unit;
import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.rules.check.analysis.Possible.Flags;
import io.regulars.rules.check.analysis.Possible.Numbers;
import io.regulars.rules.check.analysis.Possible.Span;
import io.regulars.rules.check.analysis.Possible.Texts;
import io.regulars.rules.interpret.ExpressionFunctions;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Printing;
import java.util.List;
import java.util.Set;

/**
 * Something that conditions ask about: the same for all that ask the same of the same fact.
 *
 * @param key distinguishes it; equal keys of one rule always have equal values
 * @param label as an analyst names it
 * @param all every value it can have
 */
public record Quantity(String key, String label, Possible all) {
    private static final Flags MAYBE = new Flags(true, true, true);

    /** What an expression's value is. */
    public static Quantity of(Expression expression) {
        return new Quantity(key(expression), label(expression), all(expression));
    }

    /** Equal for expressions that always have one value: all Client patterns of a rule match the one client. */
    public static String key(Expression expression) {
        return switch (expression) {
            case Expression.Read read when read.factType() == Vocabulary.CLIENT -> "$0." + Printing.property(read);
            case Expression.Arithmetic sum ->
                "(" + key(sum.left()) + " " + sum.operator().symbol() + " " + key(sum.right()) + ")";
            case Expression.Concatenation texts -> "(" + key(texts.left()) + " + " + key(texts.right()) + ")";
            default -> Printing.print(expression);
        };
    }

    /** Whether something holds that is not looked into; unknown where {@code mayBeUnknown}. */
    static Quantity opaque(String text, boolean mayBeUnknown) {
        return new Quantity("? " + text, text.replaceAll("\\$0\\.", ""), new Flags(true, true, mayBeUnknown));
    }

    private static String label(Expression expression) {
        if (expression instanceof Expression.Read read) {
            String property = Printing.property(read).replaceAll("\\$0\\.", "");
            return read.factType() == Vocabulary.CLIENT
                    ? property
                    : read.factType().name() + "." + property;
        }
        return Printing.print(expression).replaceAll("\\$0\\.", "");
    }

    private static Possible all(Expression expression) {
        return switch (expression) {
            case Expression.Read read -> all(read);
            case Expression.Arithmetic arithmetic -> sum(arithmetic);
            case Expression.Aggregate aggregate -> aggregated(aggregate);
            case Expression.Concatenation text -> Texts.ANY;
            case Expression.TextLiteral literal -> new Texts(Set.of(literal.value()), Set.of(), false);
            case Expression.FlagLiteral literal -> new Flags(literal.value(), !literal.value(), false);
            case Expression.NumberLiteral literal ->
                new Numbers(List.of(new Span(literal.value(), Math.nextUp(literal.value()))), false, false, false);
            case Expression.DayLiteral literal ->
                new Numbers(
                        List.of(new Span(
                                literal.value().toEpochDay(), literal.value().toEpochDay() + 1)),
                        true,
                        true,
                        false);
        };
    }

    private static Possible all(Expression.Read read) {
        return switch (read.property()) {
            case Property.Numeric<?> numeric -> numbers(numeric.unit(), read);
            case Property.Rank<?> rank -> numbers(Unit.PERCENTILE, read);
            case Property.Day<?> day -> new Numbers(List.of(Span.ALL), true, true, true);
            case Property.Text<?> text ->
                text.values().isEmpty() ? Texts.ANY : new Texts(Set.copyOf(text.values()), Set.of(), true);
            case Property.Flag<?> flag -> MAYBE;
            case Property.Texts<?> texts -> MAYBE;
        };
    }

    private static Numbers numbers(Unit measured, Expression.Read read) {
        // the stars of what just happened may be those of an event of one's own
        Unit unit = measured == Unit.STARS && read.factType() == Vocabulary.TRIGGER ? Unit.OWN : measured;
        boolean computed = read.arguments().stream().anyMatch(argument -> !isLiteral(argument));
        return new Numbers(
                List.of(new Span(unit.least(), Math.nextUp(Math.min(unit.most(), NeverMore.most(read))))),
                unit.isWhole(),
                false,
                unit != Unit.COUNT || computed);
    }

    private static boolean isLiteral(Expression expression) {
        return expression instanceof Expression.NumberLiteral
                || expression instanceof Expression.TextLiteral
                || expression instanceof Expression.DayLiteral
                || expression instanceof Expression.FlagLiteral;
    }

    /** Of what is added up the least is known, and of what is taken away or divided where one is never more than the other. */
    private static Numbers sum(Expression.Arithmetic arithmetic) {
        if (isNeverKnown(arithmetic)) {
            return new Numbers(List.of(), false, false, true);
        }
        var left = all(arithmetic.left()) instanceof Numbers numbers ? numbers : ANY_NUMBER;
        var right = all(arithmetic.right()) instanceof Numbers numbers ? numbers : ANY_NUMBER;
        boolean mayBeUnknown = left.unknown() || right.unknown();
        if (arithmetic.operator() != Expression.ArithmeticOperator.PLUS) {
            boolean divides = arithmetic.operator() == Expression.ArithmeticOperator.DIVIDED_BY
                    || arithmetic.operator() == Expression.ArithmeticOperator.MODULO;
            return new Numbers(List.of(difference(arithmetic)), false, false, mayBeUnknown || divides);
        }
        double least = left.spans().getFirst().from() + right.spans().getFirst().from();
        return new Numbers(
                List.of(new Span(Double.isNaN(least) ? Double.NEGATIVE_INFINITY : least, Double.POSITIVE_INFINITY)),
                left.whole() && right.whole(),
                false,
                mayBeUnknown);
    }

    private static Span difference(Expression.Arithmetic arithmetic) {
        boolean rises = NeverMore.is(arithmetic.right(), arithmetic.left());
        boolean falls = NeverMore.is(arithmetic.left(), arithmetic.right());
        return switch (arithmetic.operator()) {
            case MINUS ->
                new Span(rises ? 0 : Double.NEGATIVE_INFINITY, falls ? Math.nextUp(0.0) : Double.POSITIVE_INFINITY);
            case DIVIDED_BY -> falls && isCount(arithmetic.left()) ? new Span(0, Math.nextUp(1.0)) : Span.ALL;
            case PLUS, TIMES, MODULO -> Span.ALL;
        };
    }

    private static boolean isCount(Expression expression) {
        return all(expression) instanceof Numbers numbers
                && !numbers.unknown()
                && numbers.spans().getFirst().from() >= 0;
    }

    /** Whether it is unknown of everybody, since a divisor in it is written as 0. */
    public static boolean isNeverKnown(Expression expression) {
        if (!(expression instanceof Expression.Arithmetic arithmetic)) {
            return false;
        }
        boolean divides = arithmetic.operator() == Expression.ArithmeticOperator.DIVIDED_BY
                || arithmetic.operator() == Expression.ArithmeticOperator.MODULO;
        return divides && constant(arithmetic.right()) == 0
                || isNeverKnown(arithmetic.left())
                || isNeverKnown(arithmetic.right());
    }

    /** What is always the same number; NaN for what is not. */
    private static double constant(Expression expression) {
        return switch (expression) {
            case Expression.NumberLiteral number -> number.value();
            case Expression.Arithmetic sum ->
                ExpressionFunctions.calculate(sum.operator(), constant(sum.left()), constant(sum.right()));
            default -> Double.NaN;
        };
    }

    private static final Numbers ANY_NUMBER = new Numbers(List.of(Span.ALL), false, false, true);

    private static Possible aggregated(Expression.Aggregate aggregate) {
        return switch (aggregate.function()) {
            case COUNT -> new Numbers(List.of(new Span(0, Double.POSITIVE_INFINITY)), true, false, false);
            case SUM -> new Numbers(List.of(Span.ALL), false, false, false);
            case AVERAGE, MIN, MAX ->
                switch (aggregate.type()) {
                    case DAY -> new Numbers(List.of(Span.ALL), true, true, true);
                    case TEXT -> Texts.ANY;
                    case FLAG, TEXTS -> MAYBE;
                    case NUMBER, RANK -> ANY_NUMBER;
                };
            case COLLECT_SET -> MAYBE;
        };
    }
}
