package io.regulars.bookings;

import io.regulars.access.BusinessId;
import io.regulars.clients.Change;
import io.regulars.clients.ClientRow;
import io.regulars.clients.Owners;
import io.regulars.platform.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;

/** Takes a state of a receipt. */
@ApplicationScoped
public class StoreReceipt {
    private final Owners owners;

    StoreReceipt(Owners owners) {
        this.owners = owners;
    }

    /** What was stored, and for whom. */
    public record Stored(ClientRow client, Change<ReceiptContent> change) {}

    /** Locks the client, and the one it belonged to, and stores the state. */
    public Stored store(Transaction tx, BusinessId business, String id, ReceiptBody body, Instant now)
            throws SQLException {
        var owned = owners.lock(tx, business, ReceiptContent.RECORDS, id, body.client(), now);
        Instant occurredAt = body.occurredAt() == null ? now : body.occurredAt();
        return new Stored(
                owned.client(),
                ReceiptContent.RECORDS.store(
                        tx, business, id, owned.client().id(), owned.latest(), body.content(), occurredAt, now));
    }
}
