package io.regulars.contacts;

import io.regulars.access.businesses.BusinessId;
import io.regulars.platform.database.Transaction;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that went to a client, as the ledger has it.
 *
 * @param client our own number
 * @param channel by which it went, or was to go
 * @param addressHash where it went; null: it did not go
 */
record SentMessage(
        UUID action,
        BusinessId business,
        String businessName,
        String country,
        byte[] key,
        long client,
        String campaign,
        String step,
        String channel,
        byte @Nullable [] addressHash) {
    /** The message of an action; empty if there is none, or the action is something else. */
    static Optional<SentMessage> find(Transaction tx, UUID action) throws SQLException {
        return tx.first(
                """
                select a.id, a.business_id, b.name, b.country, b.contact_key, a.client_id, a.campaign, a.step, a.address_hash,
                       coalesce(a.channel, a.content ->> 'channel', 'email') as channel
                from campaign_action a join business b on b.id = a.business_id where a.id = ? and a.kind = 'message'
                """,
                row -> new SentMessage(
                        Objects.requireNonNull(row.getObject("id", UUID.class)),
                        new BusinessId(row.getInt("business_id")),
                        row.getString("name"),
                        row.getString("country"),
                        Objects.requireNonNull(row.getBytes("contact_key")),
                        row.getLong("client_id"),
                        row.getString("campaign"),
                        row.getString("step"),
                        row.getString("channel"),
                        row.getBytes("address_hash")),
                action);
    }
}
