package io.regulars.rules.lookback;

import io.regulars.facts.Vocabulary;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Pattern;
import io.regulars.rules.tree.References;
import java.util.Set;

/** Finds the patterns over bookings that can be decided from each state of each booking by itself. */
final class SingleStatePatterns {
    private static final Set<String> SAID_BY_THE_STATE = Set.of(
            "service",
            "category",
            "status",
            "startsAt",
            "endsAt",
            "bookedAt",
            "startHour",
            "weekday",
            "staff",
            "location",
            "channel");

    private SingleStatePatterns() {}

    /** Whether a booking's own state says if it matches. */
    static boolean tells(Pattern pattern) {
        boolean[] tells = {pattern.type() == Vocabulary.BOOKING};
        pattern.conditions().forEach(condition -> {
            References.reads(condition, read -> tells[0] &= tells(pattern, read));
            References.conditions(condition, part -> tells[0] &= isPlain(part));
        });
        return tells[0];
    }

    /** Whether it says too what a name is that is made of it. */
    static boolean tells(Pattern pattern, Expression name) {
        boolean[] tells = {tells(pattern)};
        References.reads(name, read -> tells[0] &= tells(pattern, read));
        References.aggregates(name, aggregate -> tells[0] = false);
        return tells[0];
    }

    private static boolean tells(Pattern pattern, Expression.Read read) {
        return read.pattern() == pattern.index()
                && read.factType() == Vocabulary.BOOKING
                && SAID_BY_THE_STATE.contains(read.property().name());
    }

    private static boolean isPlain(Condition condition) {
        return switch (condition) {
            case Condition.Quantified quantified -> false;
            case Condition.ForAll all -> false;
            case Condition.SameFact same -> false;
            case Condition.Effective effective -> false;
            case Condition.Ranked ranked -> false;
            default -> References.expressions(condition).stream().allMatch(SingleStatePatterns::isPlain);
        };
    }

    private static boolean isPlain(Expression expression) {
        boolean[] plain = {true};
        References.aggregates(expression, aggregate -> plain[0] = false);
        return plain[0];
    }
}
