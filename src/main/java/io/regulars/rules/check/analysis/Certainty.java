package io.regulars.rules.check.analysis;

import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.References;
import java.util.List;

/** Whether conditions are always true or false of a client: counts and sums are never unknown. */
public final class Certainty {
    private Certainty() {}

    /** Whether one of these may be unknown; perhaps yes too often, never no. */
    public static boolean mayBeUnknown(List<Condition> conditions) {
        boolean[] perhaps = new boolean[1];
        conditions.forEach(condition -> References.conditions(
                condition,
                part -> References.expressions(part).forEach(expression -> {
                    if (!(part instanceof Condition.Known)
                            && !Quantity.of(expression).all().unknownOnly().isEmpty()) {
                        perhaps[0] = true;
                    }
                })));
        return perhaps[0];
    }
}
