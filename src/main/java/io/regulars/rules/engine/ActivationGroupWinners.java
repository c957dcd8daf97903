package io.regulars.rules.engine;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;

/**
 * Of the rules of an activation-group that fire for one client, the first by salience, file and line, and of this rule's firings
 * that with the earliest facts. Drools counts a group per session, which holds many clients here.
 */
final class ActivationGroupWinners {
    private final Map<String, Fired> first = new TreeMap<>();

    private final FiringListener watcher;

    ActivationGroupWinners(FiringListener watcher) {
        this.watcher = watcher;
    }

    /** Whether the rule is in a group, and so waits until all have fired. */
    boolean holdsBack(Fired fired) {
        String group = fired.rule().rule().activationGroup();
        if (group == null) {
            return false;
        }
        first.merge(group, fired, BinaryOperator.minBy(Fired.BY_RULE));
        return true;
    }

    /** The winner of each group, once all have fired. */
    void each(Consumer<Fired> won) {
        first.values().forEach(winner -> {
            watcher.fired(winner);
            won.accept(winner);
        });
    }
}
