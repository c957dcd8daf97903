package io.regulars.ranking.spends;

import io.regulars.facts.Cutoffs;
import io.regulars.facts.Cutoffs.Cut;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;

/** The least spend above each of some cuts, in the cuts' order; {@link #NOBODY}: nobody is above it. */
public final class CutSpends {
    /** The least spend above a cut that nobody is above. */
    public static final long NOBODY = Long.MAX_VALUE;

    private final long[] least;

    private CutSpends(long[] least) {
        this.least = least;
    }

    /** The least spends, in the order of the cuts. */
    public static CutSpends of(long... least) {
        return new CutSpends(least.clone());
    }

    /** While nobody has spent anything. */
    public static CutSpends ofNobody(int cuts) {
        var least = new long[cuts];
        Arrays.fill(least, NOBODY);
        return new CutSpends(least);
    }

    /** The least spends above some cuts of a ranking. */
    public static CutSpends of(SpendRanking ranking, List<Cut> cuts) {
        var least = new long[cuts.size()];
        for (int i = 0; i < least.length; i++) {
            SpendRanking.Place place = ranking.places().get(cuts.get(i));
            least[i] = place == null ? NOBODY : place.line();
        }
        return new CutSpends(least);
    }

    /** How many cuts there are. */
    public int size() {
        return least.length;
    }

    /** The least spend above a cut, by its place. */
    public long least(int cut) {
        return least[cut];
    }

    /** How many of the cuts a spend lies above. */
    public int reached(long spendMinor) {
        int reached = 0;
        for (long line : least) {
            reached += spendMinor > 0 && spendMinor >= line ? 1 : 0;
        }
        return reached;
    }

    /** The same for some cuts; one that is not among those kept has nobody above it. */
    public CutSpends of(List<Cut> kept, List<Cut> wanted) {
        var lines = new long[wanted.size()];
        for (int i = 0; i < lines.length; i++) {
            int at = kept.indexOf(wanted.get(i));
            lines[i] = at < 0 ? NOBODY : least[at];
        }
        return new CutSpends(lines);
    }

    /** Whether a spend that lay between two amounts may be above a cut by the one and not by the other. */
    public boolean isPassed(CutSpends others, long leastMinor, long mostMinor) {
        for (int i = 0; i < least.length; i++) {
            if (Math.min(least[i], others.least[i]) <= mostMinor && Math.max(least[i], others.least[i]) > leastMinor) {
                return true;
            }
        }
        return false;
    }

    /** What rules compare with. */
    public Cutoffs cutoffs(List<Cut> cuts) {
        var map = new HashMap<Cut, Long>();
        for (int i = 0; i < least.length; i++) {
            if (least[i] != NOBODY) {
                map.put(cuts.get(i), least[i]);
            }
        }
        return new Cutoffs(map);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CutSpends lines && Arrays.equals(least, lines.least);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(least);
    }

    @Override
    public String toString() {
        return Arrays.toString(least);
    }
}
