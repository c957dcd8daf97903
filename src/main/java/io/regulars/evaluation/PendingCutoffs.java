package io.regulars.evaluation;

import io.regulars.access.BusinessId;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.Cutoffs.Cut;
import io.regulars.facts.SpendOverTime.Step;
import io.regulars.platform.DatabaseFailure;
import io.regulars.platform.Transaction;
import io.regulars.ranking.CutSpends;
import io.regulars.ranking.CutoffMove;
import io.regulars.ranking.CutoffSweep;
import io.regulars.ranking.PastCutoffs;
import io.regulars.ranking.SpendLevels;
import io.regulars.ranking.StoredSteps;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The cut-offs of the past for one client, where those that are kept do not know yet what they, or somebody else, have spent
 * since a moment. Usually that is the moment just now, and nobody has spent anything since: then they are those of the
 * present. Else they are gone along, back from the present.
 * <pre>
 *   ── kept ──────────────●unfolded from ──── gone along ──── ●last step of anybody ── present ──→ now
 * </pre>
 */
public final class PendingCutoffs implements PastCutoffs {
    private final Context context;
    private final PastCutoffs kept;
    private final OwnCutoffs.Ranked own;
    private final SpendDelta news;
    private final Instant from;
    private final Instant lastChange;
    private final Cutoffs present;
    private @Nullable Instant presentFrom;
    private boolean isSwept;
    private Optional<CutoffSweep.Since> swept = Optional.empty();

    /** Where everything lies. */
    public record Context(Transaction transaction, BusinessId business, List<Cut> cuts) {}

    private PendingCutoffs(
            Context context,
            PastCutoffs kept,
            OwnCutoffs.Ranked own,
            SpendDelta news,
            Instant from,
            Instant lastChange) {
        this.context = context;
        this.kept = kept;
        this.own = own;
        this.news = news;
        this.from = from;
        this.lastChange = lastChange;
        this.present = own.ranking().cutoffs();
    }

    /** Those that are kept, if nothing is unfolded. */
    public static PastCutoffs of(Context context, PastCutoffs kept, OwnCutoffs.Ranked own, SpendDelta news) {
        Instant from = own.othersFrom();
        Instant last = own.othersLastFrom();
        Instant unfoldedFrom = news.unfoldedFrom();
        if (unfoldedFrom != null) {
            from = unfoldedFrom.isBefore(from) ? unfoldedFrom : from;
            Instant ownLast = news.ownLast();
            last = ownLast.isAfter(last) ? ownLast : last;
        }
        return from.equals(Instant.MAX) ? kept : new PendingCutoffs(context, kept, own, news, from, last);
    }

    /** Whether more was looked at than is kept, and than the present: what was found has to be looked at once more. */
    public boolean wasGoneAlong() {
        return isSwept;
    }

    /** The first moment at which they are not known without what waits. */
    public Instant from() {
        return from;
    }

    @Override
    public Cutoffs at(Instant moment) {
        if (moment.isBefore(from)) {
            return kept.at(moment);
        }
        if (!moment.isBefore(presentFrom())) {
            return present;
        }
        return swept().map(since -> at(since, moment))
                .orElseGet(() -> moment.isBefore(lastChange) ? kept.at(moment) : present);
    }

    private Cutoffs at(CutoffSweep.Since since, Instant moment) {
        CutSpends lines = since.before();
        for (CutoffMove move : since.moves()) {
            if (move.at().isAfter(moment)) {
                break;
            }
            lines = move.lines();
        }
        return lines.cutoffs(context.cuts);
    }

    @Override
    public Iterator<Instant> passed(Spends spends, Instant after, Instant before) {
        Stream<Instant> passed = Stream.of();
        if (before.isAfter(from) && after.isBefore(presentFrom())) {
            passed = swept().map(since -> passed(since, spends))
                    .orElse(Stream.of(presentFrom(), lastChange, from)
                            .sorted(Comparator.reverseOrder())
                            .distinct())
                    .filter(moment -> moment.isAfter(after) && moment.isBefore(before));
        }
        Instant until = before.isBefore(from) ? before : from;
        if (after.isBefore(until)) {
            Iterable<Instant> earlier = () -> kept.passed(spends, after, until);
            passed = Stream.concat(passed, StreamSupport.stream(earlier.spliterator(), false));
        }
        return passed.iterator();
    }

    private Stream<Instant> passed(CutoffSweep.Since since, Spends spends) {
        long[] spent = spends.leastAndMost();
        var moments = new ArrayList<Instant>();
        // here the kept ones end, and what was unfolded may have made a difference
        moments.add(from);
        CutSpends before = since.before();
        for (CutoffMove move : since.moves()) {
            if (before.isPassed(move.lines(), spent[0], spent[1])) {
                moments.add(move.at());
            }
            before = move.lines();
        }
        return moments.reversed().stream().distinct();
    }

    /** From when on nobody has spent anything. */
    private Instant presentFrom() {
        try {
            if (presentFrom == null) {
                Instant lastStep =
                        StoredSteps.last(context.transaction, context.business).orElse(Instant.MIN);
                presentFrom = lastStep.isAfter(lastChange) ? lastStep : lastChange;
            }
            return presentFrom;
        } catch (SQLException e) {
            throw DatabaseFailure.of(e);
        }
    }

    /** Empty: that would be too much, or it is not known what of others waits. */
    private Optional<CutoffSweep.Since> swept() {
        try {
            if (!isSwept) {
                swept = own.knowsOthers() ? sweep() : Optional.empty();
                isSwept = true;
            }
            return swept;
        } catch (SQLException e) {
            throw DatabaseFailure.of(e);
        }
    }

    private Optional<CutoffSweep.Since> sweep() throws SQLException {
        var steps = new ArrayList<Step>();
        steps.addAll(StoredSteps.ofOthersSince(
                context.transaction, context.business, from, news.client(), news.stepsFrom()));
        if (steps.size() > StoredSteps.FEW) {
            return Optional.empty();
        }
        news.steps().stream()
                .filter(step -> !step.at().isBefore(news.stepsFrom()))
                .forEach(steps::add);
        steps.sort(Comparator.comparing(Step::at));
        SpendLevels levels = own.levels(steps.size());
        return Optional.of(CutoffSweep.back(own.ranking(), levels, context.cuts, steps));
    }
}
