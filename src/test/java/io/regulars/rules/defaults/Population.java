package io.regulars.rules.defaults;

import io.regulars.facts.Cutoffs;
import io.regulars.facts.Cutoffs.Cut;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** What all clients of a business have spent, in minor units, and the cut-offs that follow by the definition itself. */
record Population(long... spends) {
    /** {@code spendPercentile > p} ⇔ {@code 100·(n − more) > p·n} among those who spent anything. */
    boolean isAbove(int percentile, long spend) {
        long among = spenders().count();
        long more = spenders().filter(other -> other > spend).count();
        return 100 * (among - more) > percentile * among;
    }

    /** The least spend above a percentile. */
    Cutoffs above(int percentile) {
        Optional<Long> least =
                spenders().filter(spend -> isAbove(percentile, spend)).boxed().min(Long::compare);
        return new Cutoffs(least.map(spend -> Map.of(new Cut(percentile * 1000, true), spend))
                .orElse(Map.of()));
    }

    private LongStream spenders() {
        return LongStream.of(spends).filter(spend -> spend > 0);
    }
}
