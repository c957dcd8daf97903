package io.regulars.bookings;

import io.regulars.clients.ClientRow;
import io.regulars.clients.ErasesClient;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;

/** No total rests on passes, so they go with their client. */
@ApplicationScoped
class ErasePasses implements ErasesClient {
    @Override
    public void erase(Transaction tx, ClientRow client, Instant now) throws SQLException {
        tx.update("delete from pass where client_id = ?", client.id());
        tx.update("delete from pass_version where client_id = ?", client.id());
    }
}
