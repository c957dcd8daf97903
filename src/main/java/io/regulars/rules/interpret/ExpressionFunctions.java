package io.regulars.rules.interpret;

import io.regulars.facts.values.Truth;
import io.regulars.facts.vocabulary.Property;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Pattern;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns expressions of the tree into functions of matched facts, as {@link ConditionFunctions} does for conditions. */
public final class ExpressionFunctions {
    private static final Object[] NO_ARGUMENTS = {};

    private final int ownPattern;
    private final Function<Expression, @Nullable Value> known;

    public ExpressionFunctions(int ownPattern) {
        this(ownPattern, expression -> null);
    }

    /** Where the values of some expressions are known otherwise than by reading facts; of the others null is given. */
    public ExpressionFunctions(int ownPattern, Function<Expression, @Nullable Value> known) {
        this.ownPattern = ownPattern;
        this.known = known;
    }

    /** A number as a function; NaN is unknown. */
    @FunctionalInterface
    public interface Numeric {
        double of(@Nullable Object own, Object[] others);
    }

    /** Any other value as a function; null is unknown. */
    @FunctionalInterface
    public interface Value {
        @Nullable
        Object of(@Nullable Object own, Object[] others);
    }

    /** An expression as a number of the facts matched so far; NaN: unknown. */
    public Numeric number(Expression expression) {
        Value kept = known.apply(expression);
        if (kept != null) {
            return (own, others) -> kept.of(own, others) instanceof Double number ? number : Double.NaN;
        }
        return switch (expression) {
            case Expression.NumberLiteral literal -> {
                double value = literal.value();
                yield (own, others) -> value;
            }
            case Expression.Read read -> {
                Property.Numeric<Object> numeric = numeric(read.property());
                Fact fact = fact(read.pattern());
                Arguments arguments = arguments(read);
                yield (own, others) -> {
                    Object[] values = arguments.of(own, others);
                    return values == null ? Double.NaN : numeric.reader().read(fact.of(own, others), values);
                };
            }
            case Expression.Arithmetic arithmetic -> arithmetic(arithmetic);
            case Expression.Aggregate aggregate ->
                new Aggregates(aggregate, ownPattern).number(aggregate.function(), aggregate.of());
            default -> throw new IllegalStateException("not a number: " + expression);
        };
    }

    private Numeric arithmetic(Expression.Arithmetic arithmetic) {
        Numeric left = number(arithmetic.left());
        Numeric right = number(arithmetic.right());
        Expression.ArithmeticOperator operator = arithmetic.operator();
        return (own, others) -> calculate(operator, left.of(own, others), right.of(own, others));
    }

    /** In decimals, as an analyst calculates: 0.3 - 0.1 is 0.2. What comes out larger than any number is unknown. */
    public static double calculate(Expression.ArithmeticOperator operator, double left, double right) {
        if (!Double.isFinite(left) || !Double.isFinite(right)) {
            return Double.NaN;
        }
        double result = result(operator, left, right);
        return Double.isFinite(result) ? result : Double.NaN;
    }

    /** Whole numbers need no detour. */
    private static double result(Expression.ArithmeticOperator operator, double left, double right) {
        boolean whole = left == Math.rint(left) && right == Math.rint(right);
        return switch (operator) {
            case PLUS ->
                whole ? left + right : decimal(left).add(decimal(right)).doubleValue();
            case MINUS ->
                whole ? left - right : decimal(left).subtract(decimal(right)).doubleValue();
            case TIMES ->
                whole ? left * right : decimal(left).multiply(decimal(right)).doubleValue();
            case DIVIDED_BY ->
                right == 0
                        ? Double.NaN
                        : decimal(left)
                                .divide(decimal(right), MathContext.DECIMAL128)
                                .doubleValue();
            case MODULO ->
                right == 0
                        ? Double.NaN
                        : decimal(left).remainder(decimal(right)).doubleValue();
        };
    }

    private static BigDecimal decimal(double value) {
        return BigDecimal.valueOf(value);
    }

    /** An expression as any value of the facts matched so far. */
    public Value value(Expression expression) {
        Value kept = known.apply(expression);
        return kept == null ? made(expression) : kept;
    }

    private Value made(Expression expression) {
        return switch (expression) {
            case Expression.TextLiteral literal -> constant(literal.value());
            case Expression.DayLiteral literal -> constant(literal.value());
            case Expression.FlagLiteral literal -> constant(literal.value());
            case Expression.NumberLiteral literal -> constant(literal.value());
            case Expression.Concatenation concatenation -> {
                Value left = value(concatenation.left());
                Value right = value(concatenation.right());
                yield (own, others) -> {
                    Object first = left.of(own, others);
                    Object second = right.of(own, others);
                    return first == null || second == null ? null : first.toString() + second;
                };
            }
            case Expression.Arithmetic arithmetic -> boxed(arithmetic(arithmetic));
            case Expression.Aggregate aggregate -> new Aggregates(aggregate, ownPattern).value(aggregate);
            case Expression.Read read -> read(read);
        };
    }

    private Value read(Expression.Read read) {
        Fact fact = fact(read.pattern());
        Arguments arguments = arguments(read);
        return switch (read.property()) {
            case Property.Numeric<?> numeric -> boxed(number(read));
            case Property.Flag<?> flag -> {
                ConditionFunctions.Test test = flag(read);
                yield (own, others) -> switch (test.of(own, others)) {
                    case TRUE -> true;
                    case FALSE -> false;
                    case UNKNOWN -> null;
                };
            }
            case Property.Text<?> property -> {
                Property.Text<Object> text = text(property);
                yield (own, others) -> {
                    Object[] values = arguments.of(own, others);
                    return values == null ? null : text.reader().read(fact.of(own, others), values);
                };
            }
            case Property.Day<?> property -> {
                Property.Day<Object> day = day(property);
                yield (own, others) -> {
                    Object[] values = arguments.of(own, others);
                    return values == null ? null : day.reader().read(fact.of(own, others), values);
                };
            }
            case Property.Texts<?> property -> {
                Property.Texts<Object> texts = texts(property);
                yield (own, others) -> {
                    Object[] values = arguments.of(own, others);
                    return values == null ? null : texts.reader().read(fact.of(own, others), values);
                };
            }
            case Property.Rank<?> rank -> throw new IllegalStateException("a rank has no value of its own");
        };
    }

    static Value boxed(Numeric number) {
        return (own, others) -> {
            double value = number.of(own, others);
            return Double.isNaN(value) ? null : (Double) value;
        };
    }

    private static Value constant(Object value) {
        return (own, others) -> value;
    }

    /** The matches of a pattern, asked about where this one's fact is under test. */
    HistoryMatcher matching(Pattern pattern) {
        return new HistoryMatcher(pattern, ownPattern);
    }

    /** The fact that a property is read of. */
    @FunctionalInterface
    interface Fact {
        Object of(@Nullable Object own, Object[] others);
    }

    Fact fact(int pattern) {
        if (pattern == ownPattern) {
            return (own, others) -> Objects.requireNonNull(own);
        }
        return (own, others) -> others[pattern];
    }

    /** The arguments of a property; null if one is unknown. */
    @FunctionalInterface
    private interface Arguments {
        Object @Nullable [] of(@Nullable Object own, Object[] others);
    }

    private Arguments arguments(Expression.Read read) {
        if (read.arguments().isEmpty()) {
            return (own, others) -> NO_ARGUMENTS;
        }
        Object @Nullable [] literals = LiteralArguments.of(read);
        if (literals != null) {
            return (own, others) -> literals;
        }
        Value[] values = read.arguments().stream().map(this::argument).toArray(Value[]::new);
        return (own, others) -> {
            Object[] known = new Object[values.length];
            for (int i = 0; i < values.length; i++) {
                Object value = values[i].of(own, others);
                if (value == null) {
                    return null;
                }
                known[i] = value;
            }
            return known;
        };
    }

    /** What is written out arrives as readers take it: a number of days is whole. */
    private Value argument(Expression expression) {
        Object literal = LiteralArguments.argument(expression);
        return literal == null ? value(expression) : constant(literal);
    }

    ConditionFunctions.Test flag(Expression expression) {
        if (expression instanceof Expression.FlagLiteral literal) {
            return (own, others) -> Truth.of(literal.value());
        }
        Value kept = known.apply(expression);
        if (kept != null) {
            return (own, others) -> kept.of(own, others) instanceof Boolean holds ? Truth.of(holds) : Truth.UNKNOWN;
        }
        Expression.Read read = (Expression.Read) expression;
        Property.Flag<Object> flag = flagOf(read.property());
        Fact fact = fact(read.pattern());
        Arguments arguments = arguments(read);
        return (own, others) -> {
            Object[] values = arguments.of(own, others);
            return values == null ? Truth.UNKNOWN : flag.reader().read(fact.of(own, others), values);
        };
    }

    // A fact type's readers take its facts; a pattern matches no others, so these casts cannot fail.

    @SuppressWarnings("unchecked")
    private static Property.Numeric<Object> numeric(Property<?> property) {
        return (Property.Numeric<Object>) property;
    }

    @SuppressWarnings("unchecked")
    private static Property.Flag<Object> flagOf(Property<?> property) {
        return (Property.Flag<Object>) property;
    }

    @SuppressWarnings("unchecked")
    private static Property.Text<Object> text(Property<?> property) {
        return (Property.Text<Object>) property;
    }

    @SuppressWarnings("unchecked")
    private static Property.Day<Object> day(Property<?> property) {
        return (Property.Day<Object>) property;
    }

    @SuppressWarnings("unchecked")
    private static Property.Texts<Object> texts(Property<?> property) {
        return (Property.Texts<Object>) property;
    }

    @SuppressWarnings("unchecked")
    static Property.Rank<Object> rank(Property<?> property) {
        return (Property.Rank<Object>) property;
    }
}
