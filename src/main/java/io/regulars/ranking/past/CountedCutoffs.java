package io.regulars.ranking.past;

import io.regulars.facts.Client;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.Cutoffs.Cut;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.facts.history.History;
import io.regulars.ranking.spends.SpendRanking;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Cut-offs of a population that is small enough to be counted each time: some clients whose spend stands, and one whose
 * spend moves among them.
 */
public record CountedCutoffs(Set<Cut> cuts, List<Long> othersMinor) {
    public CountedCutoffs {
        cuts = Set.copyOf(cuts);
        othersMinor = List.copyOf(othersMinor);
    }

    /** While the one has spent so much. */
    public Cutoffs with(long ownMinor) {
        if (cuts.isEmpty()) {
            return Cutoffs.NONE;
        }
        long[] spends = LongStream.concat(
                        LongStream.of(ownMinor), othersMinor.stream().mapToLong(Long::longValue))
                .filter(spend -> spend > 0)
                .sorted()
                .toArray();
        var least = new HashMap<Cut, Long>();
        for (Cut cut : cuts) {
            long position = SpendRanking.position(cut, spends.length);
            if (position <= spends.length) {
                least.put(cut, spends[(int) position - 1]);
            }
        }
        return new Cutoffs(least);
    }

    /** As they were at each moment of a history; they move only with the one's own spend. */
    public PastCutoffs past(BusinessSettings business, History history) {
        return new PastCutoffs() {
            @Override
            public Cutoffs at(Instant moment) {
                return cuts.isEmpty()
                        ? Cutoffs.NONE
                        : with(Client.of(business, history.at(moment), moment, Cutoffs.NONE)
                                .spendMinor());
            }

            @Override
            public Iterator<Instant> passed(Spends spends, Instant after, Instant before) {
                return Collections.emptyIterator();
            }
        };
    }
}
