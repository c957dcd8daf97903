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
        if (past
                ? known(tx, client, body.profile(), occurredAt)
                : body.profile().equals(before)) {
            // it was still so then: what is told later of an earlier moment does not overwrite it
            tx.update(
                    "update client set occurred_at = ? where id = ? and occurred_at < ?",
                    occurredAt,
                    client.id(),
                    occurredAt);
            return new Change<>(Change.Kind.NOTHING, before, body.profile(), occurredAt, null);
        }
        String profile = body.profile().toString();
        addVersion(tx, client, occurredAt, profile, now);
        noteConsents(tx, client, body, occurredAt, now);
        if (past) {
            confirm(tx, client, now);
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

    private static void addVersion(Transaction tx, ClientRow client, Instant occurredAt, String profile, Instant now)
            throws SQLException {
        tx.update("""
                insert into client_version (client_id, occurred_at, recorded_at, profile) values (?, ?, ?, ?::jsonb)
                """, client.id(), occurredAt, now, profile);
    }

    /** The latest profile may have been told again since it came to be, after the past one. */
    private static void confirm(Transaction tx, ClientRow client, Instant now) throws SQLException {
        Instant confirmedAt = client.occurredAt();
        if (confirmedAt != null && !known(tx, client, client.profile(), confirmedAt)) {
            addVersion(tx, client, confirmedAt, client.profile().toString(), now);
        }
    }

    private static boolean known(Transaction tx, ClientRow client, ObjectNode profile, Instant occurredAt)
            throws SQLException {
        return tx.first(
                        "select 1 from client_version where client_id = ? and occurred_at = ? and profile = ?::jsonb",
                        row -> true,
                        client.id(),
                        occurredAt,
                        profile.toString())
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
