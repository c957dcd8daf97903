package io.regulars.rules.interpret;

import io.regulars.facts.Client;
import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.rules.tree.Pattern;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goes through those of the client's own bookings or surveys that match a pattern, for {@code exists}, {@code not},
 * {@code forall} and {@code accumulate}: those that a session gathered, or without a session all that the client carries.
 */
final class HistoryMatcher {
    private final int outerPattern;
    private final int index;
    private final boolean bookings;
    private final ConditionFunctions.Test test;

    /** For a condition on the fact of {@code outerPattern}; -1 if all facts are among the others. */
    HistoryMatcher(Pattern pattern, int outerPattern) {
        this.outerPattern = outerPattern;
        this.index = pattern.index();
        this.bookings = pattern.type() == Vocabulary.BOOKING;
        this.test = new ConditionFunctions(pattern.index()).all(pattern.conditions());
    }

    /** What is asked of a match. */
    @FunctionalInterface
    interface Asked {
        boolean of(Object fact, Object[] others);
    }

    boolean any(@Nullable Object own, Object[] others) {
        return !every(own, others, (fact, outer) -> false);
    }

    /** Whether all matches answer yes; it stops at the first that does not. */
    boolean every(@Nullable Object own, Object[] others, Asked asked) {
        Object[] outer = with(own, others);
        if (index < others.length && others[index] instanceof Gathered gathered) {
            return every(gathered.facts(), gathered.areMatching(), outer, asked);
        }
        Client client = (Client) outer[0];
        return every(bookings ? client.bookingFacts() : client.surveyFacts(), false, outer, asked);
    }

    /** The client whose history it is. */
    Client client(@Nullable Object own, Object[] others) {
        return (Client) with(own, others)[0];
    }

    private boolean every(List<?> facts, boolean areMatching, Object[] outer, Asked asked) {
        for (int i = 0; i < facts.size(); i++) {
            Object fact = facts.get(i);
            if ((areMatching || test.of(fact, outer).holds()) && !asked.of(fact, outer)) {
                return false;
            }
        }
        return true;
    }

    private Object[] with(@Nullable Object own, Object[] others) {
        if (outerPattern < 0 || own == null) {
            return others;
        }
        Object[] all = Arrays.copyOf(others, Math.max(others.length, outerPattern + 1));
        all[outerPattern] = own;
        return all;
    }
}
