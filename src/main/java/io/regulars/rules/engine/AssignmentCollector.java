package io.regulars.rules.engine;

import io.regulars.rules.model.Assignment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The segments of one client; of several rules for one, the first in order gives the reason. */
final class AssignmentCollector implements AssignsSegments {
    private final List<String> segments = new ArrayList<>();
    private final List<Fired> chosen = new ArrayList<>();
    private final ActivationGroupWinners winners;
    private final FiringListener watcher;

    private record Because(Fired fired) implements Supplier<String> {
        @Override
        public String get() {
            return fired.rule().reasons().because(fired.facts());
        }
    }

    /** Of which somebody hears what counts. */
    AssignmentCollector(FiringListener watcher) {
        this.winners = new ActivationGroupWinners(watcher);
        this.watcher = watcher;
    }

    @Override
    public void assign(Fired by, @Nullable String segment) {
        if (!winners.holdsBack(by)) {
            watcher.fired(by);
            choose(by, segment);
        }
    }

    /** They are few, and kept in order: cheaper than a map for each client. */
    private void choose(Fired by, @Nullable String segment) {
        if (segment == null) {
            return;
        }
        int place = Collections.binarySearch(segments, segment);
        if (place < 0) {
            segments.add(-place - 1, segment);
            chosen.add(-place - 1, by);
        } else if (Fired.BY_RULE.compare(by, chosen.get(place)) < 0) {
            chosen.set(place, by);
        }
    }

    List<Assignment> all() {
        winners.each(won -> {
            for (int i = 0; i < won.rule().names().size(); i++) {
                choose(won, won.name(i));
            }
        });
        var all = new ArrayList<Assignment>(chosen.size());
        for (int i = 0; i < segments.size(); i++) {
            Fired by = chosen.get(i);
            all.add(new Assignment(segments.get(i), by.rule().rule().name(), new Because(by)));
        }
        return all;
    }
}
