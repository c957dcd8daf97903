package io.regulars.ranking.past;

import io.regulars.access.businesses.BusinessId;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.Cutoffs.Cut;
import io.regulars.facts.past.SpendOverTime.Step;
import io.regulars.platform.database.DatabaseFailure;
import io.regulars.platform.database.Transaction;
import io.regulars.ranking.spends.CutSpends;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the cut-offs of a business lay at every moment, as its history says from what is known now. Rows are read when they
 * are first asked for, and only those in which a cut-off can have passed the spend that is asked about.
 */
public final class CutoffTimeline implements PastCutoffs {
    private final Source source;
    private final List<Cut> wanted;
    private final Cutoffs present;
    private final NavigableMap<Instant, Read> read = new TreeMap<>();
    private final Map<Cut, Integer> places = new HashMap<>();
    private @Nullable List<StoredMoves.Outline> outlines;

    private CutoffTimeline(Source source, List<Cut> wanted, Cutoffs present) {
        this.source = source;
        this.wanted = wanted;
        this.present = present;
    }

    /**
     * A block that was read.
     *
     * @param until no other begins until then
     */
    private record Read(@Nullable CutoffBlock block, Instant until) {}

    /** Where the moves lie. */
    interface Source {
        /** The cuts of the moves; empty: the past of those that are wanted is not known. */
        List<Cut> cuts() throws SQLException;

        List<StoredMoves.Outline> outlines() throws SQLException;

        /** The block that a moment lies in or behind; null: none. */
        @Nullable
        CutoffBlock at(Instant moment) throws SQLException;
    }

    /**
     * The cut-offs for some cuts.
     *
     * @param present what they are taken to have been always while their past is not known
     */
    public static PastCutoffs of(Transaction transaction, BusinessId business, Set<Cut> cuts, Cutoffs present) {
        List<Cut> wanted = PastCuts.inOrder(cuts);
        return cuts.isEmpty()
                ? PastCutoffs.always(Cutoffs.NONE)
                : new CutoffTimeline(new PastSource(transaction, business, wanted), wanted, present);
    }

    /** What they were known to be at a moment; as far as that takes no longer than the present ones that were kept. */
    public static PastCutoffs asKnown(
            Transaction transaction, BusinessId business, Set<Cut> cuts, Instant knownAt, Cutoffs present)
            throws SQLException {
        List<Step> steps = cuts.isEmpty() ? List.of() : StoredSteps.asKnown(transaction, business, knownAt);
        List<Cut> wanted = PastCuts.inOrder(cuts);
        return steps.isEmpty() || steps.size() > StoredSteps.FEW
                ? new StoredCutoffs(transaction, business, cuts, present)
                : new CutoffTimeline(SweptSource.of(wanted, steps), wanted, present);
    }

    @Override
    public Cutoffs at(Instant moment) {
        try {
            if (source.cuts().isEmpty()) {
                return present;
            }
            CutoffBlock block = block(moment);
            return block == null
                    ? Cutoffs.NONE
                    : block.at(moment).of(source.cuts(), wanted).cutoffs(wanted);
        } catch (SQLException e) {
            throw DatabaseFailure.of(e);
        }
    }

    @Override
    public Iterator<Instant> passed(Spends spends, Instant after, Instant before) {
        try {
            if (outlines == null) {
                outlines = source.outlines();
                List<Cut> kept = source.cuts();
                wanted.forEach(cut -> places.put(cut, kept.indexOf(cut)));
            }
            return new Passes(outlines, spends, after, before);
        } catch (SQLException e) {
            throw DatabaseFailure.of(e);
        }
    }

    private @Nullable CutoffBlock block(Instant moment) throws SQLException {
        var known = read.floorEntry(moment);
        if (known != null && !known.getValue().until.isBefore(moment)) {
            return known.getValue().block;
        }
        CutoffBlock block = source.at(moment);
        Instant from = block == null ? Instant.MIN : block.from();
        Instant until = block == null || block.until().isBefore(moment) ? moment : block.until();
        read.put(from, new Read(block, until));
        return block;
    }

    /** The latest first. */
    private final class Passes implements Iterator<Instant> {
        private final List<StoredMoves.Outline> outlines;
        private final Instant after;
        private final Instant before;
        private final Spends spends;
        private long @Nullable [] spent;
        private int row;
        private @Nullable CutoffBlock block;
        private int move = -1;
        private @Nullable Instant next;

        Passes(List<StoredMoves.Outline> outlines, Spends spends, Instant after, Instant before) {
            this.outlines = outlines;
            this.spends = spends;
            this.after = after;
            this.before = before;
            this.row = firstFrom(before);
        }

        /** How many rows begin before a moment. */
        private int firstFrom(Instant moment) {
            int low = 0;
            int high = outlines.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (outlines.get(middle).from().isBefore(moment)) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        @Override
        public boolean hasNext() {
            try {
                while (next == null && (move >= 0 || nextBlock())) {
                    look();
                }
            } catch (SQLException e) {
                throw DatabaseFailure.of(e);
            }
            return next != null;
        }

        @Override
        public Instant next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException();
            }
            Instant passed = next;
            next = null;
            return passed;
        }

        private void look() {
            CutoffBlock moves = Objects.requireNonNull(block);
            Instant moment = moves.moves().get(move).at();
            if (!moment.isAfter(after)) {
                move = -1;
                row = 0;
            } else {
                if (moment.isBefore(before)
                        && passes(moves.until(move), moves.moves().get(move).lines())) {
                    next = moment;
                }
                move--;
            }
        }

        private boolean passes(CutSpends one, CutSpends other) {
            long[] amounts = spent();
            for (int place : places.values()) {
                if (place >= 0
                        && Math.min(one.least(place), other.least(place)) <= amounts[1]
                        && Math.max(one.least(place), other.least(place)) > amounts[0]) {
                    return true;
                }
            }
            return false;
        }

        private long[] spent() {
            if (spent == null) {
                spent = spends.leastAndMost();
            }
            return spent;
        }

        /** Goes back to the next row that can hold a pass. */
        private boolean nextBlock() throws SQLException {
            while (row > 0) {
                StoredMoves.Outline outline = outlines.get(--row);
                if (!outline.until().isAfter(after)) {
                    row = 0;
                } else if (mayPass(outline)) {
                    block = block(outline.from());
                    move = block == null ? -1 : block.moves().size() - 1;
                    return block != null;
                }
            }
            return false;
        }

        private boolean mayPass(StoredMoves.Outline outline) {
            long[] amounts = spent();
            return places.values().stream()
                    .anyMatch(place -> place >= 0 && outline.mayPass(place, amounts[0], amounts[1]));
        }
    }
}
