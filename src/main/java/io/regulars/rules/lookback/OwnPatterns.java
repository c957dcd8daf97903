package io.regulars.rules.lookback;

import io.regulars.facts.past.Lasting;
import io.regulars.facts.past.Past;
import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.rules.interpret.ConditionFunctions;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Pattern;
import io.regulars.rules.tree.References;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Patterns over bookings or surveys that speak of nothing but the booking or survey itself. Of these it is found once for how long
 * each matched, without a look at any other.
 */
final class OwnPatterns {
    private static final Set<String> SAID_BY_THE_STATE = Set.of(
            "service",
            "category",
            "status",
            "startsAt",
            "endsAt",
            "bookedAt",
            "cancelledAt",
            "cancelledBy",
            "late",
            "series",
            "startHour",
            "weekday",
            "staff",
            "location",
            "channel");

    private OwnPatterns() {}

    /** Whether a pattern speaks of nothing else. */
    static boolean tells(Pattern pattern) {
        return tells(pattern, pattern.conditions());
    }

    /** Whether conditions on its facts speak of nothing else. */
    static boolean tells(Pattern pattern, List<Condition> conditions) {
        return pattern.ofOwnHistory() && conditions.stream().allMatch(condition -> tells(pattern, condition));
    }

    private static boolean tells(Pattern pattern, Condition condition) {
        boolean[] tells = {true};
        int[] days = {0};
        References.reads(condition, read -> {
            tells[0] &= read.pattern() == pattern.index() && read.factType() == pattern.type();
            days[0] += isAge(read) ? 1 : 0;
        });
        References.conditions(condition, part -> {
            tells[0] &= isPlain(pattern, part);
            days[0] -= isCompared(part) ? 1 : 0;
        });
        // an age that is not compared with a number may change anything at each midnight
        return tells[0] && days[0] == 0;
    }

    /** Whether an expression reads nothing but what a fact says, and that whatever day it is. */
    static boolean tells(Pattern pattern, Expression expression) {
        boolean[] tells = {isPlain(expression)};
        References.reads(
                expression,
                read -> tells[0] &=
                        read.pattern() == pattern.index() && read.factType() == pattern.type() && !isAge(read));
        return tells[0];
    }

    private static boolean isAge(Expression.Read read) {
        return read.property().name().equals("daysAgo");
    }

    private static boolean isCompared(Condition condition) {
        return condition instanceof Condition.Comparison comparison
                && (isAge(comparison.left()) && comparison.right() instanceof Expression.NumberLiteral
                        || isAge(comparison.right()) && comparison.left() instanceof Expression.NumberLiteral);
    }

    private static boolean isAge(Expression expression) {
        return expression instanceof Expression.Read read && isAge(read);
    }

    private static boolean isPlain(Pattern pattern, Condition condition) {
        return switch (condition) {
            case Condition.Quantified quantified -> false;
            case Condition.ForAll all -> false;
            case Condition.SameFact same -> same.left() == pattern.index() && same.right() == pattern.index();
            case Condition.Effective effective -> false;
            case Condition.Ranked ranked -> false;
            default -> References.expressions(condition).stream().allMatch(OwnPatterns::isPlain);
        };
    }

    private static boolean isPlain(Expression expression) {
        boolean[] plain = {true};
        References.aggregates(expression, aggregate -> plain[0] = false);
        return plain[0];
    }

    /** Whether time alone may change what a pattern matches. */
    static boolean changesWithTime(Pattern pattern) {
        boolean[] changes = {false};
        pattern.conditions()
                .forEach(condition -> References.reads(
                        condition,
                        read -> changes[0] |= read.property().timing().changesWithTime()));
        return changes[0];
    }

    /**
     * All bookings or surveys, each as long as nothing changed what the conditions say of it.
     *
     * @param taken what else is read of those that match
     */
    static List<Lasting<Object>> facts(Past past, Pattern pattern, List<Condition> conditions, List<Expression> taken) {
        boolean[] byState = {pattern.type() == Vocabulary.BOOKING};
        conditions.forEach(condition -> References.reads(condition, read -> byState[0] &= isSaid(read)));
        taken.forEach(expression -> References.reads(expression, read -> byState[0] &= isSaid(read)));
        if (byState[0]) {
            return read(past.statesOfBookings());
        }
        var boundaries = conditions.stream().map(TimeBoundaries::new).toList();
        Past.Named named = (client, moments) -> boundaries.forEach(each -> each.of(client, List.of(), moments));
        return pattern.type() == Vocabulary.BOOKING ? read(past.bookings(named)) : read(past.surveys(named));
    }

    @SuppressWarnings("unchecked") // nothing is ever put in
    private static List<Lasting<Object>> read(List<? extends Lasting<?>> facts) {
        return (List<Lasting<Object>>) facts;
    }

    private static boolean isSaid(Expression.Read read) {
        return SAID_BY_THE_STATE.contains(read.property().name());
    }

    /** Those that match, as long as they do. */
    static List<Lasting<Object>> matching(Past past, Pattern pattern, List<Expression> taken) {
        ConditionFunctions.Test test = new ConditionFunctions(pattern.index()).all(pattern.conditions());
        var matching = new ArrayList<Lasting<Object>>();
        for (Lasting<Object> fact : facts(past, pattern, pattern.conditions(), taken)) {
            if (test.of(fact.state(), ConditionFunctions.ALONE).holds()) {
                matching.add(fact);
            }
        }
        return matching;
    }
}
