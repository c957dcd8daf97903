package io.regulars.facts.past;

import io.regulars.facts.history.Activity;
import io.regulars.facts.values.Window;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** The activities of a kind in their order, of which those of a stretch are found without going through the others: none ever ends. */
final class RunningActivities {
    private final Past past;
    private final List<Activity> all;

    RunningActivities(Past past, Predicate<Activity> kind) {
        this.past = past;
        this.all = past.history().activities().stream()
                .filter(kind)
                .sorted(Comparator.comparing(Activity::occurredAt))
                .toList();
    }

    /** Those until a moment. */
    List<Activity> until(Instant moment) {
        return all.subList(0, first(activity -> activity.occurredAt().isAfter(moment)));
    }

    /** Those until a moment of days within a window, which ends with that moment's. */
    List<Activity> until(Instant moment, Window window) {
        int from = first(activity -> past.day(activity.occurredAt()) >= window.first());
        int end = first(activity -> activity.occurredAt().isAfter(moment));
        return all.subList(Math.min(from, end), end);
    }

    /** The place of the first of which something is so, as of all behind it. */
    private int first(Predicate<Activity> isSo) {
        int low = 0;
        int high = all.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (isSo.test(all.get(middle))) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
