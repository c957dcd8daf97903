package io.regulars.activity;

import io.regulars.access.BusinessId;
import io.regulars.clients.ClientRow;
import io.regulars.clients.Clients;
import io.regulars.platform.ErrorCode;
import io.regulars.platform.Json;
import io.regulars.platform.Refusal;
import io.regulars.platform.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

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
     * @throws Refusal CONFLICT if there is another event of that id
     */
    public Stored store(Transaction tx, BusinessId business, ActivityBody body, Instant now) throws SQLException {
        ClientRow client = clients.lock(tx, business, body.client(), now);
        String id = body.id() == null ? UUID.randomUUID().toString() : body.id();
        Instant occurredAt = body.occurredAt() == null ? now : body.occurredAt();
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
            throw new Refusal(
                    ErrorCode.CONFLICT, "There is another event of the id '" + id + "'; events never change.");
        }
        return new Stored(client, id, occurredAt, added > 0);
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
