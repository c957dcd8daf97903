package io.regulars.ranking.spends;

import io.regulars.facts.Cutoffs;
import io.regulars.facts.Cutoffs.Cut;
import io.regulars.facts.past.SpendOverTime.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The clients of a business who spent anything, ranked by spend upwards, and where the cuts of the rules lie in that
 * order. A changed spend moves a cut by a step or two along the levels, wherever it lies and however many clients there
 * are.
 * <pre>
 *   spends 10 20 20 30 40, "spendPercentile > 80" → position 5 → Place(spend 40, below 4, at 1)
 *   one 20 becomes 50                             → position 5 → one level up: Place(spend 50, below 4, at 1)
 * </pre>
 *
 * <p>Of n clients, positions from 1, a spend s with {@code more} above it has its last client at position n − more.
 * {@code 100·(n − more) > p·n} holds from the least position i with {@code 100·i > p·n} on, so the spend at that position is
 * the cut-off, and ties share it.
 *
 * @param population how many clients are ranked
 */
public record SpendRanking(long population, Map<Cut, Place> places) {
    public SpendRanking {
        places = Map.copyOf(places);
    }

    /**
     * Where a cut lies.
     *
     * @param spendMinor the least spend above the cut; empty: nobody is
     * @param below how many spent less
     * @param at how many spent exactly that
     */
    public record Place(OptionalLong spendMinor, long below, long at) {
        /** Where nobody is above the cut. */
        public static Place beyond(long population) {
            return new Place(OptionalLong.empty(), population, 0);
        }

        /** Beyond every spend where nobody is above the cut. */
        public long line() {
            return spendMinor.orElse(Long.MAX_VALUE);
        }

        private static Place at(SpendLevels.Level level, long below) {
            return new Place(OptionalLong.of(level.spendMinor()), below, level.clients());
        }

        private Place after(SpendChanges changes) {
            return new Place(spendMinor, below + changes.below(line()), at + changes.at(line()));
        }
    }

    /**
     * The ranking after some spends have changed.
     *
     * @param levels as they are after the changes
     */
    public SpendRanking after(SpendChanges changes, SpendLevels levels) {
        long count = population + changes.all();
        var moved = new HashMap<Cut, Place>();
        places.forEach((cut, place) -> moved.put(cut, find(position(cut, count), count, place.after(changes), levels)));
        return new SpendRanking(count, moved);
    }

    /**
     * Whether a spend surely lay above the same cuts all along the steps that led here. That is counted from how many were
     * ranked then, and how many of them had spent as little; where a cut-off lay among the levels is not looked for.
     *
     * @param steps the last ones of anybody, in order
     */
    public boolean surelyRankedSo(long spendMinor, List<Step> steps) {
        long ranked = population;
        long asLittle = 0;
        for (int last = steps.size() - 1; last >= 0 && spendMinor > 0; last--) {
            Step step = steps.get(last);
            ranked += (step.fromMinor() > 0 ? 1 : 0) - (step.toMinor() > 0 ? 1 : 0);
            asLittle += isAsLittle(step.fromMinor(), spendMinor) - isAsLittle(step.toMinor(), spendMinor);
            for (var cut : places.entrySet()) {
                Place place = cut.getValue();
                long position = position(cut.getKey(), ranked);
                boolean stays = spendMinor >= place.line()
                        ? position <= place.below + place.at + asLittle
                        : position > Math.min(place.below + asLittle, ranked);
                if (!stays) {
                    return false;
                }
            }
        }
        return true;
    }

    private static int isAsLittle(long spentMinor, long spendMinor) {
        return spentMinor > 0 && spentMinor <= spendMinor ? 1 : 0;
    }

    /** What rules compare a spend with. */
    public Cutoffs cutoffs() {
        var least = new HashMap<Cut, Long>();
        places.forEach((cut, place) -> place.spendMinor().ifPresent(spend -> least.put(cut, spend)));
        return new Cutoffs(least);
    }

    /** The least position from 1 that lies above a cut among so many clients; beyond them if none does. */
    public static long position(Cut cut, long population) {
        // percentiles are in thousandths, so 100·i > p·n is 100,000·i > percentile·n
        long line = Math.multiplyExact((long) cut.percentile(), population);
        long position = cut.strict() ? Math.floorDiv(line, 100_000) + 1 : Math.ceilDiv(line, 100_000);
        return Math.max(position, 1);
    }

    private static Place find(long position, long population, Place from, SpendLevels levels) {
        if (position > population) {
            return Place.beyond(population);
        }
        Place place = from;
        while (position <= place.below || position > place.below + place.at) {
            boolean down = position <= place.below;
            Optional<SpendLevels.Level> next = down ? levels.below(place.line()) : levels.above(place.line());
            if (next.isEmpty()) {
                // levels that were read a moment later than the place; the next look puts it right
                return place;
            }
            long passed = down ? -next.get().clients() : place.at;
            place = Place.at(next.get(), place.below + passed);
        }
        return place;
    }
}
