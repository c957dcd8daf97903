package io.regulars.rules.interpret;

import io.regulars.rules.tree.Expression;
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

    Aggregates(Expression.Aggregate aggregate, int outerPattern) {
        this.matching = new HistoryMatcher(aggregate.pattern(), outerPattern);
        this.pattern = aggregate.pattern().index();
    }

    /** A count, a sum, an average, or the smallest or greatest number. */
    ExpressionFunctions.Numeric number(Expression.Function function, @Nullable Expression of) {
        if (function == Expression.Function.COUNT) {
            return counted(of);
        }
        ExpressionFunctions.Numeric number = new ExpressionFunctions(pattern).number(Objects.requireNonNull(of));
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
        return aggregate.type() == ValueType.TEXTS
                ? set(value)
                : extreme(value, aggregate.function() == Expression.Function.MIN);
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
