package io.regulars.rules.lookback;

import io.regulars.facts.past.Lasting;
import io.regulars.facts.values.Truth;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Whether at least one booking or survey of a kind was there, from what is known of how long each was so. */
final class Spells implements PastCondition {
    /** From each of these moments until before another. */
    private final TreeMap<Instant, Instant> spells = new TreeMap<>();

    Spells(List<Lasting<Object>> facts, Predicate<Object> wanted) {
        List<Lasting<Object>> there = facts.stream()
                .filter(fact -> wanted.test(fact.state()))
                .sorted(Comparator.comparing(Lasting::from))
                .toList();
        for (Lasting<Object> one : there) {
            Map.Entry<Instant, Instant> before = spells.lastEntry();
            if (before == null || before.getValue().isBefore(one.from())) {
                spells.put(one.from(), one.until());
            } else if (before.getValue().isBefore(one.until())) {
                spells.put(before.getKey(), one.until());
            }
        }
    }

    @Override
    public Since at(Instant moment) {
        Map.Entry<Instant, Instant> spell = spells.floorEntry(moment);
        if (spell == null) {
            return new Since(Truth.FALSE, Instant.MIN);
        }
        return spell.getValue().isAfter(moment)
                ? new Since(Truth.TRUE, spell.getKey())
                : new Since(Truth.FALSE, spell.getValue());
    }
}
