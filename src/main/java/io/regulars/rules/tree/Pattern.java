package io.regulars.rules.tree;

import io.regulars.facts.vocabulary.FactType;
import io.regulars.facts.vocabulary.Vocabulary;
import java.util.List;

/**
 * A fact that must be there: {@code $b : Booking( status == COMPLETED )}.
 *
 * @param index its number among the facts of the rule; 0 is the client, to whom all others belong
 * @param conditions all must be true
 */
public record Pattern(int index, FactType<?> type, List<Condition> conditions, Position position) {
    public Pattern {
        conditions = List.copyOf(conditions);
    }

    /** Whether it matches the client's own bookings or surveys, which they carry with them. */
    public boolean ofOwnHistory() {
        return isOwnHistory(type);
    }

    /** Whether facts of a type are the client's own history. */
    public static boolean isOwnHistory(FactType<?> type) {
        return type == Vocabulary.BOOKING || type == Vocabulary.SURVEY;
    }
}
