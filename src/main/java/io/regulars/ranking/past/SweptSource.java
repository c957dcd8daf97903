package io.regulars.ranking.past;

import io.regulars.facts.Cutoffs.Cut;
import io.regulars.facts.past.SpendOverTime.Step;
import io.regulars.ranking.spends.CutSpends;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Moves that were found from steps and are kept nowhere. */
final class SweptSource implements CutoffTimeline.Source {
    private final List<Cut> cuts;
    private final NavigableMap<Instant, CutoffBlock> blocks = new TreeMap<>();

    private SweptSource(List<Cut> cuts) {
        this.cuts = cuts;
    }

    /** From the steps of everybody, in order. */
    static SweptSource of(List<Cut> cuts, List<Step> steps) throws SQLException {
        var moves = new ArrayList<CutoffMove>();
        var sweep = new CutoffSweep(cuts, moves::add);
        for (Step step : steps) {
            sweep.step(step);
        }
        sweep.finish();
        var source = new SweptSource(cuts);
        CutSpends before = CutSpends.ofNobody(cuts.size());
        for (int from = 0; from < moves.size(); from += CutoffBlock.MOST) {
            var block = new CutoffBlock(before, moves.subList(from, Math.min(moves.size(), from + CutoffBlock.MOST)));
            source.blocks.put(block.from(), block);
            before = block.moves().getLast().lines();
        }
        return source;
    }

    @Override
    public List<Cut> cuts() {
        return cuts;
    }

    @Override
    public List<StoredMoves.Outline> outlines() {
        return blocks.values().stream().map(this::outline).toList();
    }

    @Override
    public @Nullable CutoffBlock at(Instant moment) {
        Map.Entry<Instant, CutoffBlock> block = blocks.floorEntry(moment);
        return block == null ? null : block.getValue();
    }

    private StoredMoves.Outline outline(CutoffBlock block) {
        return new StoredMoves.Outline(
                block.from(),
                block.until(),
                CutSpends.of(
                        IntStream.range(0, cuts.size()).mapToLong(block::least).toArray()),
                CutSpends.of(
                        IntStream.range(0, cuts.size()).mapToLong(block::most).toArray()));
    }
}
