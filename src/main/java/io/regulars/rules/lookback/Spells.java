package io.regulars.rules.lookback;

import io.regulars.facts.Past;
import io.regulars.facts.Truth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Whether at least one booking of a kind was there, as it is told by what each state of each says by itself. */
final class Spells implements PastCondition {
    /** From each of these moments until before another. */
    private final TreeMap<Instant, Instant> spells = new TreeMap<>();

    Spells(Past past, Predicate<Past.Episode> wanted) {
        List<Past.Episode> episodes = new ArrayList<>(past.episodes());
        episodes.removeIf(wanted.negate());
        episodes.sort(Comparator.comparing(Past.Episode::from));
        for (Past.Episode episode : episodes) {
            Map.Entry<Instant, Instant> before = spells.lastEntry();
            if (before == null || before.getValue().isBefore(episode.from())) {
                spells.put(episode.from(), episode.until());
            } else if (before.getValue().isBefore(episode.until())) {
                spells.put(before.getKey(), episode.until());
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
