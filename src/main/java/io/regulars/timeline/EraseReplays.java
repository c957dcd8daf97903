package io.regulars.timeline;

import io.regulars.clients.ClientRow;
import io.regulars.clients.ErasesClient;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;

/** The client goes from the results of replays; their counts stay. */
@ApplicationScoped
class EraseReplays implements ErasesClient {
    @Override
    public void erase(Transaction tx, ClientRow client, Instant now) throws SQLException {
        tx.update("delete from replay_member where client_id = ?", client.id());
    }
}
