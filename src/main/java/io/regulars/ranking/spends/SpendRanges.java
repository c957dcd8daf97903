package io.regulars.ranking.spends;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Amounts from one to another, joined where they touch; {@code [10, 30) + [20, 40) = [10, 40)}. */
public final class SpendRanges {
    private final NavigableMap<Long, Long> ranges = new TreeMap<>();

    /** Adds the amounts from one to another, which is left out. */
    public void add(long from, long to) {
        if (from >= to) {
            return;
        }
        long low = from;
        long high = to;
        Map.Entry<Long, Long> touching = ranges.floorEntry(to);
        while (touching != null && touching.getValue() >= low) {
            low = Math.min(low, touching.getKey());
            high = Math.max(high, touching.getValue());
            ranges.remove(touching.getKey());
            touching = ranges.floorEntry(to);
        }
        ranges.put(low, high);
    }

    /** Whether no amount lies in them. */
    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    /** Whether an amount lies in them. */
    public boolean has(long amount) {
        Map.Entry<Long, Long> range = ranges.floorEntry(amount);
        return range != null && amount < range.getValue();
    }

    /** One range of amounts. */
    public record Range(long from, long to) {}

    /** At most so many, which cover all of them: those between which the gaps are least are joined. */
    public List<Range> atMost(int most) {
        var list = new ArrayList<Range>();
        ranges.forEach((from, to) -> list.add(new Range(from, to)));
        while (list.size() > most) {
            int join = 0;
            for (int i = 1; i + 1 < list.size(); i++) {
                join = gap(list, i) < gap(list, join) ? i : join;
            }
            list.set(join, new Range(list.get(join).from, list.remove(join + 1).to));
        }
        return list;
    }

    private static long gap(List<Range> list, int at) {
        return list.get(at + 1).from - list.get(at).to;
    }
}
