package io.regulars.clients;

import io.regulars.access.businesses.BusinessId;
import io.regulars.clients.VersionedRecords.Latest;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Locks whom a change of a thing concerns: the client it names, and those to whom the thing has belonged until now. */
@ApplicationScoped
public class Owners {
    private final Clients clients;

    Owners(Clients clients) {
        this.clients = clients;
    }

    /**
     * The client that the change names, and the thing's latest state; all its owners are locked.
     *
     * @param locked external ids by number; of an erased client its tombstone
     * @param erased who of them was erased
     */
    public record Owned<T>(ClientRow client, Optional<Latest<T>> latest, Map<Long, String> locked, Set<Long> erased) {
        String externalId(long id) {
            return Objects.requireNonNull(locked.get(id));
        }

        /** Whoever was erased leaves no segment when a thing goes to somebody else. */
        public <S> Change<S> withoutErased(Change<S> change) {
            Long from = change.movedFrom();
            return from == null || !erased.contains(from)
                    ? change
                    : new Change<>(
                            change.kind(),
                            change.before(),
                            change.after(),
                            change.occurredAt(),
                            null,
                            change.beatenBy());
        }
    }

    /**
     * Locks the owners of a thing, and the client that a change of it names, in the order of their numbers, and reads the thing
     * under these locks: in one round trip, but for a client whom nobody has named before.
     *
     * @throws ProblemException ERASED if the client named was erased
     */
    public <T> Owned<T> lock(
            Transaction tx, BusinessId business, VersionedRecords<T> records, String id, String client, Instant now)
            throws SQLException {
        var named = new ArrayList<ClientRow>();
        var locked = new HashMap<Long, String>();
        var erased = new HashSet<Long>();
        var latest = new ArrayList<Latest<T>>();
        tx.each(
                Clients.LOCK_IN_ORDER.formatted(records.ownersSql()) + ";" + records.latestSql(),
                List.of(
                        row -> {
                            locked.put(row.getLong("id"), row.getString("external_id"));
                            if (Clients.isErased(row)) {
                                erased.add(row.getLong("id"));
                            }
                            return !Clients.isNamed(row, client) || named.add(Clients.readUnlessErased(row));
                        },
                        row -> latest.add(records.read(row))),
                business.value(),
                client,
                Clients.tombstone(client),
                business.value(),
                id,
                business.value(),
                id);
        if (named.isEmpty()) {
            ClientRow stub = clients.addAndLock(tx, business, client, now);
            locked.put(stub.id(), stub.externalId());
            return new Owned<>(stub, underTheLock(records.latest(tx, business, id), locked), locked, erased);
        }
        return new Owned<>(named.getFirst(), underTheLock(latest.stream().findFirst(), locked), locked, erased);
    }

    /**
     * Locks the owners of a thing, where a change of it names nobody.
     *
     * @throws ProblemException ERASED if it belongs to somebody who was erased
     */
    <T> Owned<T> lockOwner(
            Transaction tx, BusinessId business, VersionedRecords<T> records, Latest<T> before, Instant now)
            throws SQLException {
        var locked = new HashMap<Long, String>();
        Set<Long> erased = clients.lockInOrder(tx, business, before.owners(), locked);
        Optional<Latest<T>> latest = underTheLock(records.latest(tx, business, before.id()), locked);
        long owner = latest.orElse(before).clientId();
        if (erased.contains(owner)) {
            throw new ProblemException(
                    ErrorCode.ERASED,
                    "'" + before.id() + "' belongs to a client who was erased. If it is another client's, name that"
                            + " client in the request.");
        }
        ClientRow client = clients.lock(tx, business, Objects.requireNonNull(locked.get(owner)), now);
        return new Owned<>(client, latest, locked, erased);
    }

    /** The state under the lock: it may have gone to somebody else while we waited. */
    private static <T> Optional<Latest<T>> underTheLock(Optional<Latest<T>> latest, Map<Long, String> locked) {
        if (latest.isPresent() && !locked.keySet().containsAll(latest.get().owners())) {
            throw new ProblemException(
                    ErrorCode.CONFLICT, "It was changed by somebody else at the same moment; send it again.");
        }
        return latest;
    }
}
