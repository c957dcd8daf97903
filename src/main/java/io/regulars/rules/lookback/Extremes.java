package io.regulars.rules.lookback;

import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Condition.Operator;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Expression.Function;
import io.regulars.rules.tree.Pattern;
import io.regulars.rules.tree.References;
import io.regulars.rules.tree.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Of a booking that compares with something else the greatest or smallest decides.
 * <pre>
 *   exists Booking( status == COMPLETED, price &gt; $average * 2 )
 *       →  accumulate( Booking( status == COMPLETED, $p : price ); $m : max($p); $m &gt; $average * 2 )
 * </pre>
 */
final class Extremes {
    private Extremes() {}

    /** Empty where a pattern compares with something else in no such way, or more than once. */
    static Optional<Condition> of(Condition.Quantified quantified) {
        Pattern pattern = quantified.pattern();
        var own = new ArrayList<Condition>();
        var others = new ArrayList<Condition>();
        pattern.conditions()
                .forEach(condition -> (OwnPatterns.tells(pattern, List.of(condition)) ? own : others).add(condition));
        if (others.size() != 1 || !(others.getFirst() instanceof Condition.Comparison comparison)) {
            return Optional.empty();
        }
        var alone = new Pattern(pattern.index(), pattern.type(), own, pattern.position());
        return isOfOthers(pattern, comparison.right())
                ? extreme(alone, comparison, comparison.left(), comparison.operator(), comparison.right())
                : isOfOthers(pattern, comparison.left())
                        ? extreme(
                                alone,
                                comparison,
                                comparison.right(),
                                comparison.operator().flipped(),
                                comparison.left())
                        : Optional.empty();
    }

    private static boolean isOfOthers(Pattern pattern, Expression expression) {
        boolean[] others = {true};
        References.matched(expression, read -> others[0] &= read.pattern() != pattern.index());
        return others[0];
    }

    private static Optional<Condition> extreme(
            Pattern alone, Condition.Comparison comparison, Expression own, Operator operator, Expression other) {
        if (own.type() != ValueType.NUMBER || !OwnPatterns.tells(alone, own)) {
            return Optional.empty();
        }
        Function function = switch (operator) {
            case GREATER, AT_LEAST -> Function.MAX;
            case LESS, AT_MOST -> Function.MIN;
            case EQUAL, NOT_EQUAL -> Function.COUNT;
        };
        return function == Function.COUNT
                ? Optional.empty()
                : Optional.of(new Condition.Comparison(
                        new Expression.Aggregate(function, alone, own, comparison.position()),
                        operator,
                        other,
                        comparison.position()));
    }
}
