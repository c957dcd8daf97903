package io.regulars.rules.tree;

import io.regulars.facts.FactType;
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
}
