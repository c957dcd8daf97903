package io.regulars.delivery;

import static java.util.Objects.requireNonNull;

import io.regulars.access.businesses.BusinessId;
import io.regulars.arbiter.Candidate;
import io.regulars.arbiter.Contacts;
import io.regulars.arbiter.Contacts.Contact;
import io.regulars.arbiter.Contacts.Limited;
import io.regulars.arbiter.Policy;
import io.regulars.arbiter.Purpose;
import io.regulars.arbiter.Ruling;
import io.regulars.contacts.OwnCap;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What went out to clients and to their addresses, and how much of the rates is taken. */
@ApplicationScoped
class ContactRows {
    /** A bucket is no longer than a day, which daylight saving may make longer. */
    private static final Duration LONGEST_BUCKET = Duration.ofHours(26);

    /**
     * Locks the addresses of clients of one business, then what the rates count, each in order. A place is free only for as long as nobody
     * else takes it, so whoever counts waits for the one before.
     *
     * @param addresses their hashes, in hexadecimal
     */
    void lock(Transaction tx, BusinessId business, Policy policy, List<Candidate> candidates, Set<String> addresses)
            throws SQLException {
        if (!addresses.isEmpty()) {
            tx.update("""
                insert into contact_point (business_id, address_hash)
                select ?, hash from unnest(?::bytea[]) hash order by hash
                on conflict (business_id, address_hash) do update set business_id = excluded.business_id
                """, business.value(), bytes(tx, addresses));
        }
        for (String key : limited(policy, candidates).keySet()) {
            tx.first("select pg_advisory_xact_lock(hashtextextended(?, ?))", row -> true, "rate " + key, (long)
                    business.value());
        }
    }

    /** What went out to clients of one business and to their addresses, and what is taken of what limits these candidates. */
    Contacts read(
            Transaction tx,
            BusinessId business,
            Policy policy,
            List<Candidate> candidates,
            Collection<Long> clients,
            Set<String> addresses,
            Instant now)
            throws SQLException {
        Long[] numbers = clients.toArray(Long[]::new);
        Instant since = now.minus(horizon(policy, candidates));
        List<Contact> past = tx.list(
                """
                select at, client_id, address_hash, channel, purpose, campaign, step from contact
                where client_id = any(?) and at > ?
                union all
                select at, client_id, address_hash, channel, purpose, campaign, step from contact
                where business_id = ? and address_hash = any(?) and at > ? and client_id <> all(?)
                """, ContactRows::contact, numbers, since, business.value(), bytes(tx, addresses), since, numbers);
        return new Contacts(past, taken(tx, business, now, limited(policy, candidates)));
    }

    /** What went out to all clients of a business, and what is taken of what limits these candidates; nothing is locked. */
    Contacts read(Transaction tx, BusinessId business, Policy policy, List<Candidate> candidates, Instant now)
            throws SQLException {
        List<Contact> past =
                tx.list("""
                select at, client_id, address_hash, channel, purpose, campaign, step from contact
                where business_id = ? and at > ?
                """, ContactRows::contact, business.value(), now.minus(horizon(policy, candidates)));
        return new Contacts(past, taken(tx, business, now, limited(policy, candidates)));
    }

    private static Contact contact(ResultSet row) throws SQLException {
        return new Contact(
                requireNonNull(Transaction.instant(row, "at")),
                row.getLong("client_id"),
                HexFormat.of().formatHex(row.getBytes("address_hash")),
                row.getString("channel"),
                Purpose.valueOf(row.getString("purpose")),
                row.getString("campaign"),
                row.getString("step"));
    }

    private static Array bytes(Transaction tx, Collection<String> hashes) throws SQLException {
        return tx.connection()
                .createArrayOf(
                        "bytea", hashes.stream().map(HexFormat.of()::parseHex).toArray(byte[][]::new));
    }

    private static Map<Limited, Map<Instant, Integer>> taken(
            Transaction tx, BusinessId business, Instant now, Map<String, Limited> limited) throws SQLException {
        var taken = new HashMap<Limited, Map<Instant, Integer>>();
        if (limited.isEmpty()) {
            return taken;
        }
        tx.list(
                "select limited, bucket, taken from rate_bucket where business_id = ? and limited = any(?) and bucket"
                        + " > ?",
                row -> taken.computeIfAbsent(
                                requireNonNull(limited.get(row.getString("limited"))), none -> new HashMap<>())
                        .put(requireNonNull(Transaction.instant(row, "bucket")), row.getInt("taken")),
                business.value(),
                limited.keySet().toArray(String[]::new),
                now.minus(LONGEST_BUCKET));
        return taken;
    }

    private static Map<String, Limited> limited(Policy policy, List<Candidate> candidates) {
        var limited = new TreeMap<String, Limited>();
        for (Candidate candidate : candidates) {
            for (String channel : candidate.terms().channels()) {
                if (policy.rates().containsKey(channel)) {
                    add(limited, new Limited.Channel(channel));
                }
            }
            if (candidate.terms().limit() != null) {
                add(limited, new Limited.Campaign(candidate.terms().campaign()));
            }
        }
        return limited;
    }

    private static void add(Map<String, Limited> all, Limited limited) {
        all.put(key(limited), limited);
    }

    private static String key(Limited limited) {
        return switch (limited) {
            case Limited.Channel it -> "channel:" + it.channel();
            case Limited.Campaign it -> "campaign:" + it.campaign();
        };
    }

    /** As far back as anything counts. */
    private static Duration horizon(Policy policy, List<Candidate> candidates) {
        int days = OwnCap.LONGEST_DAYS;
        for (var cap : policy.caps()) {
            days = Math.max(days, cap.days());
        }
        for (var cap : policy.segments()) {
            days = Math.max(days, cap.days());
        }
        for (Candidate candidate : candidates) {
            days = Math.max(days, candidate.terms().reentryDays());
            for (var cap : candidate.terms().caps()) {
                days = Math.max(days, cap.days());
            }
        }
        Duration horizon = Duration.ofDays(days);
        return horizon.compareTo(policy.gap()) < 0 ? policy.gap() : horizon;
    }

    /** Takes the places of what was decided. */
    void take(Transaction tx, BusinessId business, List<Ruling> rulings) throws SQLException {
        record Place(String limited, Instant bucket) {}
        var taken = new HashMap<Place, Integer>();
        for (Ruling ruling : rulings) {
            ruling.places().forEach((limited, bucket) -> taken.merge(new Place(key(limited), bucket), 1, Integer::sum));
        }
        var rows = new ArrayList<@Nullable Object[]>();
        taken.forEach((place, count) ->
                rows.add(new @Nullable Object[] {business.value(), place.limited, place.bucket, count}));
        tx.batch("""
            insert into rate_bucket (business_id, limited, bucket, taken) values (?, ?, ?, ?)
            on conflict (business_id, limited, bucket) do update set taken = rate_bucket.taken + excluded.taken
            """, rows);
    }

    /** A contact, and the action that it is of. */
    record OfAction(UUID action, Contact contact) {}

    /** Notes what goes out to clients of one business, all at the same moment. */
    void add(Transaction tx, BusinessId business, List<OfAction> contacts, Instant now) throws SQLException {
        if (contacts.isEmpty()) {
            return;
        }
        tx.update(
                """
                insert into contact (action_id, business_id, client_id, address_hash, channel, purpose, campaign, step, at)
                select action, ?, client, decode(address, 'hex'), channel, purpose, campaign, step, ?
                from unnest(?::uuid[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                    as x (action, client, address, channel, purpose, campaign, step)
                on conflict (action_id) do update set at = excluded.at
                """,
                business.value(),
                now,
                contacts.stream().map(OfAction::action).toArray(UUID[]::new),
                contacts.stream().map(each -> each.contact.client()).toArray(Long[]::new),
                contacts.stream().map(each -> each.contact.address()).toArray(String[]::new),
                contacts.stream().map(each -> each.contact.channel()).toArray(String[]::new),
                contacts.stream().map(each -> each.contact.purpose().name()).toArray(String[]::new),
                contacts.stream().map(each -> each.contact.campaign()).toArray(String[]::new),
                contacts.stream().map(each -> each.contact.step()).toArray(String[]::new));
    }

    /** Gives back what did not go out after all. */
    void giveBack(Transaction tx, UUID action) throws SQLException {
        tx.update("delete from contact where action_id = ?", action);
    }

    /** Forgets how much of the rates was taken in the past. */
    void forget(Transaction tx, Instant now) throws SQLException {
        tx.update("delete from rate_bucket where bucket < ?", now.minus(LONGEST_BUCKET));
    }
}
