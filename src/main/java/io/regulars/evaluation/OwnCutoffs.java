package io.regulars.evaluation;

import io.regulars.access.BusinessId;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.Cutoffs.Cut;
import io.regulars.platform.Transaction;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Set;

/**
 * The cut-offs that each client of an evaluation is compared with: as last folded, with her own change counted in, and
 * those of others that still wait while they are few.
 */
final class OwnCutoffs {
    private final KnownRanking known;
    private final SpendRanking folded;
    private final Cutoffs foldedCutoffs;
    private final SpendLevels levels;

    private OwnCutoffs(KnownRanking known, SpendRanking folded, SpendLevels levels) {
        this.known = known;
        this.folded = folded;
        this.foldedCutoffs = folded.cutoffs();
        this.levels = levels;
    }

    /** The cut-offs for the cuts of a release; one that no fold has placed yet is counted here. */
    static OwnCutoffs of(Transaction transaction, BusinessId business, KnownRanking known, Set<Cut> cuts)
            throws SQLException {
        var levels = new StoredLevels(transaction, business);
        var places = new HashMap<>(known.folded().places());
        places.keySet().retainAll(cuts);
        long population = known.folded().population();
        for (Cut cut : known.missing(cuts)) {
            places.put(cut, levels.count(cut, population));
        }
        return new OwnCutoffs(known, new SpendRanking(population, places), levels);
    }

    /** Whether nobody was ever ranked. */
    boolean isEmpty() {
        return known.folded().places().isEmpty();
    }

    /** As last folded. */
    Cutoffs folded() {
        return foldedCutoffs;
    }

    /** For a client whose spend is that now. */
    Cutoffs of(LoadedClient client, long spendMinor) {
        SpendChanges changes = known.waitingFor(client.id());
        changes.move(client.spendMinor(), spendMinor);
        return changes.isNothing()
                ? foldedCutoffs
                : folded.after(changes, changes.on(levels)).cutoffs();
    }

    /** Whether the folded cut-offs alone rank the spend otherwise than she was ranked. */
    boolean differs(Outcome outcome) {
        return foldedCutoffs.reached(outcome.spendMinor()) != outcome.cutoffsReached();
    }
}
