package io.regulars.rules.lookback;

import io.regulars.facts.past.Past;
import io.regulars.facts.past.Running;
import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.rules.interpret.ConditionFunctions;
import io.regulars.rules.interpret.ExpressionFunctions;
import io.regulars.rules.interpret.LiteralArguments;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.References;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A condition of which all values are kept going back: it is asked at every moment at which it may have changed, which costs little. */
final class RunningCondition implements PastCondition {
    private final Past past;
    private final ConditionFunctions.Test test;
    private final boolean withTime;
    private @Nullable Since last;

    private RunningCondition(Past past, ConditionFunctions.Test test, boolean withTime) {
        this.past = past;
        this.test = test;
        this.withTime = withTime;
    }

    /** Empty where a value of it cannot be kept. */
    static Optional<PastCondition> of(Past past, Condition condition) {
        if (References.expressions(condition).isEmpty()) {
            return Optional.empty();
        }
        var kept = new KeptValues(past);
        if (!References.expressions(condition).stream().allMatch(kept::keep)) {
            return Optional.empty();
        }
        var values = new ExpressionFunctions(0, kept::value);
        return Optional.of(new RunningCondition(past, new ConditionFunctions(values).test(condition), kept.withTime));
    }

    @Override
    public Since at(Instant moment) {
        if (last == null || last.from().isAfter(moment)) {
            last = new Since(test.of(moment, ConditionFunctions.ALONE), past.turn(moment, withTime));
        }
        return last;
    }

    /** The values that some expressions read, kept as one goes back; the moment stands where the client would. */
    private static final class KeptValues {
        private final Past past;
        private final Map<Expression, ExpressionFunctions.Value> values = new IdentityHashMap<>();
        private boolean withTime;

        KeptValues(Past past) {
            this.past = past;
        }

        ExpressionFunctions.@Nullable Value value(Expression expression) {
            return values.get(expression);
        }

        /** Whether all that an expression reads is kept. */
        boolean keep(Expression expression) {
            return switch (expression) {
                case Expression.Read read -> keep(read);
                case Expression.Arithmetic arithmetic -> keep(arithmetic.left()) && keep(arithmetic.right());
                case Expression.Concatenation concatenation ->
                    keep(concatenation.left()) && keep(concatenation.right());
                case Expression.Aggregate aggregate -> keep(aggregate);
                case Expression.NumberLiteral literal -> true;
                case Expression.TextLiteral literal -> true;
                case Expression.DayLiteral literal -> true;
                case Expression.FlagLiteral literal -> true;
            };
        }

        private boolean keep(Expression.Aggregate aggregate) {
            withTime |= OwnPatterns.changesWithTime(aggregate.pattern());
            return keep(aggregate, RunningAggregate.of(past, aggregate));
        }

        private boolean keep(Expression expression, Optional<Running> running) {
            running.ifPresent(each ->
                    values.put(expression, (moment, others) -> each.at((Instant) Objects.requireNonNull(moment))));
            return running.isPresent();
        }

        private boolean keep(Expression.Read read) {
            Object @Nullable [] arguments = LiteralArguments.of(read);
            if (read.factType() != Vocabulary.CLIENT || arguments == null) {
                return false;
            }
            withTime |= read.property().timing().changesWithTime();
            return keep(read, past.running(read.property(), arguments));
        }
    }
}
