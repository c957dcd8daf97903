package io.regulars.rules.engine;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Of the rules of an activation-group that fire for one client, the first by salience, file and line. Drools counts a group
 * per session, which holds many clients here.
 */
final class ActivationGroupWinners {
    private final Map<String, Fired> first = new TreeMap<>();

    private final FiringListener watcher;

    ActivationGroupWinners(FiringListener watcher) {
        this.watcher = watcher;
    }

    private record Fired(CompiledRule rule, Object[] facts) {}

    /** Whether the rule is in a group, and so waits until all have fired. */
    boolean holdsBack(CompiledRule rule, Object[] facts) {
        String group = rule.rule().activationGroup();
        if (group == null) {
            return false;
        }
        first.merge(group, new Fired(rule, facts), (a, b) -> b.rule.order() < a.rule.order() ? b : a);
        return true;
    }

    /** The winner of each group, once all have fired. */
    void each(BiConsumer<CompiledRule, Object[]> fired) {
        first.values().forEach(winner -> {
            watcher.fired(winner.rule, winner.facts);
            fired.accept(winner.rule, winner.facts);
        });
    }
}
