package io.regulars.rules.engine;

import io.regulars.rules.interpret.ExpressionFunctions;
import io.regulars.rules.model.Assignment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/** The segments of one client; of several rules for one, the first in order gives the reason. */
final class AssignmentCollector {
    private final List<String> segments = new ArrayList<>();
    private final List<Chosen> chosen = new ArrayList<>();
    private final ActivationGroupWinners winners;

    private record Chosen(CompiledRule rule, Object[] facts) implements Supplier<String> {
        @Override
        public String get() {
            return rule.reasons().because(facts);
        }
    }

    /** Of which somebody hears what wins in a group. */
    AssignmentCollector(FiringListener watcher) {
        this.winners = new ActivationGroupWinners(watcher);
    }

    void add(CompiledRule rule, Object[] facts) {
        if (!winners.holdsBack(rule, facts)) {
            choose(rule, facts);
        }
    }

    private void choose(CompiledRule rule, Object[] facts) {
        for (ExpressionFunctions.Value name : rule.names()) {
            if (name.of(null, facts) instanceof String segment) {
                choose(segment, rule, facts);
            }
        }
    }

    /** They are few, and kept in order: cheaper than a map for each client. */
    private void choose(String segment, CompiledRule rule, Object[] facts) {
        int place = Collections.binarySearch(segments, segment);
        if (place < 0) {
            segments.add(-place - 1, segment);
            chosen.add(-place - 1, new Chosen(rule, facts));
        } else if (rule.order() < chosen.get(place).rule().order()) {
            chosen.set(place, new Chosen(rule, facts));
        }
    }

    List<Assignment> all() {
        winners.each(this::choose);
        var all = new ArrayList<Assignment>(chosen.size());
        for (int i = 0; i < segments.size(); i++) {
            Chosen by = chosen.get(i);
            all.add(new Assignment(segments.get(i), by.rule.rule().name(), by));
        }
        return all;
    }
}
