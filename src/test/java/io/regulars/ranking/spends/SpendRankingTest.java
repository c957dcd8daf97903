package io.regulars.ranking.spends;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.Cutoffs.Cut;
import io.regulars.facts.past.SpendOverTime.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

public class SpendRankingTest {
    private static final Cut TOP = new Cut(80_000, true);

    @Test
    void theTopFifthIsCountedInWholeClients() {
        assertThat(top(10)).containsExactly(10L);
        assertThat(top(10, 20)).containsExactly(20L);
        assertThat(top(10, 20, 30)).containsExactly(30L);
        assertThat(top(10, 20, 30, 40, 50)).containsExactly(50L);
        assertThat(top(LongStream.rangeClosed(1, 20).toArray())).containsExactly(17L, 18L, 19L, 20L);
    }

    @Test
    void tiesShareTheirRank() {
        assertThat(top(10, 20, 30, 50, 50)).containsExactly(50L, 50L);
        assertThat(top(10, 10, 10, 10, 10)).containsExactly(10L, 10L, 10L, 10L, 10L);
    }

    @Test
    void whoSpentNothingIsNotRanked() {
        assertThat(top(0, 0, 0, 0, 0, 10, 20)).containsExactly(20L);
        assertThat(top(0, -5)).isEmpty();
    }

    @Test
    void whateverChangesEveryCutLiesWhereCountingPutsIt() {
        Set<Cut> cuts = cuts();
        for (long seed = 1; seed <= 25; seed++) {
            var random = new Random(seed);
            var shop = new Shop(cuts);
            int most = 1 + random.nextInt(200);
            int kinds = 1 + random.nextInt(40);
            for (int step = 0; step < 40; step++) {
                shop.change(random, most, kinds);
                assertThat(shop.ranking.population())
                        .as("seed %d, step %d", seed, step)
                        .isEqualTo(shop.ranked().size());
                for (Cut cut : cuts) {
                    for (long spend : new HashSet<>(shop.ranked())) {
                        assertThat(shop.ranking.cutoffs().above(cut, spend).holds())
                                .as("seed %d, step %d, %s, %d", seed, step, cut, spend)
                                .isEqualTo(naive(cut, spend, shop.ranked()));
                    }
                }
            }
        }
    }

    @Test
    void aChangedSpendIsReachedInStepsAndNotByCounting() {
        var shop = new Shop(Set.of(TOP));
        for (long client = 0; client < 2_000; client++) {
            shop.spend(client, 10 + client % 500);
        }
        shop.looks = 0;
        shop.spend(7L, 100_000);
        shop.spend(2_001L, 5);
        shop.spend(8L, 0);
        assertThat(shop.looks).isLessThan(10);
    }

    @Test
    void whatSurelyStayedOnItsSideOfEveryCutDidSoAtEachStep() {
        Set<Cut> cuts = Set.of(TOP, new Cut(50_000, false), new Cut(0, true), new Cut(100_000, true));
        int sure = 0;
        for (long seed = 1; seed <= 25; seed++) {
            var random = new Random(seed);
            var shop = new Shop(cuts);
            for (long client = 0; client < 60; client++) {
                shop.spend(client, 1 + random.nextInt(100));
            }
            var steps = new ArrayList<Step>();
            var states = new ArrayList<List<Long>>();
            for (int i = 0; i < 5; i++) {
                states.add(shop.ranked());
                long client = random.nextInt(70);
                long before = shop.spends.getOrDefault(client, 0L);
                long spend = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(100);
                steps.add(new Step(Instant.EPOCH.plusSeconds(i), before, spend));
                shop.spend(client, spend);
            }
            for (long spend = 0; spend <= 101; spend++) {
                if (shop.ranking.surelyRankedSo(spend, steps)) {
                    sure += spend > 0 ? 1 : 0;
                    for (Cut cut : cuts) {
                        boolean above = shop.ranking.cutoffs().above(cut, spend).holds();
                        for (List<Long> state : states) {
                            assertThat(spend > 0 && naive(cut, spend, state))
                                    .as("seed %d, %s, %d of %s", seed, cut, spend, state)
                                    .isEqualTo(above);
                        }
                    }
                }
            }
        }
        assertThat(sure).as("many lie far enough from every cut").isGreaterThan(25 * 101 / 4);
    }

    private static Set<Cut> cuts() {
        Set<Cut> cuts = new HashSet<>();
        for (int percentile : new int[] {0, 1, 10_000, 33_333, 50_000, 80_000, 95_500, 99_999, 100_000}) {
            cuts.add(new Cut(percentile, true));
            cuts.add(new Cut(percentile, false));
        }
        return cuts;
    }

    public static boolean naive(Cut cut, long spend, Collection<Long> spends) {
        long n = spends.stream().filter(other -> other > 0).count();
        long more = spends.stream().filter(other -> other > spend).count();
        long left = 100_000 * (n - more);
        long right = cut.percentile() * n;
        return cut.strict() ? left > right : left >= right;
    }

    private static List<Long> top(long... spends) {
        var shop = new Shop(Set.of(TOP));
        for (int client = 0; client < spends.length; client++) {
            shop.spend(client, spends[client]);
        }
        return LongStream.of(spends)
                .filter(spend -> shop.ranking.cutoffs().above(TOP, spend).holds())
                .boxed()
                .toList();
    }

    /** Clients with what they spent, and the ranking that is kept step by step. */
    private static final class Shop implements SpendLevels {
        private final Map<Long, Long> spends = new HashMap<>();
        private final TreeMap<Long, Long> levels = new TreeMap<>();
        private SpendRanking ranking;
        private int looks;

        Shop(Set<Cut> cuts) {
            Map<Cut, SpendRanking.Place> places = new HashMap<>();
            cuts.forEach(cut -> places.put(cut, SpendRanking.Place.beyond(0)));
            ranking = new SpendRanking(0, places);
        }

        List<Long> ranked() {
            return spends.values().stream().filter(spend -> spend > 0).toList();
        }

        /** One client, or several at once; new, more, less or nothing any more. */
        void change(Random random, int most, int kinds) {
            var changes = new SpendChanges();
            int count = random.nextInt(4) == 0 ? random.nextInt(most) : 1;
            for (int i = 0; i < count; i++) {
                long client = random.nextInt(most);
                long spend = random.nextInt(5) == 0 ? -random.nextInt(2) : 1 + random.nextInt(kinds);
                changes.move(spends.getOrDefault(client, 0L), spend);
                spends.put(client, spend);
            }
            apply(changes);
        }

        void spend(long client, long spend) {
            var changes = new SpendChanges();
            changes.move(spends.getOrDefault(client, 0L), spend);
            spends.put(client, spend);
            apply(changes);
        }

        private void apply(SpendChanges changes) {
            // what a request does, without storing, is what applying the changes then stores
            SpendRanking ahead = ranking.after(changes, changes.on(this));
            changes.bySpend().forEach((spend, more) -> levels.merge(spend, more, Long::sum));
            levels.values().removeIf(clients -> clients == 0);
            ranking = ranking.after(changes, this);
            assertThat(ahead).isEqualTo(ranking);
        }

        @Override
        public Optional<Level> above(long spendMinor) {
            looks++;
            return Optional.ofNullable(levels.higherEntry(spendMinor)).map(e -> new Level(e.getKey(), e.getValue()));
        }

        @Override
        public Optional<Level> below(long spendMinor) {
            looks++;
            return Optional.ofNullable(levels.lowerEntry(spendMinor)).map(e -> new Level(e.getKey(), e.getValue()));
        }
    }
}
