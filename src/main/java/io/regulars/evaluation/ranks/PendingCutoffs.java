package io.regulars.evaluation.ranks;

import io.regulars.access.businesses.BusinessId;
import io.regulars.evaluation.LastEvaluation;
import io.regulars.evaluation.LoadedClient;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.Cutoffs.Cut;
import io.regulars.facts.past.SpendOverTime.Step;
import io.regulars.platform.database.DatabaseFailure;
import io.regulars.platform.database.Transaction;
import io.regulars.ranking.past.CutoffMove;
import io.regulars.ranking.past.CutoffSweep;
import io.regulars.ranking.past.PastCutoffs;
import io.regulars.ranking.past.StoredMoves;
import io.regulars.ranking.past.StoredSteps;
import io.regulars.ranking.spends.CutSpends;
import io.regulars.ranking.spends.SpendLevels;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The cut-offs of the past for one client, where those that are kept do not know yet what they, or somebody else, have spent
 * since a moment. Usually that is the moment just now, and nobody has spent anything since: then they are those of the
 * present. Else they are gone along, back from the present.
 * <pre>
 *   ── kept ──────────────●pending from ──── gone along ──── ●last step of anybody ── present ──→ now
 * </pre>
 */
public final class PendingCutoffs implements PastCutoffs {
    /** So many steps are read before it is known whether they matter. */
    private static final int AT_HAND = 256;

    private final Context context;
    private PastCutoffs kept;
    private final OwnCutoffs.Ranked own;
    private final LoadedClient client;
    private final SpendDelta news;
    private final Instant from;
    private final Instant lastChange;
    private final Cutoffs present;
    private @Nullable List<Step> lastSteps;
    private @Nullable Instant presentFrom;
    private @Nullable Boolean isSteady;
    private boolean isKeptRead;
    private Optional<CutoffSweep.Since> movesKept = Optional.empty();
    private boolean isSwept;
    private Optional<CutoffSweep.Since> swept = Optional.empty();

    /** Where everything lies. */
    public record Context(Transaction transaction, BusinessId business, List<Cut> cuts) {}

    private PendingCutoffs(
            Context context,
            PastCutoffs kept,
            OwnCutoffs.Ranked own,
            LoadedClient client,
            SpendDelta news,
            Instant from,
            Instant lastChange) {
        this.context = context;
        this.kept = kept;
        this.own = own;
        this.client = client;
        this.news = news;
        this.from = from;
        this.lastChange = lastChange;
        this.present = own.ranking().cutoffs();
    }

    /** Empty if nothing is pending: then those that are kept are all. */
    public static Optional<PendingCutoffs> of(
            Context context, PastCutoffs kept, OwnCutoffs.Ranked own, LoadedClient client, SpendDelta news) {
        Instant from = own.othersFrom();
        Instant last = own.othersLastFrom();
        Instant unfoldedFrom = news.unfoldedFrom();
        if (unfoldedFrom != null) {
            from = unfoldedFrom.isBefore(from) ? unfoldedFrom : from;
            Instant ownLast = news.ownLast();
            last = ownLast.isAfter(last) ? ownLast : last;
        }
        return from.equals(Instant.MAX)
                ? Optional.empty()
                : Optional.of(new PendingCutoffs(context, kept, own, client, news, from, last));
    }

    /**
     * Whether applying what waits could not see by itself that it ranks the client otherwise than was done here. It
     * compares what it finds with what is kept, up to the client's own change, and behind that with their present rank.
     *
     * @param reached how many cut-offs they reach at present
     */
    public boolean isToBeLookedAtAgain(int reached) {
        Long reachedBefore = client.last().cutoffsReached();
        boolean hasMovedSince = own.waits() && reachedBefore != null && reachedBefore != reached;
        return hasMovedSince || isSteady != null && !isRankedAsFoldsExpect(reached);
    }

    private boolean isRankedAsFoldsExpect(int reached) {
        Instant ownFrom = news.stepsFrom();
        if (!isSteady() && swept().isEmpty()) {
            return from.equals(ownFrom) && from.equals(lastChange);
        }
        boolean since = ownFrom.equals(Instant.MAX) || isRanked(news.spendMinor(), ownFrom, Instant.MAX, reached);
        return since && (!from.isBefore(ownFrom) || isRankedAsKept(ownFrom));
    }

    private boolean isRankedAsKept(Instant until) {
        if (hadSpentOtherAmounts()) {
            return false;
        }
        int reached = own.reachedAsApplied(client.spendMinor());
        return isRanked(client.spendMinor(), from, until, reached)
                && (isKnownToBeKept(reached) || isKept(reached, until));
    }

    private boolean isRanked(long spendMinor, Instant since, Instant until, int reached) {
        return isSteady()
                ? present.reached(spendMinor) == reached
                : swept().orElseThrow().ranked(spendMinor, since, until, reached);
    }

    /**
     * Whether what waits leaves the client's rank as their last evaluation took it to be: then what was found since the first
     * change stands.
     */
    public boolean isRankedAsEvaluated() {
        int reached = present.reached(client.spendMinor());
        return isSteady() && wasRankedAsKept(reached) && (isEvaluatedBefore() || isKept(reached, news.stepsFrom()));
    }

    /** Had a cut-off that is kept passed their spend since their last evaluation, that would be noted with them. */
    private boolean isKnownToBeKept(int reached) {
        return isEvaluatedBefore() && wasRankedAsKept(reached);
    }

    private boolean isEvaluatedBefore() {
        return client.previous().evaluatedAt().isBefore(from);
    }

    private boolean wasRankedAsKept(int reached) {
        LastEvaluation last = client.last();
        Long reachedBefore = last.cutoffsReached();
        return client.previous().sameRules()
                && last.ranksChangedFrom() == null
                && reachedBefore != null
                && reachedBefore == reached
                && !own.waits();
    }

    /** Whether the cut-offs that are kept rank them so from the first change on. */
    private boolean isKept(int reached, Instant until) {
        if (client.spendMinor() <= 0) {
            return true; // who has spent nothing is never ranked
        }
        try {
            if (!isKeptRead) {
                movesKept = StoredMoves.since(context.transaction, context.business, context.cuts, from);
                isKeptRead = true;
            }
            return movesKept
                    .filter(moves -> moves.ranked(client.spendMinor(), from, until, reached))
                    .isPresent();
        } catch (SQLException e) {
            throw DatabaseFailure.of(e);
        }
    }

    /** Between the first change and their own they had spent other amounts than is stored, which are not at hand. */
    private boolean hadSpentOtherAmounts() {
        Instant since = client.last().spendSince();
        return from.isBefore(news.stepsFrom()) && since != null && since.isAfter(from);
    }

    /** Takes it for known that none that is kept has passed the client's spend before a moment. */
    public void keptUnpassedBefore(Instant moment) {
        kept = kept.unpassedBefore(moment);
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
        if (!moment.isBefore(presentFrom()) || isSteady()) {
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
            passed = (isSteady() ? Optional.of(passedAtOnce()) : swept().map(since -> passed(since, spends)))
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

    /** Here the kept ones end, and what was pending may have made a difference. */
    private Stream<Instant> passedAtOnce() {
        return isKnownToBeKept(present.reached(client.spendMinor())) ? Stream.of() : Stream.of(from);
    }

    private Stream<Instant> passed(CutoffSweep.Since since, Spends spends) {
        long[] spent = spends.leastAndMost();
        var moments = new ArrayList<Instant>();
        // here the kept ones end, and what was pending may have made a difference
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
        if (presentFrom == null) {
            Instant last = lastSteps().isEmpty() ? from : lastSteps().getFirst().at();
            presentFrom = last.isAfter(lastChange) ? last : lastChange;
        }
        return presentFrom;
    }

    /** What others spent since the first change, the latest first; so many that there may be more of them. */
    private List<Step> lastSteps() {
        if (lastSteps == null) {
            lastSteps = othersSteps(AT_HAND);
        }
        return lastSteps;
    }

    private List<Step> othersSteps(int most) {
        try {
            return StoredSteps.ofOthersSince(
                    context.transaction, context.business, from, news.client(), news.stepsFrom(), most);
        } catch (SQLException e) {
            throw DatabaseFailure.of(e);
        }
    }

    /** Whether no cut-off can have passed what the client spent since the first change: they are ranked as at present. */
    private boolean isSteady() {
        if (isSteady == null) {
            isSteady = own.knowsOthers()
                    && lastSteps().size() < AT_HAND
                    && !hadSpentOtherAmounts()
                    && isSteady(all(lastSteps()));
        }
        return isSteady;
    }

    private boolean isSteady(List<Step> all) {
        LongStream ownSpends =
                news.steps().stream().flatMapToLong(step -> LongStream.of(step.fromMinor(), step.toMinor()));
        return LongStream.concat(LongStream.of(client.spendMinor(), news.spendMinor()), ownSpends)
                .distinct()
                .allMatch(spend -> own.ranking().surelyRankedSo(spend, all));
    }

    /** Those of others and the client's own, in order. */
    private List<Step> all(List<Step> others) {
        var steps = new ArrayList<Step>(others);
        news.steps().stream()
                .filter(step -> !step.at().isBefore(news.stepsFrom()))
                .forEach(steps::add);
        steps.sort(Comparator.comparing(Step::at));
        return steps;
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
        List<Step> others = lastSteps().size() < AT_HAND ? lastSteps() : othersSteps(StoredSteps.FEW + 1);
        if (others.size() > StoredSteps.FEW) {
            return Optional.empty();
        }
        List<Step> steps = all(others);
        SpendLevels levels = own.levels(steps.size());
        return Optional.of(CutoffSweep.back(own.ranking(), levels, context.cuts, steps));
    }
}
