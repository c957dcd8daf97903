package io.regulars.activity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.BusinessId;
import io.regulars.facts.Activity;
import io.regulars.platform.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/** What became of our own messages, as events of the client. */
@ApplicationScoped
public class MessageActivities {
    /**
     * Adds an event that we know ourselves.
     *
     * @param id of the event: the same id twice is once
     * @param client our own number
     * @param data what rules can ask of it
     * @return false if it is there already
     */
    public boolean note(
            Transaction tx, BusinessId business, UUID id, long client, Activity.Type type, Instant at, ObjectNode data)
            throws SQLException {
        return tx.update("""
            insert into activity (business_id, external_id, client_id, type, occurred_at, recorded_at, data)
            values (?, ?, ?, ?, ?, ?, ?::jsonb) on conflict (business_id, external_id) do nothing
            """, business.value(), id.toString(), client, type, at, at, data.toString()) > 0;
    }
}
