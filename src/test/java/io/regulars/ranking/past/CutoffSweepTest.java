package io.regulars.ranking.past;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.Cutoffs.Cut;
import io.regulars.facts.past.SpendOverTime.Step;
import io.regulars.ranking.spends.CutSpends;
import io.regulars.ranking.spends.SpendRanges;
import io.regulars.ranking.spends.SpendRankingTest;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CutoffSweepTest {
    private static final Cut TOP = new Cut(80_000, true);
    private static final Cut HALF = new Cut(50_000, false);
    private static final List<Cut> CUTS = List.of(HALF, TOP);

    @Test
    void theTopFifthOfFiveIsOne() throws SQLException {
        List<CutoffMove> moves = sweep(
                List.of(TOP),
                List.of(
                        step(10, 0, 10),
                        step(10, 0, 20),
                        step(10, 0, 30),
                        step(10, 0, 40),
                        step(10, 0, 50),
                        step(70, 10, 1_010)));

        assertThat(moves)
                .containsExactly(
                        new CutoffMove(moment(10), CutSpends.of(50)), new CutoffMove(moment(70), CutSpends.of(1_010)));
    }

    @Test
    void forwardsAndBackwardsFindWhatSortingEverybodyFinds() throws SQLException {
        for (long seed = 1; seed <= 200; seed++) {
            List<Step> steps = new ArrayList<>();
            TreeMap<Integer, Long> spends = new TreeMap<>();
            var random = new Random(seed);
            for (int i = 0, at = 0; i < 60; i++) {
                at += random.nextInt(3);
                int client = random.nextInt(9);
                long before = spends.getOrDefault(client, 0L);
                long after = random.nextInt(12);
                if (before != after) {
                    steps.add(step(at, before, after));
                    spends.put(client, after);
                }
            }
            var sweep = new CutoffSweep(CUTS, move -> {});
            List<CutoffMove> moves = new ArrayList<>();
            var recording = new CutoffSweep(CUTS, moves::add);
            for (Step step : steps) {
                sweep.step(step);
                recording.step(step);
            }
            sweep.finish();
            recording.finish();
            for (Instant moment : steps.stream().map(Step::at).distinct().toList()) {
                assertThat(at(moves, moment)).as("seed %d", seed).isEqualTo(naive(steps, moment));
            }

            Instant from = steps.get(random.nextInt(steps.size())).at();
            var since = CutoffSweep.back(
                    sweep.ranking(),
                    sweep.levels(),
                    CUTS,
                    steps.stream().filter(step -> !step.at().isBefore(from)).toList());

            assertThat(since.before()).as("seed %d", seed).isEqualTo(at(moves, from.minusMillis(1)));
            assertThat(since.moves())
                    .as("seed %d", seed)
                    .isEqualTo(moves.stream()
                            .filter(move -> !move.at().isBefore(from))
                            .toList());
        }
    }

    @Test
    void aRowKeepsItsMoves() {
        var block = new CutoffBlock(
                CutSpends.of(CutSpends.NOBODY, 5),
                List.of(new CutoffMove(moment(1), CutSpends.of(7, 9)), new CutoffMove(moment(4), CutSpends.of(3, 9))));

        CutoffBlock read = CutoffBlock.read(2, block.bytes());

        assertThat(read.before()).isEqualTo(block.before());
        assertThat(read.moves()).isEqualTo(block.moves());
        assertThat(read.at(moment(0))).isEqualTo(CutSpends.of(CutSpends.NOBODY, 5));
        assertThat(read.at(moment(3))).isEqualTo(CutSpends.of(7, 9));
        assertThat(read.at(moment(4))).isEqualTo(CutSpends.of(3, 9));
        assertThat(read.least(0)).isEqualTo(3);
        assertThat(read.most(0)).isEqualTo(CutSpends.NOBODY);
    }

    @Test
    void whoeverWasBetweenTheLinesOfAnyMomentWasRankedOtherwise() throws SQLException {
        var differences = new CutSpendDifferences(
                CutSpends.of(10),
                moves(new CutoffMove(moment(5), CutSpends.of(30)), new CutoffMove(moment(9), CutSpends.of(20))),
                CutSpends.of(10),
                true);
        differences.move(new CutoffMove(moment(7), CutSpends.of(30)));
        differences.move(new CutoffMove(moment(9), CutSpends.of(20)));
        differences.finish();

        assertThat(differences.first()).isEqualTo(moment(5));
        assertThat(differences.ranges().atMost(9)).containsExactly(new SpendRanges.Range(10, 30));
        assertThat(differences.concern(20, moment(6), moment(8))).isTrue();
        assertThat(differences.concern(20, moment(7), moment(8))).isFalse();
        assertThat(differences.concern(30, moment(0), moment(99))).isFalse();
    }

    @Test
    void whereNothingDiffersNobodyIsConcerned() throws SQLException {
        var differences = new CutSpendDifferences(
                CutSpends.of(10), moves(new CutoffMove(moment(5), CutSpends.of(30))), CutSpends.of(10), true);
        differences.move(new CutoffMove(moment(5), CutSpends.of(30)));
        differences.finish();

        assertThat(differences.first()).isNull();
        assertThat(differences.ranges().isEmpty()).isTrue();
    }

    @Test
    void rangesAreJoinedWhereTheyTouchAndThenTheNearest() {
        var ranges = new SpendRanges();
        ranges.add(10, 30);
        ranges.add(20, 40);
        ranges.add(40, 41);
        ranges.add(60, 70);
        ranges.add(500, 501);

        assertThat(ranges.atMost(9))
                .containsExactly(
                        new SpendRanges.Range(10, 41), new SpendRanges.Range(60, 70), new SpendRanges.Range(500, 501));
        assertThat(ranges.atMost(2)).containsExactly(new SpendRanges.Range(10, 70), new SpendRanges.Range(500, 501));
        assertThat(ranges.has(41)).isFalse();
        assertThat(ranges.has(60)).isTrue();
    }

    private static CutSpendDifferences.Moves moves(CutoffMove... moves) {
        var all = List.of(moves).iterator();
        return () -> next(all);
    }

    private static @Nullable CutoffMove next(java.util.Iterator<CutoffMove> all) {
        return all.hasNext() ? all.next() : null;
    }

    private static List<CutoffMove> sweep(List<Cut> cuts, List<Step> steps) throws SQLException {
        var moves = new ArrayList<CutoffMove>();
        var sweep = new CutoffSweep(cuts, moves::add);
        for (Step step : steps) {
            sweep.step(step);
        }
        sweep.finish();
        return moves;
    }

    private static CutSpends at(List<CutoffMove> moves, Instant moment) {
        CutSpends lines = CutSpends.ofNobody(CUTS.size());
        for (CutoffMove move : moves) {
            lines = move.at().isAfter(moment) ? lines : move.lines();
        }
        return lines;
    }

    /** Counts how many have each spend by undoing nothing: one by one from the beginning. */
    private static CutSpends naive(List<Step> steps, Instant moment) {
        Map<Long, Integer> counts = new TreeMap<>();
        for (Step step : steps) {
            if (!step.at().isAfter(moment)) {
                counts.merge(step.fromMinor(), -1, Integer::sum);
                counts.merge(step.toMinor(), 1, Integer::sum);
            }
        }
        var sorted = new ArrayList<Long>();
        counts.forEach((spend, count) -> {
            for (int i = 0; spend > 0 && i < count; i++) {
                sorted.add(spend);
            }
        });
        long[] lines = new long[CUTS.size()];
        for (int i = 0; i < lines.length; i++) {
            Cut cut = CUTS.get(i);
            lines[i] = sorted.stream()
                    .filter(spend -> SpendRankingTest.naive(cut, spend, sorted))
                    .findFirst()
                    .orElse(CutSpends.NOBODY);
        }
        return CutSpends.of(lines);
    }

    private static Step step(int at, long from, long to) {
        return new Step(moment(at), from, to);
    }

    private static Instant moment(int at) {
        return Instant.EPOCH.plusSeconds(at);
    }
}
