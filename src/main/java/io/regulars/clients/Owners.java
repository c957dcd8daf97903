package io.regulars.clients;

import io.regulars.access.BusinessId;
import io.regulars.clients.VersionedRecords.Latest;
import io.regulars.platform.ErrorCode;
import io.regulars.platform.Refusal;
import io.regulars.platform.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Locks whom a change of a thing concerns: the client it names, and the one the thing belonged to until now. */
@ApplicationScoped
public class Owners {
    private final Clients clients;

    Owners(Clients clients) {
        this.clients = clients;
    }

    /** The client that the change names, and the thing's latest state; both owners are locked. */
    public record Owned<T>(ClientRow client, Optional<Latest<T>> latest) {}

    /** Locks the owners of a thing. */
    public <T> Owned<T> lock(
            Transaction tx, BusinessId business, VersionedRecords<T> records, String id, String client, Instant now)
            throws SQLException {
        Optional<Latest<T>> before = records.latest(tx, business, id);
        if (before.isPresent()) {
            lockBoth(tx, business, before.get().clientId(), client);
        }
        ClientRow owner = clients.lock(tx, business, client, now);
        // again, under the lock: it may have changed while we waited
        Optional<Latest<T>> latest = records.latest(tx, business, id);
        long previous = before.map(Latest::clientId).orElse(owner.id());
        if (latest.isPresent()
                && latest.get().clientId() != owner.id()
                && latest.get().clientId() != previous) {
            throw new Refusal(ErrorCode.CONFLICT, "It was changed by somebody else at the same moment; send it again.");
        }
        return new Owned<>(owner, latest);
    }

    private void lockBoth(Transaction tx, BusinessId business, long previous, String client) throws SQLException {
        Optional<Long> named = tx.first(
                "select id from client where business_id = ? and external_id = ?",
                row -> row.getLong(1),
                business.value(),
                client);
        if (named.isEmpty() || named.get() != previous) {
            clients.lockInOrder(
                    tx, business, named.map(id -> List.of(previous, id)).orElse(List.of(previous)));
        }
    }
}
