package io.regulars.clients;

import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;

/** The profile with its past, tags and consents go. The row stays as a tombstone, so that a late message does not bring the client back. */
@ApplicationScoped
class EraseProfile implements ErasesClient {
    @Override
    public void erase(Transaction tx, ClientRow client, Instant now) throws SQLException {
        tx.update("delete from client_version where client_id = ?", client.id());
        tx.update("delete from client_tag where client_id = ?", client.id());
        tx.update("delete from consent where client_id = ?", client.id());
        tx.update("""
                update client set external_id = ?, profile = '{}', known = false, erased_at = ?, evaluate_again_at = null
                where id = ?
                """, Clients.tombstone(client.externalId()), now, client.id());
    }
}
