package io.regulars.facts.past;

import io.regulars.facts.values.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/** The states of one kind of thing in the order of the local days that they are about. */
final class Shelf<S> {
    private final List<Lasting<S>> all;
    private final int[] days;

    Shelf(List<Lasting<S>> states, ToIntFunction<S> day) {
        record Placed<S>(Lasting<S> lasting, int day) {}
        // stable: of one day they stay in the order of their history
        var placed = states.stream()
                .map(lasting -> new Placed<>(lasting, day.applyAsInt(lasting.state())))
                .sorted(Comparator.comparingInt(Placed::day))
                .toList();
        all = placed.stream().map(Placed::lasting).toList();
        days = placed.stream().mapToInt(Placed::day).toArray();
    }

    List<Lasting<S>> all() {
        return all;
    }

    /** How many lie within a window: so many are gone through to choose among them. */
    int size(Window window) {
        return place(window.last(), true) - place(window.first(), false);
    }

    /** Those within a window that pass. */
    List<S> choose(Window window, Wanted wanted) {
        var chosen = new ArrayList<S>();
        int end = place(window.last(), true);
        for (int i = place(window.first(), false); i < end; i++) {
            if (wanted.test(all.get(i), days[i])) {
                chosen.add(all.get(i).state());
            }
        }
        return chosen;
    }

    /** Chooses by a state and the day that it is about. */
    @FunctionalInterface
    interface Wanted {
        boolean test(Lasting<?> lasting, int day);
    }

    /** How many days lie before a day, or up to it. */
    private int place(long day, boolean after) {
        int low = 0;
        int high = days.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (days[middle] < day || after && days[middle] == day) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
