package io.regulars.ranking.past;

import io.regulars.ranking.spends.CutSpends;
import io.regulars.ranking.spends.SpendRanges;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the cut-offs of the past are others than they were taken to be: whoever had spent an amount between the two then was
 * ranked otherwise. Both are gone along in order.
 */
public final class CutSpendDifferences {
    private final Moves known;
    private final boolean keepsTimes;
    private final SpendRanges ranges = new SpendRanges();
    private final List<Time> times = new ArrayList<>();
    private CutSpends before;
    private CutSpends now;
    private @Nullable Instant differsFrom;
    private @Nullable Instant first;
    private @Nullable CutoffMove next;

    /** Moves one after the other; null: there are no more. */
    @FunctionalInterface
    public interface Moves {
        @Nullable
        CutoffMove next() throws SQLException;
    }

    /** From one moment to another the lines were others; null: until now. */
    private record Time(Instant from, @Nullable Instant until, CutSpends one, CutSpends other) {}

    /**
     * Begins before the first move of both.
     *
     * @param keepsTimes whether single clients are to be asked for
     */
    public CutSpendDifferences(CutSpends before, Moves known, CutSpends now, boolean keepsTimes) throws SQLException {
        this.before = before;
        this.known = known;
        this.now = now;
        this.keepsTimes = keepsTimes;
        this.next = known.next();
    }

    /** From that on they lay there. */
    public void move(CutoffMove move) throws SQLException {
        while (next != null && next.at().isBefore(move.at())) {
            end(next.at());
            before = next.lines();
            begin(next.at());
            next = known.next();
        }
        end(move.at());
        now = move.lines();
        if (next != null && next.at().equals(move.at())) {
            before = next.lines();
            next = known.next();
        }
        begin(move.at());
    }

    /** There are no more moves. */
    public void finish() throws SQLException {
        for (; next != null; next = known.next()) {
            end(next.at());
            before = next.lines();
            begin(next.at());
        }
        end(null);
    }

    private void begin(Instant moment) {
        differsFrom = before.equals(now) ? null : moment;
    }

    private void end(@Nullable Instant moment) {
        if (differsFrom == null) {
            return;
        }
        first = first == null ? differsFrom : first;
        for (int cut = 0; cut < now.size(); cut++) {
            ranges.add(Math.min(before.least(cut), now.least(cut)), Math.max(before.least(cut), now.least(cut)));
        }
        if (keepsTimes) {
            times.add(new Time(differsFrom, moment, before, now));
        }
        differsFrom = null;
    }

    /** Since when they are others; null: they are the same. */
    @Nullable
    public Instant first() {
        return first;
    }

    /** Whoever never had spent an amount of these is ranked as before. */
    public SpendRanges ranges() {
        return ranges;
    }

    /** Whether somebody who had spent an amount from one moment to another was ranked otherwise for some of that time. */
    public boolean concern(long spendMinor, Instant from, Instant until) {
        return times.stream()
                .anyMatch(time -> time.from.isBefore(until)
                        && (time.until == null || time.until.isAfter(from))
                        && time.one.reached(spendMinor) != time.other.reached(spendMinor));
    }
}
