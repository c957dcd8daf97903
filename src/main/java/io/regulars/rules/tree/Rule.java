package io.regulars.rules.tree;

import java.util.List;

/**
 * One rule, read and checked.
 *
 * @param salience higher fires first
 * @param when the first element matches the client; conditions on own history ({@code exists Booking}) are among its
 *     conditions
 * @param then what it does
 */
public record Rule(String name, Position position, int salience, List<Element> when, List<Action> then) {
    public Rule {
        when = List.copyOf(when);
        then = List.copyOf(then);
    }

    /** Whether it assigns segments (phase one); else it starts or tags (phase two). Never both. */
    public boolean assigns() {
        return then.getFirst() instanceof Action.AssignSegment;
    }
}
