package io.regulars.rules.lookback;

import io.regulars.facts.Client;
import io.regulars.facts.past.Course;
import io.regulars.facts.past.Past;
import io.regulars.facts.past.Span;
import io.regulars.facts.values.Truth;
import io.regulars.facts.vocabulary.Property;
import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.rules.interpret.ExpressionFunctions;
import io.regulars.rules.interpret.LiteralArguments;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Condition.Operator;
import io.regulars.rules.tree.Expression;
import org.jspecify.annotations.Nullable;

/** Between what a number or a yes or no of a client lies throughout a stretch of their past; NaN: perhaps unknown. */
interface ValueBounds {
    double least(Span span);

    double most(Span span);

    /** What of a comparison is sure where it is only known between what its sides lie. */
    static SampledCondition.Surely surely(Condition.Comparison comparison, Past past) {
        ValueBounds left = of(comparison.left(), past);
        ValueBounds right = of(comparison.right(), past);
        if (left == null || right == null) {
            return SampledCondition.Surely.NEVER;
        }
        return (truth, span) -> holds(
                left,
                truth == Truth.TRUE
                        ? comparison.operator()
                        : comparison.operator().negated(),
                right,
                span);
    }

    /** The same of what is true by itself. */
    static SampledCondition.Surely surely(Condition.Holds holds, Past past) {
        ValueBounds flag = of(holds.flag(), past);
        return flag == null
                ? SampledCondition.Surely.NEVER
                : (truth, span) -> truth == Truth.TRUE ? flag.least(span) == 1 : flag.most(span) == 0;
    }

    private static boolean holds(ValueBounds left, Operator operator, ValueBounds right, Span span) {
        return switch (operator) {
            case AT_LEAST -> left.least(span) >= right.most(span);
            case GREATER -> left.least(span) > right.most(span);
            case AT_MOST -> left.most(span) <= right.least(span);
            case LESS -> left.most(span) < right.least(span);
            case EQUAL -> holds(left, Operator.AT_LEAST, right, span) && holds(left, Operator.AT_MOST, right, span);
            case NOT_EQUAL -> holds(left, Operator.GREATER, right, span) || holds(left, Operator.LESS, right, span);
        };
    }

    /** Null: nothing is known but its value at each moment. */
    private static @Nullable ValueBounds of(Expression expression, Past past) {
        return switch (expression) {
            case Expression.NumberLiteral literal -> exactly(literal.value());
            case Expression.FlagLiteral literal -> exactly(literal.value() ? 1 : 0);
            case Expression.Arithmetic sum
            when sum.operator() == Expression.ArithmeticOperator.PLUS ->
                sum(of(sum.left(), past), of(sum.right(), past));
            case Expression.Read read -> read(read, past);
            default -> null;
        };
    }

    private static ValueBounds exactly(double value) {
        return between(span -> value, span -> value);
    }

    private static @Nullable ValueBounds sum(@Nullable ValueBounds left, @Nullable ValueBounds right) {
        if (left == null || right == null) {
            return null;
        }
        return between(
                span -> plus(left.least(span), right.least(span)), span -> plus(left.most(span), right.most(span)));
    }

    private static double plus(double left, double right) {
        return ExpressionFunctions.calculate(Expression.ArithmeticOperator.PLUS, left, right);
    }

    private static @Nullable ValueBounds read(Expression.Read read, Past past) {
        Course course = read.factType() == Vocabulary.CLIENT
                ? Course.of(read.property()).orElse(null)
                : null;
        Object @Nullable [] arguments = LiteralArguments.of(read);
        if (course == null || arguments == null || course.isUnsure(past)) {
            return null;
        }
        Property.NumberReader<Client> reader = reader(read.property());
        return reader == null
                ? null
                : between(span -> course.least(reader, arguments, span), span -> course.most(reader, arguments, span));
    }

    @SuppressWarnings("unchecked") // of the client's type
    private static Property.@Nullable NumberReader<Client> reader(Property<?> property) {
        return switch (property) {
            case Property.Numeric<?> numeric -> ((Property.Numeric<Client>) numeric).reader();
            case Property.Flag<?> flag -> {
                Property.FlagReader<Client> reader = ((Property.Flag<Client>) flag).reader();
                yield (client, arguments) -> switch (reader.read(client, arguments)) {
                    case TRUE -> 1;
                    case FALSE -> 0;
                    case UNKNOWN -> Double.NaN;
                };
            }
            default -> null;
        };
    }

    private static ValueBounds between(Limit least, Limit most) {
        return new ValueBounds() {
            @Override
            public double least(Span span) {
                return least.of(span);
            }

            @Override
            public double most(Span span) {
                return most.of(span);
            }
        };
    }

    /** One end of the bounds. */
    @FunctionalInterface
    interface Limit {
        double of(Span span);
    }
}
