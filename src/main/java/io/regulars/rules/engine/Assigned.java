package io.regulars.rules.engine;

import io.regulars.rules.Assignment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The segments of one client; of several rules for one, the first in order gives the reason. */
final class Assigned {
    private final Map<String, Chosen> chosen = new TreeMap<>();
    private final Winners winners;

    private record Chosen(CompiledRule rule, Object[] facts) {}

    /** Of which somebody hears what wins in a group. */
    Assigned(Firings watcher) {
        this.winners = new Winners(watcher);
    }

    void add(CompiledRule rule, Object[] facts) {
        if (!winners.holdsBack(rule, facts)) {
            choose(rule, facts);
        }
    }

    private void choose(CompiledRule rule, Object[] facts) {
        for (Values.Value name : rule.names()) {
            if (name.of(null, facts) instanceof String segment) {
                Chosen other = chosen.get(segment);
                if (other == null || rule.order() < other.rule().order()) {
                    chosen.put(segment, new Chosen(rule, facts));
                }
            }
        }
    }

    List<Assignment> all() {
        winners.each(this::choose);
        var all = new ArrayList<Assignment>(chosen.size());
        chosen.forEach((segment, by) -> all.add(new Assignment(
                segment, by.rule().rule().name(), () -> by.rule().reasons().because(by.facts()))));
        return all;
    }
}
