package io.regulars.evaluation;

import io.regulars.access.BusinessId;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.Cutoffs.Cut;
import io.regulars.platform.Transaction;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Set;

/**
 * The spends from which on a client ranks above a percentile, exact in integers.
 *
 * <p>Ranked by spend upwards, position i from 1, a spend s with {@code more} above it has its last client at position
 * n − more. {@code 100·(n − more) > p·n} holds from the least position i with {@code 100·i > p·n} on, so the spend at that
 * position is the cut-off, and ties share it.
 */
final class SpendCutoffs {
    private SpendCutoffs() {}

    /** The cut-offs of a business as its clients' spends are stored in this transaction. */
    static Cutoffs load(Transaction transaction, BusinessId business, Set<Cut> cuts) throws SQLException {
        return load(transaction, business, cuts, population(transaction, business));
    }

    /** How many clients of a business are ranked: those who spent anything. */
    static long population(Transaction transaction, BusinessId business) throws SQLException {
        return transaction.first("""
                        select count(*) from client where business_id = ? and spend_minor > 0 and erased_at is null
                        """, row -> row.getLong(1), business.value()).orElseThrow();
    }

    /** The cut-offs among so many clients. */
    static Cutoffs load(Transaction transaction, BusinessId business, Set<Cut> cuts, long count) throws SQLException {
        var least = new HashMap<Cut, Long>();
        for (Cut cut : cuts) {
            long position = position(cut, count);
            if (position <= count) {
                least.put(cut, spendAt(transaction, business, position));
            }
        }
        return new Cutoffs(least);
    }

    /** The least position from 1 that lies above a cut among so many clients; beyond them if none does. */
    static long position(Cut cut, long count) {
        // percentiles are in thousandths, so 100·i > p·n is 100,000·i > percentile·n
        long line = Math.multiplyExact((long) cut.percentile(), count);
        long position = cut.strict() ? Math.floorDiv(line, 100_000) + 1 : Math.ceilDiv(line, 100_000);
        return Math.max(position, 1);
    }

    private static long spendAt(Transaction transaction, BusinessId business, long position) throws SQLException {
        return transaction
                .first("""
                        select spend_minor from client
                        where business_id = ? and spend_minor > 0 and erased_at is null
                        order by spend_minor offset ? limit 1
                        """, row -> row.getLong(1), business.value(), position - 1)
                .orElseThrow();
    }
}
