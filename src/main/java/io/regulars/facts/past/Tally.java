package io.regulars.facts.past;

import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;

/** How often each of several things is there, in their order. */
public final class Tally<K> {
    private final TreeMap<K, Integer> counts = new TreeMap<>();

    /** One more. */
    public void add(K one) {
        counts.merge(one, 1, Integer::sum);
    }

    /** One less, which must be there. */
    public void remove(K one) {
        counts.computeIfPresent(one, (same, count) -> count == 1 ? null : count - 1);
    }

    /** Counts what each state that is there has of it. */
    <S> Rewind.Present<S> of(Function<S, K> what) {
        return new Rewind.Present<>() {
            @Override
            public void enters(S state) {
                add(what.apply(state));
            }

            @Override
            public void leaves(S state) {
                remove(what.apply(state));
            }
        };
    }

    /** The different ones, each with how often it is there. */
    public NavigableMap<K, Integer> counts() {
        return counts;
    }
}
