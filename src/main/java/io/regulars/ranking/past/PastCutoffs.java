package io.regulars.ranking.past;

import io.regulars.facts.Cutoffs;
import java.time.Instant;
import java.util.Collections;
import java.util.Iterator;

/** A business's spend cut-offs as they were: what others had spent decides of a client's rank, at each moment anew. */
public interface PastCutoffs {
    /** The cut-offs of a moment. */
    Cutoffs at(Instant moment);

    /**
     * The moments after the one and before the other at which a cut-off moved past a spend that lay between these, the
     * latest first: whoever looks back seldom looks far.
     */
    Iterator<Instant> passed(Spends spends, Instant after, Instant before);

    /** What a client spent, from the least to the most, asked only where it matters. */
    @FunctionalInterface
    interface Spends {
        long[] leastAndMost();
    }

    /** Cut-offs that have always been so. */
    static PastCutoffs always(Cutoffs cutoffs) {
        return new PastCutoffs() {
            @Override
            public Cutoffs at(Instant moment) {
                return cutoffs;
            }

            @Override
            public Iterator<Instant> passed(Spends spends, Instant after, Instant before) {
                return Collections.emptyIterator();
            }
        };
    }

    /** The same, where it is known that no cut-off has passed the client's spend before a moment. */
    default PastCutoffs unpassedBefore(Instant moment) {
        PastCutoffs all = this;
        return new PastCutoffs() {
            @Override
            public Cutoffs at(Instant when) {
                return all.at(when);
            }

            @Override
            public Iterator<Instant> passed(Spends spends, Instant after, Instant before) {
                Instant from = after.isBefore(moment) ? moment.minusNanos(1) : after;
                return from.isBefore(before) && moment.isBefore(before)
                        ? all.passed(spends, from, before)
                        : Collections.emptyIterator();
            }
        };
    }
}
