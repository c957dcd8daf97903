package io.regulars.ranking.past;

import io.regulars.access.businesses.BusinessId;
import io.regulars.facts.Cutoffs.Cut;
import io.regulars.platform.database.Transaction;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The moves as they are stored; those of cuts that no running release names are found anew while that is quick. */
final class PastSource implements CutoffTimeline.Source {
    private final Transaction transaction;
    private final BusinessId business;
    private final List<Cut> wanted;
    private @Nullable List<Cut> cuts;
    private @Nullable SweptSource swept;

    PastSource(Transaction transaction, BusinessId business, List<Cut> wanted) {
        this.transaction = transaction;
        this.business = business;
        this.wanted = wanted;
    }

    /** Whether the moves are stored, or quickly found. */
    boolean isKnown() throws SQLException {
        Optional<List<Cut>> kept = StoredMoves.cuts(transaction, business);
        return kept.isPresent() && kept.get().containsAll(wanted) || StoredSteps.areFew(transaction, business);
    }

    @Override
    public List<Cut> cuts() throws SQLException {
        if (cuts == null) {
            Optional<List<Cut>> kept = StoredMoves.cuts(transaction, business);
            if (kept.isPresent() && kept.get().containsAll(wanted)) {
                cuts = kept.get();
            } else {
                swept = StoredSteps.areFew(transaction, business)
                        ? SweptSource.of(wanted, StoredSteps.since(transaction, business, Instant.MIN))
                        : null;
                cuts = swept == null ? List.of() : wanted;
            }
        }
        return cuts;
    }

    @Override
    public List<StoredMoves.Outline> outlines() throws SQLException {
        if (cuts().isEmpty()) {
            return List.of();
        }
        return swept == null ? StoredMoves.outlines(transaction, business) : swept.outlines();
    }

    @Override
    public @Nullable CutoffBlock at(Instant moment) throws SQLException {
        if (cuts().isEmpty()) {
            return null;
        }
        return swept == null ? StoredMoves.at(transaction, business, moment).orElse(null) : swept.at(moment);
    }
}
