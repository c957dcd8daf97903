package io.regulars.contacts;

import io.regulars.clients.ClientRow;
import io.regulars.clients.ErasesClient;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;

/** An erased client gets nothing, so nothing is kept of how little they wanted. */
@ApplicationScoped
class EraseOwnCaps implements ErasesClient {
    @Override
    public void erase(Transaction tx, ClientRow client, Instant now) throws SQLException {
        tx.update("delete from own_cap where client_id = ?", client.id());
    }
}
