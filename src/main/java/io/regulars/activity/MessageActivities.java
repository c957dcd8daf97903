package io.regulars.activity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.businesses.BusinessId;
import io.regulars.facts.history.Activity;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What became of our own messages, as events of the client. */
@ApplicationScoped
public class MessageActivities {
    /**
     * A message that something became of.
     *
     * @param id of the event: the same id twice is once
     * @param client our own number
     * @param data what rules can ask of it
     */
    public record OfMessage(UUID id, long client, ObjectNode data) {}

    /** Adds events of one type about messages of one business; says for which clients, by our own numbers, there was not one already. */
    public Set<Long> note(Transaction tx, BusinessId business, Activity.Type type, Instant at, List<OfMessage> messages)
            throws SQLException {
        return Set.copyOf(tx.list(
                """
                insert into activity (business_id, external_id, client_id, type, occurred_at, recorded_at, data)
                select ?, x.id, x.client, ?, ?, ?, x.data::jsonb
                from unnest(?::text[], ?::bigint[], ?::text[]) as x (id, client, data)
                on conflict (business_id, external_id) do nothing returning client_id
                """,
                row -> row.getLong("client_id"),
                business.value(),
                type,
                at,
                at,
                messages.stream().map(each -> each.id.toString()).toArray(String[]::new),
                messages.stream().map(OfMessage::client).toArray(Long[]::new),
                messages.stream().map(each -> each.data.toString()).toArray(String[]::new)));
    }
}
