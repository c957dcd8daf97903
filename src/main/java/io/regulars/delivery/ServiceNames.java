package io.regulars.delivery;

import io.regulars.access.businesses.BusinessId;
import io.regulars.platform.database.Transaction;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The names of a business's services by their codes, each read once. For one transaction. */
final class ServiceNames {
    private final BusinessId business;
    private final Set<String> asked = new HashSet<>();
    private final Map<String, String> names = new HashMap<>();

    ServiceNames(BusinessId business) {
        this.business = business;
    }

    /** The names of these and others; one that the catalogue has no name of is missing. */
    Map<String, String> of(Transaction tx, Set<String> codes) throws SQLException {
        var unknown = new HashSet<>(codes);
        unknown.removeAll(asked);
        if (!unknown.isEmpty()) {
            tx.list(
                    "select external_id, name from service where business_id = ? and external_id = any(?)"
                            + " and name is not null",
                    row -> names.put(row.getString("external_id"), row.getString("name")),
                    business.value(),
                    unknown.toArray(String[]::new));
            asked.addAll(unknown);
        }
        return names;
    }
}
