package io.regulars.ranking.past;

import io.regulars.facts.Cutoffs.Cut;
import io.regulars.facts.past.SpendOverTime.Step;
import io.regulars.ranking.spends.CutSpends;
import io.regulars.ranking.spends.LoadedLevels;
import io.regulars.ranking.spends.SpendChanges;
import io.regulars.ranking.spends.SpendLevels;
import io.regulars.ranking.spends.SpendRanking;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds where the cut-offs lay at each moment, from the steps in which the clients of a business came to spend what they
 * spend: one step after the other, each of which moves a cut by a level or two.
 * <pre>
 *   10 January a 0 → 10, b 0 → 20, c 0 → 30, d 0 → 40, e 0 → 50   "> 80": from 10 January 50
 *   10 March   a 10 → 1010                                        "> 80": from 10 March 1010
 * </pre>
 */
public final class CutoffSweep {
    private final List<Cut> cuts;
    private final Sink sink;
    private final LoadedLevels levels = new LoadedLevels();
    private SpendRanking ranking;
    private CutSpends lines;
    private SpendChanges changes = new SpendChanges();
    private @Nullable Instant moment;

    /** Takes the moves as they are found. */
    @FunctionalInterface
    public interface Sink {
        void move(CutoffMove move) throws SQLException;
    }

    /** From the beginning, when nobody had spent anything. */
    public CutoffSweep(List<Cut> cuts, Sink sink) {
        this.cuts = cuts;
        this.sink = sink;
        Map<Cut, SpendRanking.Place> nobody = new HashMap<>();
        cuts.forEach(cut -> nobody.put(cut, SpendRanking.Place.beyond(0)));
        this.ranking = new SpendRanking(0, nobody);
        this.lines = CutSpends.ofNobody(cuts.size());
    }

    /** The next step of anybody. */
    public void step(Step step) throws SQLException {
        if (!step.at().equals(moment)) {
            look();
            moment = step.at();
        }
        changes.move(step.fromMinor(), step.toMinor());
    }

    /** There are no more steps. */
    public void finish() throws SQLException {
        look();
    }

    /** As they are after the last step. */
    public SpendRanking ranking() {
        return ranking;
    }

    /** How many have which spend at the moment that the sweep has come to. */
    public LoadedLevels levels() {
        return levels;
    }

    private void look() throws SQLException {
        if (moment == null || changes.isNothing()) {
            return;
        }
        levels.apply(changes);
        ranking = ranking.after(changes, levels);
        changes = new SpendChanges();
        CutSpends found = CutSpends.of(ranking, cuts);
        if (!found.equals(lines)) {
            lines = found;
            sink.move(new CutoffMove(moment, found));
        }
    }

    /**
     * Where they lay before some steps, and since.
     *
     * @param moves in order
     */
    public record Since(CutSpends before, List<CutoffMove> moves) {
        public Since {
            moves = List.copyOf(moves);
        }

        /** Whether a spend has lain above so many of the cuts from one moment until another, without a break. */
        public boolean ranked(long spendMinor, Instant from, Instant until, int reached) {
            CutSpends lines = before;
            for (CutoffMove move : moves) {
                if (move.at().isAfter(from) && lines.reached(spendMinor) != reached) {
                    return false;
                }
                if (!move.at().isBefore(until)) {
                    return true;
                }
                lines = move.lines();
            }
            return lines.reached(spendMinor) == reached;
        }
    }

    /**
     * Goes back from the present.
     *
     * @param steps the last ones of the business, in order
     * @param levels of the present
     */
    public static Since back(SpendRanking present, SpendLevels levels, List<Cut> cuts, List<Step> steps) {
        var moves = new ArrayList<CutoffMove>();
        var undone = new SpendChanges();
        SpendRanking then = present;
        for (int end = steps.size(); end > 0; ) {
            Instant moment = steps.get(end - 1).at();
            CutSpends lines = CutSpends.of(then, cuts);
            var undo = new SpendChanges();
            for (; end > 0 && steps.get(end - 1).at().equals(moment); end--) {
                undo.move(steps.get(end - 1).toMinor(), steps.get(end - 1).fromMinor());
            }
            undone.add(undo);
            then = then.after(undo, undone.on(levels));
            if (!lines.equals(CutSpends.of(then, cuts))) {
                moves.add(new CutoffMove(moment, lines));
            }
        }
        Collections.reverse(moves);
        return new Since(CutSpends.of(then, cuts), moves);
    }
}
