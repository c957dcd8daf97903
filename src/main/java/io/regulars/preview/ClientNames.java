package io.regulars.preview;

import io.regulars.access.businesses.BusinessId;
import io.regulars.clients.FullName;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** What clients are called, for lists that know their ids. */
@ApplicationScoped
public class ClientNames {
    /** First and last names as far as they were told, by external ids; of whom neither was there is nothing. */
    public Map<String, String> of(Transaction transaction, BusinessId business, Collection<String> ids)
            throws SQLException {
        record Named(String id, String name) {}
        return transaction
                .list(
                        """
                        select external_id, name from (
                          select external_id, %s as name
                          from client c where business_id = ? and external_id = any(?)) named
                        where name is not null
                        """.formatted(FullName.OF_C),
                        row -> new Named(row.getString("external_id"), row.getString("name")),
                        business.value(),
                        ids.toArray(String[]::new))
                .stream()
                .collect(Collectors.toMap(Named::id, Named::name));
    }
}
