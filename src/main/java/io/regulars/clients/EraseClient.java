package io.regulars.clients;

import io.quarkus.arc.All;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Erases a client: each feature removes what tells who the client is; totals stay, and a tombstone keeps the id from being taken. */
@ApplicationScoped
public class EraseClient {
    private final List<ErasesClient> parts;

    EraseClient(@All List<ErasesClient> parts) {
        this.parts = parts;
    }

    /** Erases a locked client. */
    public void erase(Transaction tx, ClientRow client, Instant now) throws SQLException {
        for (ErasesClient part : parts) {
            part.erase(tx, client, now);
        }
    }
}
