package io.regulars.clients;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.json.Json;
import io.regulars.platform.text.Channels;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What clients agreed to, channel by channel: of what was told, the latest moment decides; of equals the later arrival. */
public final class Consents {
    private Consents() {}

    /**
     * Notes that consent was given or withdrawn.
     *
     * @param channel null: over all
     * @param proof what shows it
     */
    public static void note(
            Transaction tx,
            long client,
            @Nullable String channel,
            boolean granted,
            Instant occurredAt,
            Instant now,
            ConsentProof proof)
            throws SQLException {
        for (String each : channel == null ? Channels.ALL : List.of(channel)) {
            tx.update(
                    """
                    insert into consent (client_id, channel, granted, occurred_at, recorded_at, source, method, wording, evidence,
                                         actor)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?)
                    on conflict (client_id, channel, occurred_at, recorded_at)
                       do update set granted = excluded.granted, source = excluded.source, method = excluded.method,
                                     wording = excluded.wording, evidence = excluded.evidence, actor = excluded.actor
                    """,
                    client,
                    each,
                    granted,
                    occurredAt,
                    now,
                    proof.source(),
                    proof.method(),
                    proof.wording(),
                    proof.evidence().toString(),
                    proof.actor());
        }
    }

    /**
     * What was said of a channel at some moment.
     *
     * @param proof what shows it
     */
    public record Said(String channel, boolean granted, Instant occurredAt, Instant recordedAt, ConsentProof proof) {}

    /** All that was ever said, of each channel the latest first, which is in force. */
    public static List<Said> all(Transaction tx, long client) throws SQLException {
        return tx.list(
                """
                select channel, granted, occurred_at, recorded_at, source, method, wording, evidence::text as evidence, actor
                from consent where client_id = ? order by channel, occurred_at desc, recorded_at desc
                """,
                row -> new Said(
                        row.getString("channel"),
                        row.getBoolean("granted"),
                        requireNonNull(Transaction.instant(row, "occurred_at")),
                        requireNonNull(Transaction.instant(row, "recorded_at")),
                        new ConsentProof(
                                row.getString("source"),
                                ConsentMethod.valueOf(row.getString("method")),
                                row.getString("wording"),
                                (ObjectNode) Json.stored(row.getString("evidence")),
                                row.getString("actor"))),
                client);
    }

    /** By channel, what is in force. */
    public static Map<String, Boolean> inForce(Transaction tx, long client) throws SQLException {
        var consents = new TreeMap<String, Boolean>();
        tx.list("""
                select distinct on (channel) channel, granted from consent where client_id = ?
                order by channel, occurred_at desc, recorded_at desc
                """, row -> consents.put(row.getString(1), row.getBoolean(2)), client);
        return consents;
    }
}
