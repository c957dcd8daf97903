package io.regulars.rules.interpret;

import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.References;
import io.regulars.rules.tree.ValueType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code accumulate} makes of the client's own bookings or surveys; sums are exact in decimals. */
final class Aggregates {
    private final HistoryMatcher matching;
    private final int pattern;
    private final boolean alone;

    Aggregates(Expression.Aggregate aggregate, int outerPattern) {
        this.matching = new HistoryMatcher(aggregate.pattern(), outerPattern);
        this.pattern = aggregate.pattern().index();
        this.alone = isAlone(aggregate);
    }

    /** Whether it reads nothing but the client's history, so that of one client it comes to the same for whoever asks. */
    private static boolean isAlone(Expression.Aggregate aggregate) {
        boolean[] alone = {true};
        References.reads(
                aggregate,
                read -> alone[0] &= read.pattern() == aggregate.pattern().index());
        aggregate
                .pattern()
                .conditions()
                .forEach(condition -> References.conditions(
                        condition,
                        part -> alone[0] &=
                                !(part instanceof Condition.SameFact || part instanceof Condition.Effective)));
        return alone[0];
    }

    /** Of one client once, however many bookings it is compared with. */
    private ExpressionFunctions.Value once(ExpressionFunctions.Value value) {
        return alone ? (own, others) -> matching.client(own, others).once(this, () -> value.of(own, others)) : value;
    }

    /** A count, a sum, an average, or the smallest or greatest number. */
    ExpressionFunctions.Numeric number(Expression.Function function, @Nullable Expression of) {
        ExpressionFunctions.Value once = once(ExpressionFunctions.boxed(
                function == Expression.Function.COUNT ? counted(of) : numbers(function, Objects.requireNonNull(of))));
        return (own, others) -> once.of(own, others) instanceof Double value ? value : Double.NaN;
    }

    private ExpressionFunctions.Numeric numbers(Expression.Function function, Expression of) {
        ExpressionFunctions.Numeric number = new ExpressionFunctions(pattern).number(of);
        return (own, others) -> {
            var gathered = new Numbers();
            matching.every(own, others, (fact, outer) -> gathered.add(number.of(fact, outer)));
            return gathered.result(function);
        };
    }

    private ExpressionFunctions.Numeric counted(@Nullable Expression of) {
        ExpressionFunctions.Value value =
                of == null ? (own, others) -> own : new ExpressionFunctions(pattern).value(of);
        return (own, others) -> {
            int[] count = {0};
            matching.every(own, others, (fact, outer) -> {
                count[0] += value.of(fact, outer) == null ? 0 : 1;
                return true;
            });
            return count[0];
        };
    }

    /** A set of texts, or the first or last day. */
    ExpressionFunctions.Value value(Expression.Aggregate aggregate) {
        Expression of = aggregate.of();
        if (aggregate.type() == ValueType.NUMBER) {
            return ExpressionFunctions.boxed(number(aggregate.function(), of));
        }
        ExpressionFunctions.Value value = new ExpressionFunctions(pattern).value(Objects.requireNonNull(of));
        return once(
                aggregate.type() == ValueType.TEXTS
                        ? set(value)
                        : extreme(value, aggregate.function() == Expression.Function.MIN));
    }

    private ExpressionFunctions.Value set(ExpressionFunctions.Value value) {
        return (own, others) -> {
            Set<String> set = new LinkedHashSet<>();
            matching.every(own, others, (fact, outer) -> {
                if (value.of(fact, outer) instanceof String text) {
                    set.add(text);
                }
                return true;
            });
            return set;
        };
    }

    private ExpressionFunctions.Value extreme(ExpressionFunctions.Value value, boolean smallest) {
        return (own, others) -> {
            @Nullable Object[] found = {null};
            matching.every(own, others, (fact, outer) -> {
                Object next = value.of(fact, outer);
                Object best = found[0];
                if (next != null && (best == null || ConditionFunctions.compare(next, best) < 0 == smallest)) {
                    found[0] = next;
                }
                return true;
            });
            return found[0];
        };
    }

    private static final class Numbers {
        private BigDecimal sum = BigDecimal.ZERO;
        private int count;
        private double smallest = Double.NaN;
        private double greatest = Double.NaN;

        boolean add(double value) {
            if (!Double.isNaN(value)) {
                sum = sum.add(BigDecimal.valueOf(value));
                smallest = count == 0 ? value : Math.min(smallest, value);
                greatest = count == 0 ? value : Math.max(greatest, value);
                count++;
            }
            return true;
        }

        double result(Expression.Function function) {
            return switch (function) {
                case SUM -> sum.doubleValue();
                case AVERAGE ->
                    count == 0
                            ? Double.NaN
                            : sum.divide(BigDecimal.valueOf(count), MathContext.DECIMAL128)
                                    .doubleValue();
                case MIN -> smallest;
                case MAX -> greatest;
                case COUNT, COLLECT_SET -> throw new IllegalStateException(function + " is no function of numbers");
            };
        }
    }
}
