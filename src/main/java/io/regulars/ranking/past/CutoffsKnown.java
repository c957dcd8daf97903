package io.regulars.ranking.past;

import io.regulars.access.businesses.BusinessId;
import io.regulars.facts.Cutoffs.Cut;
import io.regulars.platform.database.Transaction;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Until when the cut-offs of a business's past are known: what was told of a moment a moment ago is still to be counted in,
 * for all that was since.
 *
 * @param until from that moment on they are not known, and may be given as they were thought to be; null: they all are
 */
public record CutoffsKnown(@Nullable Instant until) {
    private static final CutoffsKnown ALWAYS = new CutoffsKnown(null);

    /** For the cuts of some rules. */
    public static CutoffsKnown of(Transaction transaction, BusinessId business, Collection<Cut> cuts)
            throws SQLException {
        if (cuts.isEmpty()) {
            return ALWAYS;
        }
        boolean toBeSwept = transaction
                .first(
                        "select must_sweep or stepped_to is not null as unknown from spend_ranking where business_id = ?",
                        row -> row.getBoolean("unknown"),
                        business.value())
                .orElse(false);
        boolean kept = new PastSource(transaction, business, PastCuts.inOrder(cuts)).isKnown();
        if (toBeSwept || !kept) {
            return new CutoffsKnown(Instant.EPOCH);
        }
        return transaction
                .first(
                        """
                        select least((select min(from_at) from spend_change where business_id = ?),
                                     (select min(from_at) from rank_recheck where business_id = ?)) as until
                        """,
                        row -> new CutoffsKnown(Transaction.instant(row, "until")),
                        business.value(),
                        business.value())
                .orElse(ALWAYS);
    }

    /** Whether they are known at every moment. */
    public boolean always() {
        return until == null;
    }

    /** The moment if it is one that is not known for another. */
    @Nullable
    public Instant notKnownAt(Instant moment) {
        return until == null || moment.isBefore(until) ? null : until;
    }
}
