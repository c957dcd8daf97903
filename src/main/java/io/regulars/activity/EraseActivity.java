package io.regulars.activity;

import io.regulars.clients.ClientRow;
import io.regulars.clients.ErasesClient;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;

/** Events stay as numbers; what they say goes. */
@ApplicationScoped
class EraseActivity implements ErasesClient {
    @Override
    public void erase(Transaction tx, ClientRow client, Instant now) throws SQLException {
        tx.update("update activity set data = '{}' where client_id = ?", client.id());
    }
}
