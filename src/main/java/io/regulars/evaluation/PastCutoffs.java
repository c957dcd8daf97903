package io.regulars.evaluation;

import io.regulars.facts.Cutoffs;
import java.time.Instant;
import java.util.List;

/** A business's spend cut-offs as they were: what others spent decides of a client's rank, at each moment anew. */
interface PastCutoffs {
    /** The cut-offs of a moment; before the first that are known, the first. */
    Cutoffs at(Instant moment);

    /** The moments after the one and before the other at which a cut-off moved past a spend that lay between these. */
    List<Instant> passed(Spends spends, Instant after, Instant before);

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
            public List<Instant> passed(Spends spends, Instant after, Instant before) {
                return List.of();
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
            public List<Instant> passed(Spends spends, Instant after, Instant before) {
                Instant from = after.isBefore(moment) ? moment.minusNanos(1) : after;
                return from.isBefore(before) ? all.passed(spends, from, before) : List.of();
            }
        };
    }
}
