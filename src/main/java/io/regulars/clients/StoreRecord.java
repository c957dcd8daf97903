package io.regulars.clients;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.businesses.BusinessId;
import io.regulars.clients.VersionedRecords.Latest;
import io.regulars.clients.VersionedRecords.Telling;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.json.Fields;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Takes what is told of the things of one kind: all of a thing, or some fields of it.
 *
 * @param <T> a state
 */
public final class StoreRecord<T> {
    private final Owners owners;
    private final VersionedRecords<T> records;
    private final StateWording<T> words;

    /** For things of a kind, told in these words. */
    public StoreRecord(Owners owners, VersionedRecords<T> records, StateWording<T> words) {
        this.owners = owners;
        this.records = records;
        this.words = words;
    }

    /**
     * What was stored.
     *
     * @param client number of the client of whom it was told
     * @param others numbers of other clients whose past it made another, besides the one it went from
     */
    public record Stored<T>(long client, Change<T> change, Set<Long> others) {
        public Stored {
            others = Set.copyOf(others);
        }
    }

    /** Locks the client, and whoever had it before, and stores a state. */
    public Stored<T> put(Transaction tx, BusinessId business, String id, String client, Telling<T> telling, Instant now)
            throws SQLException {
        return put(tx, business, id, owners.lock(tx, business, records, id, client, now), telling, now);
    }

    /**
     * The same for one of many tellings that are told together and do not all say their moments: it is later than those that
     * were told before it.
     *
     * @param guess its moment, as far as it says one
     * @param since when the first of them was told
     */
    public Stored<T> putInTurn(
            Transaction tx, BusinessId business, String id, String client, Telling<T> guess, Instant since, Instant now)
            throws SQLException {
        var owned = owners.lock(tx, business, records, id, client, now);
        Instant at = owned.latest()
                .filter(latest -> !latest.recordedAt().isBefore(since))
                .map(Latest::occurredAt)
                .filter(moment -> moment.isAfter(guess.occurredAt()) && !moment.isAfter(since))
                .orElse(guess.occurredAt());
        return put(tx, business, id, owned, guess.asOf(at), now);
    }

    private Stored<T> put(
            Transaction tx, BusinessId business, String id, Owners.Owned<T> owned, Telling<T> telling, Instant now)
            throws SQLException {
        Optional<Latest<T>> latest = owned.latest();
        Instant at = telling.occurredAt();
        T known = latest.filter(it -> !it.deleted()).map(Latest::state).orElse(null);
        Telling<T> completed = telling.completed(words, known);
        if (latest.isPresent()
                && at.isBefore(latest.get().occurredAt())
                && records.isPatchedAfter(tx, latest.get(), at)) {
            ObjectNode told = words.write(owned.client().externalId(), completed.state());
            var past = new StateHistory.Telling(told, telling.said(), at, words.following());
            return retell(tx, business, owned, latest.get(), past, now);
        }
        Change<T> change = records.store(tx, business, id, owned.client().id(), latest, completed, now);
        return new Stored<>(owned.client().id(), owned.withoutErased(change), Set.of());
    }

    /**
     * Locks whom it concerns, and stores some fields.
     *
     * @param patch null clears a field
     * @param at as of when; null: now
     * @throws ProblemException NOT_FOUND if there is no such thing, or it was removed; ERASED if it belongs to nobody any more
     */
    public Stored<T> patch(Transaction tx, BusinessId business, String id, ObjectNode patch, Instant at, Instant now)
            throws SQLException {
        var owned = lock(tx, business, id, patch, now);
        Latest<T> latest = present(owned.latest(), id);
        SaidFields said = SaidFields.some(patch);
        if (at.isBefore(latest.occurredAt())) {
            return retell(
                    tx, business, owned, latest, new StateHistory.Telling(patch, said, at, words.following()), now);
        }
        String owner = owned.externalId(latest.clientId());
        var told = words.read(MergePatch.apply(words.write(owner, latest.state()), patch), at);
        T state = told.completed(words, latest.state(), at);
        SaidFields all =
                at.equals(latest.occurredAt()) ? latest.said().and(said, words.write(owner, latest.state())) : said;
        Change<T> change = records.store(
                tx,
                business,
                id,
                owned.client().id(),
                owned.latest(),
                new Telling<>(state, at, all.shortly(words.write(told.client(), state))),
                now);
        return new Stored<>(owned.client().id(), owned.withoutErased(change), Set.of());
    }

    private Owners.Owned<T> lock(Transaction tx, BusinessId business, String id, ObjectNode patch, Instant now)
            throws SQLException {
        String client = new Fields(patch).id("client");
        if (client != null) {
            return owners.lock(tx, business, records, id, client, now);
        }
        Latest<T> latest = present(records.latest(tx, business, id), id);
        return owners.lockOwner(tx, business, records, latest, now);
    }

    private Stored<T> retell(
            Transaction tx,
            BusinessId business,
            Owners.Owned<T> owned,
            Latest<T> latest,
            StateHistory.Telling telling,
            Instant now)
            throws SQLException {
        var stored = new RetellRecord<>(tx, business, records, words, owned, latest).tell(telling, now);
        return new Stored<>(stored.client(), owned.withoutErased(stored.change()), stored.others());
    }

    private Latest<T> present(Optional<Latest<T>> latest, String id) {
        Latest<T> known = latest.orElseThrow(
                () -> new ProblemException(ErrorCode.NOT_FOUND, "There is nothing of the id '" + id + "'."));
        if (known.deleted()) {
            throw new ProblemException(
                    ErrorCode.NOT_FOUND,
                    "'" + id + "' was removed as of " + known.occurredAt() + "; to have it again, PUT all of it.");
        }
        return known;
    }
}
