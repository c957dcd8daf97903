package io.regulars.bookings;

import static java.util.Objects.requireNonNull;

import io.regulars.access.BusinessId;
import io.regulars.clients.Change;
import io.regulars.clients.ClientRow;
import io.regulars.clients.Owners;
import io.regulars.clients.VersionedRecords.First;
import io.regulars.platform.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;

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

    /**
     * Adds those receipts that are not there yet, many at once, and gives their ids.
     *
     * @param receipts by external id
     * @param clients locked, by external id; everybody whom the receipts name
     */
    public Set<String> addNew(
            Transaction tx,
            BusinessId business,
            Map<String, ReceiptBody> receipts,
            Map<String, Long> clients,
            Instant now)
            throws SQLException {
        var things = new ArrayList<First<ReceiptContent>>();
        receipts.forEach((id, body) -> things.add(new First<>(
                id,
                requireNonNull(clients.get(body.client())),
                body.content(),
                body.occurredAt() == null ? now : body.occurredAt())));
        return ReceiptContent.RECORDS.addNew(tx, business, things, now);
    }
}
