package io.regulars.clients;

import io.regulars.platform.Json;
import io.regulars.platform.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;

/** Erases a client: what tells who it is goes, totals stay, and a tombstone keeps a late message from bringing it back. */
@ApplicationScoped
public class EraseClient {
    /** Erases a locked client. */
    public void erase(Transaction tx, ClientRow client, Instant now) throws SQLException {
        leaveSegments(tx, client, now);
        for (String table :
                new String[] {"client_version", "client_tag", "consent", "membership", "replay_member", "audit_drift"
                }) {
            tx.update("delete from " + table + " where client_id = ?", client.id());
        }
        tx.update("update activity set data = '{}' where client_id = ?", client.id());
        eraseReasons(tx, client);
        eraseRequests(tx, client);
        tx.update("""
                update client set external_id = ?, profile = '{}', known = false, erased_at = ?, evaluate_again_at = null
                where id = ?
                """, Clients.tombstone(client.externalId()), now, client.id());
    }

    /** Who counts members over time counts them out. */
    private static void leaveSegments(Transaction tx, ClientRow client, Instant now) throws SQLException {
        tx.update("""
                insert into transition (business_id, client_id, segment, kind, cause, occurred_at, recorded_at, release_id, rule,
                                        because)
                select business_id, client_id, segment, 'LEFT', 'CHANGE', ?, ?, release_id, rule, ''
                from membership where client_id = ?
                """, now, now, client.id());
    }

    /** What rules said of the client quotes its facts: its age, its city. */
    private static void eraseReasons(Transaction tx, ClientRow client) throws SQLException {
        tx.update("update transition set because = '' where client_id = ?", client.id());
        tx.update("""
                update campaign_start set because = '',
                       origin = case when origin = ? then 'erased:' || id else origin end
                where client_id = ?
                """, "event:client:" + client.externalId(), client.id());
        tx.update("""
                update campaign_action set content = '{}', state = case when state = 'QUEUED' then 'CANCELLED' else state end,
                       reason = case when state = 'QUEUED' then 'the client was erased' else reason end
                where client_id = ?
                """, client.id());
    }

    /** Answers kept for repeated requests, and lines of imports that were kept because they could not be taken. */
    private static void eraseRequests(Transaction tx, ClientRow client) throws SQLException {
        tx.update("delete from idempotency where client_id = ?", client.id());
        tx.update("""
                update import_error e set record = '', message = 'The client was erased.', errors = '[]'
                from import_job j, client c
                where c.id = ? and j.business_id = c.business_id and e.job_id = j.id and position(? in e.record) > 0
                """, client.id(), Json.write(client.externalId()));
    }
}
