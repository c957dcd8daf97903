package io.regulars.rules.engine;

import io.regulars.rules.model.EndlessRules;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The global {@code budget} of a session: how many combinations of a client's bookings and surveys with other facts each rule may
 * still try. It is asked within the joins: Drools builds all matches of a rule before the first fires, so a limit of firings
 * would come when the memory is full.
 */
final class Budget {
    /** More for one client would keep all others waiting. */
    static final int MOST = 1_000_000;

    private final Map<CompiledRule, int[]> spent = new IdentityHashMap<>();

    /**
     * One more combination is tried.
     *
     * @throws EndlessRules if these are far too many
     */
    void spend(CompiledRule rule) {
        if (++spent.computeIfAbsent(rule, ignored -> new int[1])[0] > MOST) {
            throw new EndlessRules(
                    List.of(rule.rule().name()), "joins more than " + MOST + " bookings or surveys of a client");
        }
    }
}
