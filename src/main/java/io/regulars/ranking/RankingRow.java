package io.regulars.ranking;

import io.regulars.access.businesses.BusinessId;
import io.regulars.facts.Cutoffs.Cut;
import io.regulars.platform.database.Transaction;
import io.regulars.ranking.past.PastCuts;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The row of a business's ranking, locked by whoever changes it.
 *
 * @param pastCuts the cuts whose past is kept; null: none yet
 * @param mustSweep whether the past is to be found from the beginning
 * @param steppedTo the client up to whom steps are written; null: everybody's are
 */
public record RankingRow(
        @Nullable String pastCuts,
        boolean mustSweep,
        @Nullable Long steppedTo) {
    /** Waits for who is at it, or gives it up with {@code " skip locked"}. */
    public static Optional<RankingRow> lock(Transaction transaction, BusinessId business, String unlessBusy)
            throws SQLException {
        transaction.update(
                "insert into spend_ranking (business_id, population) values (?, 0) on conflict do nothing",
                business.value());
        return transaction.first(
                "select past_cuts, must_sweep, stepped_to from spend_ranking where business_id = ? for update"
                        + unlessBusy,
                row -> new RankingRow(
                        row.getString("past_cuts"),
                        row.getBoolean("must_sweep"),
                        row.getObject("stepped_to", Long.class)),
                business.value());
    }

    static void askForSweep(Transaction transaction, BusinessId business) throws SQLException {
        transaction.update(
                "update spend_ranking set must_sweep = true where business_id = ? and not must_sweep",
                business.value());
    }

    boolean keeps(List<Cut> cuts) {
        return pastCuts != null && pastCuts.equals(PastCuts.text(cuts));
    }
}
