package io.regulars.bookings;

import io.regulars.access.businesses.BusinessId;
import io.regulars.clients.Clients;
import io.regulars.clients.VersionedRecords;
import io.regulars.clients.VersionedRecords.Latest;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Removes a booking, a receipt or a pass as if it had never been. */
@ApplicationScoped
public class RemoveRecord {
    private final Clients clients;

    RemoveRecord(Clients clients) {
        this.clients = clients;
    }

    /**
     * What a removal did.
     *
     * @param clientId whose it was
     * @param beatenBy if nothing changed: the moment of what stands against it
     */
    public record Removed(
            long clientId, boolean changed, @Nullable Instant beatenBy) {}

    /** Removes a booking as of a moment; a state that is younger stays. Empty: nothing was told of it yet. */
    public Optional<Removed> booking(Transaction tx, BusinessId business, String id, Instant occurredAt, Instant now)
            throws SQLException {
        return remove(tx, business, BookingTable.RECORDS, id, occurredAt, now);
    }

    /** Removes a receipt as of a moment; a state that is younger stays. Empty: nothing was told of it yet. */
    public Optional<Removed> receipt(Transaction tx, BusinessId business, String id, Instant occurredAt, Instant now)
            throws SQLException {
        return remove(tx, business, ReceiptTable.RECORDS, id, occurredAt, now);
    }

    /** Removes a pass as of a moment; a state that is younger stays. Empty: nothing was told of it yet. */
    public Optional<Removed> pass(Transaction tx, BusinessId business, String id, Instant occurredAt, Instant now)
            throws SQLException {
        return remove(tx, business, PassTable.RECORDS, id, occurredAt, now);
    }

    private <T> Optional<Removed> remove(
            Transaction tx,
            BusinessId business,
            VersionedRecords<T> records,
            String id,
            Instant occurredAt,
            Instant now)
            throws SQLException {
        Optional<Latest<T>> latest = records.latest(tx, business, id);
        if (latest.isEmpty()) {
            records.removeAhead(tx, business, id, occurredAt, now);
            return Optional.empty();
        }
        long owner = latest.get().clientId();
        if (!clients.lockInOrder(tx, business, Set.of(owner), new HashMap<>()).isEmpty()) {
            throw new ProblemException(
                    ErrorCode.ERASED, "'" + id + "' belongs to a client who was erased; what is left of it is kept.");
        }
        Latest<T> locked = records.latest(tx, business, id).orElseThrow();
        if (locked.clientId() != owner) {
            throw new ProblemException(
                    ErrorCode.CONFLICT, "It was changed by somebody else at the same moment; send it again.");
        }
        boolean changed = records.remove(tx, business, locked, occurredAt, now);
        return Optional.of(new Removed(owner, changed, changed ? null : locked.occurredAt()));
    }
}
