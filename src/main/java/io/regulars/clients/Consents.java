package io.regulars.clients;

import io.regulars.platform.Channels;
import io.regulars.platform.Transaction;
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
     * @param source who said so, or the evidence of it
     */
    public static void note(
            Transaction tx,
            long client,
            @Nullable String channel,
            boolean granted,
            Instant occurredAt,
            Instant now,
            String source)
            throws SQLException {
        for (String each : channel == null ? Channels.ALL : List.of(channel)) {
            tx.update("""
                    insert into consent (client_id, channel, granted, occurred_at, recorded_at, source)
                    values (?, ?, ?, ?, ?, ?)
                    on conflict (client_id, channel, occurred_at, recorded_at)
                       do update set granted = excluded.granted, source = excluded.source
                    """, client, each, granted, occurredAt, now, source);
        }
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
