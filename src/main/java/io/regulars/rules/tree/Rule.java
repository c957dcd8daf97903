package io.regulars.rules.tree;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One rule, read and checked; of a rule whose patterns are joined by {@code or}, one branch.
 *
 * @param branch which of its branches, from 0; all have one name
 * @param salience higher fires first
 * @param activationGroup of the rules that fire for a client, only the first of a group counts; null: in none
 * @param metadata what stands behind {@code @}, in the order written
 * @param when the first element matches the client; conditions on own history ({@code exists Booking}) are among its
 *     conditions
 * @param then what it does; all of one phase
 */
public record Rule(
        String name,
        int branch,
        Position position,
        int salience,
        @Nullable String activationGroup,
        Map<String, String> metadata,
        List<Element> when,
        List<Action> then) {
    public Rule {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        when = List.copyOf(when);
        then = List.copyOf(then);
    }

    /** Whether it assigns segments (phase one). */
    public boolean assigns() {
        return then.getFirst() instanceof Action.AssignSegment;
    }

    /** Whether it concludes findings, which other rules match. */
    public boolean concludes() {
        return then.getFirst() instanceof Action.Conclude;
    }
}
