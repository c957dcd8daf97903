package io.regulars.ranking;

import io.regulars.access.businesses.BusinessId;
import io.regulars.facts.Cutoffs.Cut;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.Transaction;
import io.regulars.ranking.past.CutSpendDifferences;
import io.regulars.ranking.past.CutoffMove;
import io.regulars.ranking.past.CutoffSweep;
import io.regulars.ranking.past.PastCuts;
import io.regulars.ranking.past.StoredMoves;
import io.regulars.ranking.spends.LoadedLevels;
import io.regulars.ranking.spends.SpendChanges;
import io.regulars.ranking.spends.SpendLevels;
import io.regulars.ranking.spends.SpendRanking;
import io.regulars.ranking.spends.StoredLevels;
import io.regulars.running.ActiveRelease;
import io.regulars.running.ReleaseCannotRun;
import io.regulars.running.RunningRelease;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Applies the changes of spend that wait into the ranking of their business, moves its cut-offs, of the present and of the past
 * since the first of these changes, and makes due whoever is ranked otherwise by them, and nobody else. The cost is that of
 * the changes and of what was spent since the first of them; how many clients there are does not matter.
 */
@ApplicationScoped
public class ApplySpendChanges {
    private static final Logger LOG = Logger.getLogger(ApplySpendChanges.class);

    private final Database database;
    private final ActiveRelease active;
    private final SweepCutoffs sweepCutoffs;
    private final RecheckRanks recheckRanks;
    private final InstantSource clock;

    ApplySpendChanges(
            Database database,
            ActiveRelease active,
            SweepCutoffs sweepCutoffs,
            RecheckRanks recheckRanks,
            InstantSource clock) {
        this.database = database;
        this.active = active;
        this.sweepCutoffs = sweepCutoffs;
        this.recheckRanks = recheckRanks;
        this.clock = clock;
    }

    /**
     * Applies what waits of every business, but for those that another worker is at, and those where it takes long; nothing
     * while no release is active.
     */
    public void apply() {
        if (!active.any()) {
            return;
        }
        List<Integer> businesses =
                database.transaction(transaction -> transaction.list("""
                select business_id from spend_change union select business_id from rank_recheck
                """, row -> row.getInt("business_id")));
        businesses.forEach(business -> applyUnlessBusy(new BusinessId(business)));
    }

    /**
     * Applies what waits of one business, after whoever is at it, and places the cuts that the release has brought; all of it,
     * however long that takes.
     */
    public void apply(BusinessId business) {
        if (database.transaction(transaction -> apply(transaction, business, "")) == Result.MUST_SWEEP) {
            sweepCutoffs.sweep(business);
        }
        recheckRanks.all(business);
    }

    /** Applies what waits of one business, unless another worker is at it or it takes long. */
    public void applyUnlessBusy(BusinessId business) {
        try {
            Result result = database.transaction(transaction -> apply(transaction, business, " skip locked"));
            if (result == Result.MUST_SWEEP) {
                sweepCutoffs.sweepIfQuick(business);
            }
            recheckRanks.all(business);
        } catch (ReleaseCannotRun e) {
            LOG.debugf("The spends of business %d wait: %s", business.value(), e.getMessage());
        }
    }

    private enum Result {
        DONE,
        BUSY,
        /** Too much has changed to go along it. */
        MUST_SWEEP
    }

    private Result apply(Transaction transaction, BusinessId business, String unlessBusy) throws SQLException {
        RankingRow row = RankingRow.lock(transaction, business, unlessBusy).orElse(null);
        if (row == null) {
            return Result.BUSY;
        }
        RunningRelease release = active.running(transaction, business);
        List<Cut> cuts = PastCuts.inOrder(release.rules().cuts());
        PendingSpendChanges waiting = PendingSpendChanges.read(transaction, business);
        if (row.mustSweep() || waiting.isMuch() || !row.keeps(cuts)) {
            RankingRow.askForSweep(transaction, business);
            return Result.MUST_SWEEP;
        }
        if (waiting.isNothing()) {
            return Result.DONE;
        }
        waiting.take(transaction);
        SpendRanking before = SpendRankings.load(transaction, business);
        SpendRankings.storeLevels(transaction, business, waiting.changes());
        SpendLevels levels = waiting.size() < LoadedLevels.WORTH_LOADING
                ? new StoredLevels(transaction, business)
                : LoadedLevels.load(transaction, business);
        SpendRanking after = after(before, waiting.changes(), levels, Set.copyOf(cuts));
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        SpendRankings.store(transaction, business, before, after, now);
        var since = CutoffSweep.back(after, levels, cuts, waiting.steps());
        CutSpendDifferences differences = differences(transaction, business, cuts, waiting.from(), since);
        StoredMoves.replace(transaction, business, cuts, waiting.from(), since);
        var concerned = new ConcernedByRanks(transaction, business, waiting, since, differences);
        recheckRanks.note(transaction, concerned.find(), release.id(), now);
        return Result.DONE;
    }

    private static SpendRanking after(SpendRanking before, SpendChanges changes, SpendLevels levels, Set<Cut> cuts) {
        Map<Cut, SpendRanking.Place> kept = new HashMap<>(before.places());
        kept.keySet().retainAll(cuts);
        return new SpendRanking(before.population(), kept).after(changes, levels);
    }

    /** Between what the cut-offs were taken to be since the first change and what they are. */
    private static CutSpendDifferences differences(
            Transaction transaction, BusinessId business, List<Cut> cuts, Instant from, CutoffSweep.Since since)
            throws SQLException {
        CutoffSweep.Since known =
                StoredMoves.since(transaction, business, cuts, from).orElseThrow();
        var moves = known.moves().iterator();
        var differences = new CutSpendDifferences(
                known.before(), () -> moves.hasNext() ? moves.next() : null, since.before(), true);
        for (CutoffMove move : since.moves()) {
            differences.move(move);
        }
        differences.finish();
        return differences;
    }
}
