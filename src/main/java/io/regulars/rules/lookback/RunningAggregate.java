package io.regulars.rules.lookback;

import io.regulars.facts.past.Lasting;
import io.regulars.facts.past.Past;
import io.regulars.facts.past.Rewind;
import io.regulars.facts.past.Running;
import io.regulars.facts.past.Tally;
import io.regulars.rules.interpret.ConditionFunctions;
import io.regulars.rules.interpret.ExpressionFunctions;
import io.regulars.rules.tree.Expression;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code accumulate} made of the bookings or surveys that matched, going back over a client's past. */
final class RunningAggregate implements Running, Rewind.Present<Object> {
    private final Expression.Function function;
    private final Rewind<Object> matching;
    private final Tally<Object> values = new Tally<>();
    private BigDecimal sum = BigDecimal.ZERO;
    private int count;

    private RunningAggregate(Expression.Function function, List<Lasting<Object>> values) {
        this.function = function;
        this.matching = new Rewind<>(values, this);
    }

    /** Empty where what is accumulated depends on more than each booking or survey says. */
    static Optional<Running> of(Past past, Expression.Aggregate aggregate) {
        Expression of = aggregate.of();
        if (!OwnPatterns.tells(aggregate.pattern()) || of != null && !OwnPatterns.tells(aggregate.pattern(), of)) {
            return Optional.empty();
        }
        int index = aggregate.pattern().index();
        ExpressionFunctions.Value value = of == null ? (fact, others) -> 1.0 : new ExpressionFunctions(index).value(of);
        var values = new ArrayList<Lasting<Object>>();
        List<Expression> taken = of == null ? List.of() : List.of(of);
        for (Lasting<Object> fact : OwnPatterns.matching(past, aggregate.pattern(), taken)) {
            Object each = value.of(fact.state(), ConditionFunctions.ALONE);
            if (each != null) {
                values.add(new Lasting<>(each, fact.from(), fact.until()));
            }
        }
        return Optional.of(new RunningAggregate(aggregate.function(), values));
    }

    @Override
    public void enters(Object value) {
        switch (function) {
            case COUNT -> count++;
            case SUM, AVERAGE -> {
                count++;
                sum = sum.add(BigDecimal.valueOf((Double) value));
            }
            case MIN, MAX, COLLECT_SET -> values.add(value);
        }
    }

    @Override
    public void leaves(Object value) {
        switch (function) {
            case COUNT -> count--;
            case SUM, AVERAGE -> {
                count--;
                sum = sum.subtract(BigDecimal.valueOf((Double) value));
            }
            case MIN, MAX, COLLECT_SET -> values.remove(value);
        }
    }

    @Override
    public @Nullable Object at(Instant moment) {
        matching.to(moment);
        return switch (function) {
            case COUNT -> (double) count;
            case SUM -> sum.doubleValue();
            case AVERAGE ->
                count == 0
                        ? null
                        : (Object) sum.divide(BigDecimal.valueOf(count), MathContext.DECIMAL128)
                                .doubleValue();
            case MIN -> values.counts().isEmpty() ? null : values.counts().firstKey();
            case MAX -> values.counts().isEmpty() ? null : values.counts().lastKey();
            case COLLECT_SET -> values.counts().keySet();
        };
    }
}
