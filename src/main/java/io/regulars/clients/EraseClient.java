package io.regulars.clients;

import io.regulars.platform.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;

/** Erases a client: what tells who it is goes, totals stay, and a tombstone keeps a late message from bringing it back. */
@ApplicationScoped
public class EraseClient {
    /** Erases a locked client. */
    public void erase(Transaction tx, ClientRow client, Instant now) throws SQLException {
        for (String table : new String[] {"client_version", "client_tag", "consent", "membership"}) {
            tx.update("delete from " + table + " where client_id = ?", client.id());
        }
        tx.update("update activity set data = '{}' where client_id = ?", client.id());
        tx.update("update campaign_action set content = '{}' where client_id = ?", client.id());
        tx.update(
                "update campaign_action set state = 'CANCELLED' where client_id = ? and state = 'QUEUED'", client.id());
        tx.update("""
                update client set external_id = ?, profile = '{}', known = false, erased_at = ?, evaluate_again_at = null
                where id = ?
                """, Clients.tombstone(client.externalId()), now, client.id());
    }
}
