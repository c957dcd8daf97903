package io.regulars.activity;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.businesses.BusinessId;
import io.regulars.clients.ClientRow;
import io.regulars.clients.Clients;
import io.regulars.clients.ConsentMethod;
import io.regulars.clients.ConsentProof;
import io.regulars.clients.Consents;
import io.regulars.facts.history.Activity;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.json.Json;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes an event; it is a fact of the past and never changes. */
@ApplicationScoped
public class StoreActivity {
    private final Clients clients;

    StoreActivity(Clients clients) {
        this.clients = clients;
    }

    /** What was stored, and for whom. */
    public record Stored(ClientRow client, String id, Instant occurredAt, boolean changed) {}

    /**
     * Locks the client and adds the event.
     *
     * @param unsaid its moment, if it says none
     * @throws ProblemException CONFLICT if there is another event of that id
     */
    public Stored store(Transaction tx, BusinessId business, ActivityBody body, Instant unsaid, Instant now)
            throws SQLException {
        ClientRow client = clients.lock(tx, business, body.client(), now);
        String id = body.id() == null ? UUID.randomUUID().toString() : body.id();
        Instant occurredAt = requireNonNullElse(body.occurredAt(), unsaid);
        int added = tx.update(
                """
                insert into activity (business_id, external_id, client_id, type, occurred_at, recorded_at, data)
                values (?, ?, ?, ?, ?, ?, ?::jsonb) on conflict (business_id, external_id) do nothing
                """,
                business.value(),
                id,
                client.id(),
                body.type(),
                occurredAt,
                now,
                body.data().toString());
        if (added == 0 && !same(tx, business, id, client, body)) {
            throw new ProblemException(
                    ErrorCode.CONFLICT, "There is another event of the id '" + id + "'; events never change.");
        }
        if (added > 0) {
            noteConsent(tx, client.id(), body, occurredAt, now);
        }
        return new Stored(client, id, occurredAt, added > 0);
    }

    /**
     * Adds those events that are not there yet, many at once, and gives their ids.
     *
     * @param events by external id; none of consent, of which the order counts
     * @param unsaid the moment of those that say none
     * @param clients locked, by external id; everybody whom the events name
     */
    public Set<String> addNew(
            Transaction tx,
            BusinessId business,
            Map<String, ActivityBody> events,
            Map<String, Long> clients,
            Instant unsaid,
            Instant now)
            throws SQLException {
        var added = new HashSet<>(events.keySet());
        tx.list(
                        "select external_id from activity where business_id = ? and external_id = any(?)",
                        row -> row.getString(1),
                        business.value(),
                        added.toArray(String[]::new))
                .forEach(added::remove);
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (String id : added) {
            ActivityBody body = requireNonNull(events.get(id));
            rows.add(new @Nullable Object[] {
                business.value(),
                id,
                requireNonNull(clients.get(body.client())),
                body.type(),
                requireNonNullElse(body.occurredAt(), unsaid),
                now,
                body.data().toString()
            });
        }
        tx.batch("""
                insert into activity (business_id, external_id, client_id, type, occurred_at, recorded_at, data)
                values (?, ?, ?, ?, ?, ?, ?::jsonb)
                on conflict (business_id, external_id) do nothing
                """, rows);
        return added;
    }

    /** From its moment on. */
    private static void noteConsent(Transaction tx, long client, ActivityBody body, Instant occurredAt, Instant now)
            throws SQLException {
        if (body.isOfConsent()) {
            boolean given = body.type() == Activity.Type.SUBSCRIBED;
            Consents.note(tx, client, body.data().path("channel").textValue(), given, occurredAt, now, proof(body));
        }
    }

    private static ConsentProof proof(ActivityBody body) {
        ObjectNode evidence = body.data().deepCopy().without(List.of("channel", "method", "wording", "actor"));
        return new ConsentProof(
                body.data().path("evidence").asText(body.type().name()),
                body.data().hasNonNull("method")
                        ? ConsentMethod.of(body.data().path("method").asText())
                        : ConsentMethod.UNSAID,
                body.data().path("wording").textValue(),
                evidence,
                body.data().path("actor").textValue());
    }

    private static boolean same(Transaction tx, BusinessId business, String id, ClientRow client, ActivityBody body)
            throws SQLException {
        return tx.first(
                        "select client_id, type, occurred_at, data from activity where business_id = ? and external_id = ?",
                        row -> row.getLong("client_id") == client.id()
                                && row.getString("type").equals(body.type().name())
                                && (body.occurredAt() == null
                                        || body.occurredAt().equals(Transaction.instant(row, "occurred_at")))
                                && Json.stored(row.getString("data"))
                                        .equals(Json.stored(body.data().toString())),
                        business.value(),
                        id)
                .orElse(false);
    }
}
