package io.regulars.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.Cutoffs.Cut;
import io.regulars.platform.Database;
import io.regulars.testing.TestBusinesses;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SpendCutoffsIT {
    private static final Cut TOP = new Cut(80_000, true);

    @Inject
    TestBusinesses businesses;

    @Inject
    Database database;

    @Test
    void theTopFifthIsCountedInWholeClients() {
        assertThat(top(10)).containsExactly(10);
        assertThat(top(10, 20)).containsExactly(20);
        assertThat(top(10, 20, 30)).containsExactly(30);
        assertThat(top(10, 20, 30, 40, 50)).containsExactly(50);
        assertThat(top(LongStream.rangeClosed(1, 20).toArray())).containsExactly(17, 18, 19, 20);
    }

    @Test
    void tiesShareTheirRank() {
        assertThat(top(10, 20, 30, 50, 50)).containsExactly(50, 50);
        assertThat(top(10, 10, 10, 10, 10)).containsExactly(10, 10, 10, 10, 10);
    }

    @Test
    void whoSpentNothingIsNotCounted() {
        assertThat(top(0, 0, 0, 0, 0, 10, 20)).containsExactly(20);
        assertThat(top(0, -5)).isEmpty();
    }

    @Test
    void everyCutOfEveryPopulationIsWhatCountingGives() {
        for (long seed = 1; seed <= 15; seed++) {
            var random = new Random(seed);
            long[] spends = random.longs(1 + random.nextInt(30), 0, 12).toArray();
            Set<Cut> cuts = new HashSet<>();
            for (int percentile : new int[] {0, 10_000, 33_333, 50_000, 80_000, 95_500, 100_000}) {
                cuts.add(new Cut(percentile, true));
                cuts.add(new Cut(percentile, false));
            }
            Cutoffs cutoffs = cutoffs(cuts, spends);
            for (Cut cut : cuts) {
                for (long spend : spends) {
                    if (spend > 0) {
                        assertThat(cutoffs.above(cut, spend))
                                .as("seed %d, %s, %d of %s", seed, cut, spend, Arrays.toString(spends))
                                .isEqualTo(naive(cut, spend, spends));
                    }
                }
            }
        }
    }

    private static boolean naive(Cut cut, long spend, long[] spends) {
        long n = Arrays.stream(spends).filter(other -> other > 0).count();
        long more = Arrays.stream(spends).filter(other -> other > spend).count();
        long left = 100_000 * (n - more);
        long right = cut.percentile() * n;
        return cut.strict() ? left > right : left >= right;
    }

    private long[] top(long... spends) {
        Cutoffs cutoffs = cutoffs(Set.of(TOP), spends);
        return Arrays.stream(spends)
                .filter(spend -> spend > 0 && cutoffs.above(TOP, spend))
                .toArray();
    }

    private Cutoffs cutoffs(Set<Cut> cuts, long... spends) {
        var salon = businesses.fresh();
        var stored = new StoredHistory(database, salon.id());
        for (int i = 0; i < spends.length; i++) {
            stored.spend("c-" + i, spends[i]);
        }
        return database.transaction(tx -> SpendCutoffs.load(tx, salon.id(), cuts));
    }
}
