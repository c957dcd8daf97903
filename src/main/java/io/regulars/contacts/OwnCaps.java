package io.regulars.contacts;

import static java.util.Objects.requireNonNull;

import io.regulars.access.businesses.BusinessId;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What clients said of how many messages they want; most say nothing. */
@ApplicationScoped
public class OwnCaps {
    private static final String COLUMNS = "select client_id, most, days, since, action_id from own_cap where ";

    /**
     * What a client said.
     *
     * @param client our own number
     */
    public Optional<OwnCap> of(Transaction tx, long client) throws SQLException {
        return tx.first(COLUMNS + "client_id = ?", OwnCaps::read, client);
    }

    /** What these clients said, by their numbers; one who said nothing is missing. */
    public Map<Long, OwnCap> of(Transaction tx, Collection<Long> clients) throws SQLException {
        return byClient(tx, "client_id = any(?)", (Object) clients.toArray(Long[]::new));
    }

    /** What the clients of a business said, by their numbers. */
    public Map<Long, OwnCap> ofAll(Transaction tx, BusinessId business) throws SQLException {
        return byClient(tx, "business_id = ?", business.value());
    }

    private static Map<Long, OwnCap> byClient(Transaction tx, String which, Object argument) throws SQLException {
        var all = new HashMap<Long, OwnCap>();
        tx.list(
                COLUMNS + which,
                row -> {
                    OwnCap own = read(row);
                    all.put(row.getLong("client_id"), own);
                    return own;
                },
                argument);
        return all;
    }

    private static OwnCap read(ResultSet row) throws SQLException {
        return new OwnCap(
                row.getInt("most"),
                row.getInt("days"),
                requireNonNull(Transaction.instant(row, "since")),
                requireNonNull(row.getObject("action_id", UUID.class)));
    }

    /** Lets whoever got a message have no more than one a month; an erased client gets none anyway. */
    void fewer(Transaction tx, SentMessage message, Instant now) throws SQLException {
        if (locked(tx, message)) {
            OwnCap own = OwnCap.monthly(now, message.action());
            tx.update(
                    """
                    insert into own_cap (client_id, business_id, most, days, since, action_id) values (?, ?, ?, ?, ?, ?)
                    on conflict (client_id) do update set most = excluded.most, days = excluded.days
                    """,
                    message.client(),
                    message.business().value(),
                    own.most(),
                    own.days(),
                    own.since(),
                    own.action());
        }
    }

    /** Lets them have as many as everybody. */
    void asEverybody(Transaction tx, SentMessage message) throws SQLException {
        if (locked(tx, message)) {
            tx.update("delete from own_cap where client_id = ?", message.client());
        }
    }

    /** Whoever decides about the client's messages does so before or after. */
    private static boolean locked(Transaction tx, SentMessage message) throws SQLException {
        return tx.first(
                        "select 1 from client where id = ? and erased_at is null for update",
                        row -> true,
                        message.client())
                .isPresent();
    }
}
