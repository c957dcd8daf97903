package io.regulars.bookings;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.Business;
import io.regulars.access.BusinessId;
import io.regulars.clients.Owners;
import io.regulars.clients.StoreRecord;
import io.regulars.clients.StoreRecord.Stored;
import io.regulars.clients.VersionedRecords.First;
import io.regulars.platform.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;

/** Takes what is told of a receipt. */
@ApplicationScoped
public class StoreReceipt {
    private final Owners owners;

    StoreReceipt(Owners owners) {
        this.owners = owners;
    }

    /** Locks the client, and whoever had it before, and stores the state. */
    public Stored<ReceiptContent> store(Transaction tx, Business business, String id, ReceiptBody body, Instant now)
            throws SQLException {
        return told(business, now).put(tx, business.id(), id, body.client(), body.telling(now), now);
    }

    /** Stores a line of an import that does not say its moment: it is later than the lines before it. */
    public Stored<ReceiptContent> storeInTurn(
            Transaction tx, Business business, String id, ReceiptBody body, Instant since, Instant now)
            throws SQLException {
        return told(business, now).putInTurn(tx, business.id(), id, body.client(), body.telling(now), since, now);
    }

    /** Locks whom it concerns, and stores what the patch names. */
    public Stored<ReceiptContent> patch(Transaction tx, Business business, String id, ObjectNode patch, Instant now)
            throws SQLException {
        Instant at = Patches.moment(patch, business.zone(), now);
        return told(business, now).patch(tx, business.id(), id, patch, at, now);
    }

    private StoreRecord<ReceiptContent> told(Business business, Instant now) {
        return new StoreRecord<>(owners, ReceiptContent.RECORDS, new ReceiptWords(business, now));
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
        receipts.forEach((id, body) ->
                things.add(new First<>(id, requireNonNull(clients.get(body.client())), body.telling(now))));
        return ReceiptContent.RECORDS.addNew(tx, business, things, now);
    }
}
