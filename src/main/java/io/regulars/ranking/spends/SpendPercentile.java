package io.regulars.ranking.spends;

import io.regulars.access.businesses.BusinessId;
import io.regulars.platform.database.Transaction;
import java.sql.SQLException;

/** Where a client ranks by spend: {@code 100·(n − more)/n} of the n clients who spent anything, counted from the levels. */
public final class SpendPercentile {
    private SpendPercentile() {}

    /**
     * The percentile; NaN for a client who spent nothing.
     *
     * @param storedMinor what they are counted with, which may be older than what they spent
     */
    public static double of(Transaction transaction, BusinessId business, long storedMinor, long spendMinor)
            throws SQLException {
        if (spendMinor <= 0) {
            return Double.NaN;
        }
        // what waits to be applied is counted in, and they with what they spent by now
        return transaction
                .first(
                        """
                        select coalesce(r.n, 0) + w.n as n, coalesce(l.more, 0) + w.more as more from
                            (select sum(population) as n from spend_ranking where business_id = ?) r,
                            (select sum(clients) as more from spend_level where business_id = ? and spend_minor > ?) l,
                            (select count(*) filter (where new_minor > 0) - count(*) filter (where old_minor > 0) as n,
                                    count(*) filter (where new_minor > ?) - count(*) filter (where old_minor > ?) as more
                             from (select old_minor, new_minor from spend_change where business_id = ?
                                   union all select greatest(?::bigint, 0), ?::bigint) waiting) w
                        """,
                        row -> percentile(row.getLong("n"), row.getLong("more")),
                        business.value(),
                        business.value(),
                        spendMinor,
                        spendMinor,
                        spendMinor,
                        business.value(),
                        storedMinor,
                        spendMinor)
                .orElseThrow();
    }

    private static double percentile(long n, long more) {
        return 100.0 * (n - more) / n;
    }
}
