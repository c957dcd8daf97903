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
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Addresses that must not be written to, known by their hashes, so that they stay closed when the client is erased. */
@ApplicationScoped
public class Suppressions {
    /** Of a suppression {@code s}: whether it counts at a moment, which stands for three arguments, for a client. */
    private static final String COUNTS = """
            since <= ? and (until is null or until > ?)
            and not (reason in ('UNSUBSCRIBED', 'COMPLAINED') and exists (
                select from consent c where c.client_id = %s and c.channel = s.channel and c.granted
                  and c.method not in ('BOOKING_SYSTEM', 'IMPORT') and c.occurred_at > s.since and c.occurred_at <= ?))
            """;

    private static final String WORST_FIRST =
            " order by reason in ('UNSUBSCRIBED', 'COMPLAINED'), until desc nulls first, reason";

    /**
     * Why an address must not be written to at a moment, like that of many.
     *
     * @param hash of the address, as {@code ContactAddress} makes it
     * @param client our own number
     */
    public Optional<SuppressedAddress> find(
            Transaction tx, BusinessId business, String channel, byte[] hash, long client, Instant now)
            throws SQLException {
        return all(tx, business, channel, hash, client, now).stream().findFirst();
    }

    /**
     * An address that somebody wants to write to.
     *
     * @param hash of the address, as {@code ContactAddress} makes it, in hexadecimal
     * @param client our own number
     */
    public record Asked(String channel, String hash, long client) {}

    /**
     * Why addresses must not be written to at a moment; of several reasons one that closes it for all messages. What closes it for
     * marketing does not count for a client who has agreed since by themselves. A profile that merely says yes is no such agreement: the
     * booking system may not have heard.
     *
     * @return by what was asked; one that may be written to is missing
     */
    public Map<Asked, SuppressedAddress> find(Transaction tx, BusinessId business, Collection<Asked> asked, Instant now)
            throws SQLException {
        var found = new HashMap<Asked, SuppressedAddress>();
        if (asked.isEmpty()) {
            return found;
        }
        tx.list(
                """
                select a.channel, a.hash, a.client, reason, since, until
                from unnest(?::text[], ?::text[], ?::bigint[]) as a (channel, hash, client)
                join suppression s on s.business_id = ? and s.address_hash = decode(a.hash, 'hex') and s.channel = a.channel
                where\s""" + COUNTS.formatted("a.client") + WORST_FIRST,
                row -> found.putIfAbsent(
                        new Asked(row.getString("channel"), row.getString("hash"), row.getLong("client")), read(row)),
                asked.stream().map(Asked::channel).toArray(String[]::new),
                asked.stream().map(Asked::hash).toArray(String[]::new),
                asked.stream().map(Asked::client).toArray(Long[]::new),
                business.value(),
                now,
                now,
                now);
        return found;
    }

    /**
     * An address that something is known against.
     *
     * @param hash in hexadecimal
     */
    public record Closed(String channel, String hash) {}

    /** The addresses of a business about which {@link #find} may have something to say at a moment. */
    public Set<Closed> closed(Transaction tx, BusinessId business, Instant now) throws SQLException {
        return new HashSet<>(tx.list(
                """
                select distinct channel, address_hash from suppression
                where business_id = ? and since <= ? and (until is null or until > ?)
                """,
                row -> new Closed(row.getString("channel"), HexFormat.of().formatHex(row.getBytes("address_hash"))),
                business.value(),
                now,
                now));
    }

    List<SuppressedAddress> all(
            Transaction tx, BusinessId business, String channel, byte[] hash, long client, Instant now)
            throws SQLException {
        return tx.list(
                """
                select reason, since, until from suppression s where business_id = ? and address_hash = ? and channel = ? and\s""" + COUNTS.formatted("?") + WORST_FIRST,
                Suppressions::read,
                business.value(),
                hash,
                channel,
                now,
                now,
                client,
                now);
    }

    private static SuppressedAddress read(ResultSet row) throws SQLException {
        return new SuppressedAddress(
                SuppressionReason.valueOf(row.getString("reason")),
                requireNonNull(Transaction.instant(row, "since")),
                Transaction.instant(row, "until"));
    }

    /**
     * Closes an address; the same reason again begins anew.
     *
     * @param until null: for good
     */
    public void add(
            Transaction tx,
            BusinessId business,
            String channel,
            byte[] hash,
            SuppressionReason reason,
            Instant since,
            @Nullable Instant until)
            throws SQLException {
        tx.update("""
                insert into suppression (business_id, address_hash, channel, reason, since, until) values (?, ?, ?, ?, ?, ?)
                on conflict (business_id, address_hash, channel, reason) do update
                    set since = greatest(suppression.since, excluded.since), until = excluded.until
                """, business.value(), hash, channel, reason, since, until);
    }

    /** Opens an address again that was closed for that reason. */
    void remove(Transaction tx, BusinessId business, String channel, byte[] hash, SuppressionReason reason)
            throws SQLException {
        tx.update(
                "delete from suppression where business_id = ? and address_hash = ? and channel = ? and reason = ?",
                business.value(),
                hash,
                channel,
                reason);
    }
}
