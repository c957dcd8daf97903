package io.regulars.clients;

import io.regulars.platform.database.Transaction;
import java.sql.SQLException;
import java.time.Instant;

/**
 * What a feature does when a client is erased: it removes from its own tables what tells who the client is. Every feature that keeps
 * something of clients has one. The parts run in one transaction and in no particular order, so none reads what another removes.
 */
public interface ErasesClient {
    /** Erases a locked client from the feature's tables. */
    void erase(Transaction tx, ClientRow client, Instant now) throws SQLException;
}
