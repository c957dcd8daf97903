package io.regulars.clients;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.platform.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;

/** Takes a profile: what the booking system owns of a client. */
@ApplicationScoped
public class StoreClient {
    /** Stores the profile of a locked client, and notes each consent that it changes. */
    public Change<ObjectNode> store(Transaction tx, ClientRow client, ClientBody body, Instant now)
            throws SQLException {
        Instant occurredAt = body.occurredAt() == null ? now : body.occurredAt();
        ObjectNode before = client.known() ? client.profile() : null;
        boolean past = client.occurredAt() != null && occurredAt.isBefore(client.occurredAt());
        if (past ? known(tx, client, body, occurredAt) : body.profile().equals(before)) {
            return new Change<>(Change.Kind.NOTHING, before, body.profile(), occurredAt, null);
        }
        String profile = body.profile().toString();
        tx.update("""
                insert into client_version (client_id, occurred_at, recorded_at, profile) values (?, ?, ?, ?::jsonb)
                """, client.id(), occurredAt, now, profile);
        noteConsents(tx, client, body, occurredAt, now);
        if (past) {
            return new Change<>(Change.Kind.PAST, before, body.profile(), occurredAt, null);
        }
        tx.update(
                "update client set known = true, profile = ?::jsonb, occurred_at = ?, recorded_at = ? where id = ?",
                profile,
                occurredAt,
                now,
                client.id());
        return new Change<>(Change.Kind.LATEST, before, body.profile(), occurredAt, null);
    }

    private static boolean known(Transaction tx, ClientRow client, ClientBody body, Instant occurredAt)
            throws SQLException {
        return tx.first(
                        "select 1 from client_version where client_id = ? and occurred_at = ? and profile = ?::jsonb",
                        row -> true,
                        client.id(),
                        occurredAt,
                        body.profile().toString())
                .isPresent();
    }

    private static void noteConsents(Transaction tx, ClientRow client, ClientBody body, Instant occurredAt, Instant now)
            throws SQLException {
        for (var consent : body.profile().path("consents").properties()) {
            boolean granted = consent.getValue().booleanValue();
            tx.update(
                    """
                    insert into consent (client_id, channel, granted, occurred_at, recorded_at, source)
                    select ?, ?, ?, ?, ?, 'booking-system'
                    where not exists (
                      select 1 from (select granted from consent where client_id = ? and channel = ? and occurred_at <= ?
                                     order by occurred_at desc, recorded_at desc limit 1) latest
                      where latest.granted = ?)
                    on conflict do nothing
                    """,
                    client.id(),
                    consent.getKey(),
                    granted,
                    occurredAt,
                    now,
                    client.id(),
                    consent.getKey(),
                    occurredAt,
                    granted);
        }
    }
}
