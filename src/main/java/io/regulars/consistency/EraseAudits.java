package io.regulars.consistency;

import io.regulars.clients.ClientRow;
import io.regulars.clients.ErasesClient;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;

/** What audits found of the client goes; their counts stay. */
@ApplicationScoped
class EraseAudits implements ErasesClient {
    @Override
    public void erase(Transaction tx, ClientRow client, Instant now) throws SQLException {
        tx.update("delete from audit_drift where client_id = ?", client.id());
    }
}
