package io.regulars.evaluation.ranks;

import io.regulars.access.businesses.BusinessId;
import io.regulars.evaluation.EvaluationResult;
import io.regulars.evaluation.LoadedClient;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.Cutoffs.Cut;
import io.regulars.platform.database.Transaction;
import io.regulars.ranking.KnownRanking;
import io.regulars.ranking.spends.LoadedLevels;
import io.regulars.ranking.spends.SpendChanges;
import io.regulars.ranking.spends.SpendLevels;
import io.regulars.ranking.spends.SpendRanking;
import io.regulars.ranking.spends.StoredLevels;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The cut-offs that each client of an evaluation is compared with: as last applied, with their own change counted in, and
 * those of others that still wait while they are few.
 */
public final class OwnCutoffs {
    private final KnownRanking known;
    private final SpendRanking applied;
    private final Cutoffs appliedCutoffs;
    private final SpendLevels levels;
    private final Transaction transaction;
    private final BusinessId business;

    private OwnCutoffs(
            KnownRanking known,
            SpendRanking applied,
            SpendLevels levels,
            Transaction transaction,
            BusinessId business) {
        this.known = known;
        this.applied = applied;
        this.appliedCutoffs = applied.cutoffs();
        this.levels = levels;
        this.transaction = transaction;
        this.business = business;
    }

    /** The cut-offs for the cuts of a release; one that no one has placed yet is counted here. */
    public static OwnCutoffs of(Transaction transaction, BusinessId business, KnownRanking known, Set<Cut> cuts)
            throws SQLException {
        var levels = new StoredLevels(transaction, business);
        var places = new HashMap<>(known.applied().places());
        places.keySet().retainAll(cuts);
        long population = known.applied().population();
        for (Cut cut : known.missing(cuts)) {
            places.put(cut, levels.count(cut, population));
        }
        return new OwnCutoffs(known, new SpendRanking(population, places), levels, transaction, business);
    }

    /** As last applied. */
    public Cutoffs applied() {
        return appliedCutoffs;
    }

    /** For a client whose spend is that now. */
    public Cutoffs of(LoadedClient client, long spendMinor) {
        return ranked(client, spendMinor).ranking.cutoffs();
    }

    /** Everybody with a client whose spend is that now. */
    public Ranked ranked(LoadedClient client, long spendMinor) {
        SpendChanges changes = known.waitingFor(client.id());
        changes.move(client.spendMinor(), spendMinor);
        SpendRanking ranking = changes.isNothing() ? applied : applied.after(changes, changes.on(levels));
        return new Ranked(client.id(), ranking, changes);
    }

    /** A ranking in which one client's change is counted in, and those of others that wait while they are few. */
    public final class Ranked {
        private final long client;
        private final SpendRanking ranking;
        private final SpendChanges changes;

        private Ranked(long client, SpendRanking ranking, SpendChanges changes) {
            this.client = client;
            this.ranking = ranking;
            this.changes = changes;
        }

        /** The ranking as this client counts in it. */
        public SpendRanking ranking() {
            return ranking;
        }

        /** Whether a change of this client waits that they were evaluated with before. */
        boolean waits() {
            return !known.waitingFrom(client).equals(Instant.MAX);
        }

        /** How many cut-offs a spend has reached without what waits. */
        int reachedAsApplied(long spendMinor) {
            return appliedCutoffs.reached(spendMinor);
        }

        /** Whether all that waits is counted in. */
        boolean knowsOthers() {
            return known.complete();
        }

        /** When the first change of others that waits began; the end of time if none is known to wait. */
        public Instant othersFrom() {
            return others().min(Instant::compareTo).orElse(Instant.MAX);
        }

        /** When the last of them began. */
        Instant othersLastFrom() {
            return others().max(Instant::compareTo).orElse(Instant.MIN);
        }

        private Stream<Instant> others() {
            return known.waiting().stream()
                    .filter(one -> one.client() != client)
                    .map(KnownRanking.Waiting::from);
        }

        /** The levels of this ranking, for going along so many steps. */
        SpendLevels levels(int steps) throws SQLException {
            return changes.on(steps < LoadedLevels.WORTH_LOADING ? levels : LoadedLevels.load(transaction, business));
        }
    }

    /** Whether the applied cut-offs alone rank the spend otherwise than they were ranked. */
    public boolean differs(EvaluationResult result) {
        return appliedCutoffs.reached(result.spendMinor()) != result.cutoffsReached();
    }
}
