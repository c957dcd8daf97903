package io.regulars.bookings;

import io.regulars.access.BusinessId;
import io.regulars.clients.Clients;
import io.regulars.clients.VersionedRecords;
import io.regulars.clients.VersionedRecords.Latest;
import io.regulars.platform.ErrorCode;
import io.regulars.platform.Refusal;
import io.regulars.platform.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Set;

/** Removes a booking or a receipt as if it had never been. */
@ApplicationScoped
public class RemoveRecord {
    private final Clients clients;

    RemoveRecord(Clients clients) {
        this.clients = clients;
    }

    /** Whose it was, and whether anything changed. */
    public record Removed(long clientId, boolean changed) {}

    /** Removes a booking as of a moment; a state that is younger stays. */
    public Removed booking(Transaction tx, BusinessId business, String id, Instant occurredAt, Instant now)
            throws SQLException {
        return remove(tx, business, BookingContent.RECORDS, id, occurredAt, now);
    }

    /** Removes a receipt as of a moment; a state that is younger stays. */
    public Removed receipt(Transaction tx, BusinessId business, String id, Instant occurredAt, Instant now)
            throws SQLException {
        return remove(tx, business, ReceiptContent.RECORDS, id, occurredAt, now);
    }

    private <T> Removed remove(
            Transaction tx,
            BusinessId business,
            VersionedRecords<T> records,
            String id,
            Instant occurredAt,
            Instant now)
            throws SQLException {
        long owner = latest(tx, business, records, id).clientId();
        if (!clients.lockInOrder(tx, business, Set.of(owner), new HashMap<>()).isEmpty()) {
            throw new Refusal(
                    ErrorCode.ERASED, "'" + id + "' belongs to a client who was erased; what is left of it is kept.");
        }
        Latest<T> locked = latest(tx, business, records, id);
        if (locked.clientId() != owner) {
            throw new Refusal(ErrorCode.CONFLICT, "It was changed by somebody else at the same moment; send it again.");
        }
        return new Removed(owner, records.remove(tx, business, locked, occurredAt, now));
    }

    private static <T> Latest<T> latest(Transaction tx, BusinessId business, VersionedRecords<T> records, String id)
            throws SQLException {
        return records.latest(tx, business, id)
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "There is nothing of the id '" + id + "'."));
    }
}
