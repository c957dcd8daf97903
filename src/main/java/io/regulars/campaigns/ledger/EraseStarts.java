package io.regulars.campaigns.ledger;

import io.regulars.clients.ClientRow;
import io.regulars.clients.ErasesClient;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;

/** Starts and actions stay as numbers. Reasons, contents and the client's id go, and what is queued is cancelled. */
@ApplicationScoped
class EraseStarts implements ErasesClient {
    @Override
    public void erase(Transaction tx, ClientRow client, Instant now) throws SQLException {
        tx.update("""
                update campaign_start set because = '',
                       origin = case when origin = ? then 'erased:' || id else origin end
                where client_id = ?
                """, "event:client:" + client.externalId(), client.id());
        tx.update("""
                update campaign_action set content = '{}', state = case when state = 'QUEUED' then 'CANCELLED' else state end,
                       reason = case when state = 'QUEUED' then 'the client was erased' else reason end
                where client_id = ?
                """, client.id());
    }
}
