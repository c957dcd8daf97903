package io.regulars.facts;

import io.regulars.facts.values.Truth;
import java.util.Map;

/**
 * A population's spend cut-offs: for each percentile that a release names, the least spend that lies above it.
 *
 * <p>Among the business's clients with spend &gt; 0 (n of them, {@code more} who spent strictly more),
 * {@code spendPercentile > p} ⇔ {@code 100·(n − more) > p·n}; that is a comparison of the client's spend with one number.
 */
public record Cutoffs(Map<Cut, Long> leastSpendMinor) {
    /** Nobody spent anything yet. */
    public static final Cutoffs NONE = new Cutoffs(Map.of());

    public Cutoffs {
        leastSpendMinor = Map.copyOf(leastSpendMinor);
    }

    /**
     * One line through the ranking.
     *
     * @param percentile the literal of the rule in thousandths, 0 to 100,000
     * @param strict true for {@code >} and {@code <=}, false for {@code >=} and {@code <}
     */
    public record Cut(int percentile, boolean strict) {}

    /** Whether a spend lies above a cut; unknown of a spend of 0 or less, which has no rank. Nobody reaches a cut without an entry. */
    public Truth above(Cut cut, long spendMinor) {
        Long least = leastSpendMinor.get(cut);
        return spendMinor <= 0 ? Truth.UNKNOWN : Truth.of(least != null && spendMinor >= least);
    }

    /** How many of the cuts a spend lies above; they are nested, so the number says which. */
    public int reached(long spendMinor) {
        int reached = 0;
        if (spendMinor > 0) {
            for (long least : leastSpendMinor.values()) {
                reached += spendMinor >= least ? 1 : 0;
            }
        }
        return reached;
    }
}
