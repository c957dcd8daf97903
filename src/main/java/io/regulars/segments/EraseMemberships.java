package io.regulars.segments;

import io.regulars.clients.ClientRow;
import io.regulars.clients.ErasesClient;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;

/** The client leaves all segments, so that counts over time stay right. Reasons go: they quote facts such as age and city. */
@ApplicationScoped
class EraseMemberships implements ErasesClient {
    @Override
    public void erase(Transaction tx, ClientRow client, Instant now) throws SQLException {
        tx.update("""
                insert into transition (business_id, client_id, segment, kind, cause, occurred_at, recorded_at, release_id, rule,
                                        because)
                select business_id, client_id, segment, 'LEFT', 'CHANGE', ?, ?, release_id, rule, ''
                from membership where client_id = ?
                """, now, now, client.id());
        tx.update("delete from membership where client_id = ?", client.id());
        tx.update("update transition set because = '' where client_id = ?", client.id());
    }
}
