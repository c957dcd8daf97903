package io.regulars.jobs;

import io.regulars.access.businesses.BusinessId;
import io.regulars.platform.database.Transaction;
import java.sql.SQLException;
import java.util.List;

/** All clients of a business, a batch after the other in the order of their numbers, so that memory stays flat. */
public final class ClientBatches {
    private ClientBatches() {}

    /** The next ones whose numbers are greater than one; none at the end. */
    public static List<Long> after(Transaction transaction, BusinessId business, long last, int most)
            throws SQLException {
        return transaction.list(
                "select id from client where business_id = ? and id > ? and erased_at is null order by id limit ?",
                row -> row.getLong("id"),
                business.value(),
                last,
                most);
    }
}
