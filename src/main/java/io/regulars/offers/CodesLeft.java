package io.regulars.offers;

import io.regulars.access.businesses.BusinessId;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** How many codes the pools of a business have, for whoever looks ahead. */
@ApplicationScoped
public class CodesLeft {
    /** By pool, how many nobody was given; one that has no codes at all is missing. */
    public Map<String, Long> left(Transaction tx, BusinessId business) throws SQLException {
        var left = new HashMap<String, Long>();
        tx.list("""
                select pool, count(*) filter (where taken_at is null) as unused from offer_pool_code
                where business_id = ? group by pool
                """, row -> left.put(row.getString("pool"), row.getLong("unused")), business.value());
        return left;
    }
}
