package io.regulars.campaigns;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.regulars.access.BusinessId;
import io.regulars.platform.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Actions of the ledger that wait for their decision, and what becomes of them, for whoever decides and carries them out. */
@ApplicationScoped
public class DueActions {
    private final ObjectMapper json;

    DueActions(ObjectMapper json) {
        this.json = json;
    }

    /**
     * An action that waits.
     *
     * @param whileSegment the segment that has to hold; null: none
     * @param booking external id of the one that it is due before; null: none
     * @param placeKeptFor the moment for which a place within the rates is kept for it; null: none is
     * @param start our own number of the start that it belongs to
     * @param origin what its campaign started from
     */
    public record Queued(
            UUID id,
            long start,
            String campaign,
            String step,
            ActionContent content,
            Instant dueAt,
            @Nullable Instant expiresAt,
            @Nullable String whileSegment,
            @Nullable String booking,
            @Nullable Instant placeKeptFor,
            String origin,
            Instant startedAt) {
        /**
         * A step as if it were due for a client, of which nothing is stored.
         *
         * @param booking external id of the one that a step before a booking is about; null: none
         */
        public static Queued asIfDue(Campaign campaign, Step step, @Nullable String booking, Instant now) {
            return new Queued(
                    new UUID(0, 0),
                    0,
                    campaign.name(),
                    step.name(),
                    ActionContent.of(step, null, null),
                    now,
                    null,
                    campaign.during() instanceof Campaign.WhileSegment.Named(String segment) ? segment : null,
                    booking,
                    null,
                    "",
                    now);
        }

        /** The same, due at another moment for which a place within the rates may be kept. */
        Queued due(Instant moment, @Nullable Instant kept) {
            return new Queued(
                    id,
                    start,
                    campaign,
                    step,
                    content,
                    moment,
                    expiresAt,
                    whileSegment,
                    booking,
                    kept,
                    origin,
                    startedAt);
        }
    }

    /** How a message goes out: what the ledger tells of it. */
    public record Outbound(String channel, byte[] addressHash, int release, String gates) {}

    /** The clients who have something due, those who waited longest first, and those with a step before a booking that is not planned yet. */
    public List<Long> clientsDue(Transaction tx, Instant now, int actions) throws SQLException {
        return tx.list("""
            (select client_id from campaign_action where state = 'QUEUED' and due_at <= ? order by due_at, id limit ?)
            union all
            (select client_id from campaign_action where state = 'QUEUED' and lead_seconds is not null and not planned limit ?)
            """, row -> row.getLong("client_id"), now, actions, actions).stream()
                .distinct()
                .toList();
    }

    /** The steps before bookings of a client, whose row the transaction has locked, that are not planned yet. */
    public List<Queued> unplanned(Transaction tx, long client) throws SQLException {
        return actions(waiting(
                tx, "a.state = 'QUEUED' and a.client_id = ? and a.lead_seconds is not null and not a.planned", client));
    }

    /** A step before a booking is due at that moment, which is where it was or one at which the client is awake. */
    public void plan(Transaction tx, UUID id, Instant dueAt) throws SQLException {
        tx.update("""
            update campaign_action set planned = true, due_at = ?,
                   first_due_at = case when due_at <> ? then coalesce(first_due_at, due_at) else first_due_at end
            where id = ?
            """, dueAt, dueAt, id);
    }

    /** What waits of a client whose row the transaction has locked, due by a moment. */
    public List<Queued> queued(Transaction tx, long client, Instant until) throws SQLException {
        return actions(waiting(tx, "a.state = 'QUEUED' and a.client_id = ? and a.due_at <= ?", client, until));
    }

    /** What waits of these clients, due by a moment, by their numbers. */
    public Map<Long, List<Queued>> queued(Transaction tx, Collection<Long> clients, Instant until) throws SQLException {
        return waiting(
                        tx,
                        "a.state = 'QUEUED' and a.client_id = any(?) and a.due_at <= ?",
                        clients.toArray(Long[]::new),
                        until)
                .stream()
                .collect(groupingBy(OfClient::client, mapping(OfClient::action, toList())));
    }

    /**
     * An action and whose it is.
     *
     * @param client our own number
     */
    public record OfClient(long client, Queued action) {}

    private static List<Queued> actions(List<OfClient> waiting) {
        return waiting.stream().map(OfClient::action).toList();
    }

    /** The clients of a business of whom something waits that is due by a moment. */
    public Set<Long> clientsWaiting(Transaction tx, BusinessId business, Instant until) throws SQLException {
        return new HashSet<>(tx.list("""
                select distinct a.client_id from campaign_action a join client c on c.id = a.client_id
                where c.business_id = ? and a.state = 'QUEUED' and a.due_at <= ?
                """, row -> row.getLong("client_id"), business.value(), until));
    }

    /** A message that failed or was perhaps sent; empty if no action is so under that id. */
    public Optional<OfClient> givenUp(Transaction tx, UUID id) throws SQLException {
        return waiting(tx, "a.id = ? and a.kind = 'message' and a.state in ('FAILED', 'UNCERTAIN')", id).stream()
                .findFirst();
    }

    private List<OfClient> waiting(Transaction tx, String condition, Object... arguments) throws SQLException {
        return tx.list(
                """
                select a.client_id, a.id, a.start_id, a.campaign, a.step, a.content::text as content, a.due_at, a.expires_at, a.while_segment, a.booking,
                       a.place_kept_for, s.origin, s.started_at
                from campaign_action a join campaign_start s on s.id = a.start_id
                where\s""" + condition + " order by a.due_at, a.id",
                row -> new OfClient(
                        row.getLong("client_id"),
                        new Queued(
                                requireNonNull(row.getObject("id", UUID.class)),
                                row.getLong("start_id"),
                                row.getString("campaign"),
                                row.getString("step"),
                                content(row.getString("content")),
                                requireNonNull(Transaction.instant(row, "due_at")),
                                Transaction.instant(row, "expires_at"),
                                row.getString("while_segment"),
                                row.getString("booking"),
                                Transaction.instant(row, "place_kept_for"),
                                row.getString("origin"),
                                requireNonNull(Transaction.instant(row, "started_at")))),
                arguments);
    }

    private ActionContent content(String text) {
        try {
            return json.readValue(text, ActionContent.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the content of an action cannot be read", e);
        }
    }

    /**
     * The campaigns of which staff have a task for a client. Nobody tells when a task is done; it counts for as long as its step gives for
     * it, a week where that says nothing.
     */
    public Set<String> openTasks(Transaction tx, long client, Instant now) throws SQLException {
        return openTasks(tx, List.of(client), now).getOrDefault(client, Set.of());
    }

    /** The same of several clients, by their numbers; one who has none is missing. */
    public Map<Long, Set<String>> openTasks(Transaction tx, Collection<Long> clients, Instant now) throws SQLException {
        var open = new HashMap<Long, Set<String>>();
        tx.list(
                """
                select distinct client_id, campaign from campaign_action
                where client_id = any(?) and kind = 'task' and (state = 'QUEUED' and due_at <= ? or state = 'DONE'
                  and done_at + coalesce((content ->> 'due')::interval, interval '7 days') > ?)
                """,
                row -> open.computeIfAbsent(row.getLong("client_id"), first -> new HashSet<>())
                        .add(row.getString("campaign")),
                clients.toArray(Long[]::new),
                now,
                now);
        return open;
    }

    /** It lies in the outbox from now on. */
    public void sending(Transaction tx, UUID id, Outbound outbound) throws SQLException {
        tx.update("""
            update campaign_action set state = 'SENDING', channel = ?, address_hash = ?, rendered_by = ?, gates = ?::jsonb,
                   gate = null, reason = null, done_at = null, uncertain_at = null
            where id = ?
            """, outbound.channel(), outbound.addressHash(), outbound.release(), outbound.gates(), id);
    }

    /** It was carried out at once: a tag, a task or an event. */
    public void done(Transaction tx, UUID id, String gates, Instant now) throws SQLException {
        tx.update("""
            update campaign_action set state = 'DONE', done_at = ?, gates = ?::jsonb, gate = null, reason = null where id = ?
            """, now, gates, id);
    }

    /** It waits on, with a note that tells why. */
    public void hold(
            Transaction tx,
            UUID id,
            Instant until,
            String gate,
            String detail,
            String gates,
            @Nullable Instant placeKeptFor,
            Instant now)
            throws SQLException {
        tx.update("""
            update campaign_action set first_due_at = coalesce(first_due_at, due_at), due_at = ?, gate = ?, reason = ?,
                   gates = ?::jsonb, place_kept_for = ?
            where id = ?
            """, until, gate, detail, gates, placeKeptFor, id);
        note(tx, id, gate, detail, until, now);
    }

    /** It never goes out. */
    public void drop(Transaction tx, UUID id, String gate, String detail, String gates, Instant now)
            throws SQLException {
        tx.update("""
            update campaign_action set state = 'CANCELLED', gate = ?, reason = ?, gates = ?::jsonb, done_at = ? where id = ?
            """, gate, detail, gates, now, id);
    }

    /** It cannot be made, whatever the gates said. */
    public void fail(Transaction tx, UUID id, String gate, String detail, String gates, Instant now)
            throws SQLException {
        tx.update("""
            update campaign_action set state = 'FAILED', gate = ?, reason = ?, gates = ?::jsonb, done_at = ? where id = ?
            """, gate, detail, gates, now, id);
    }

    /** What waits of a client and is due is looked at again later, since this time something of ours failed. */
    public int postpone(Transaction tx, long client, Instant now, Instant until) throws SQLException {
        return tx.update(
                "update campaign_action set due_at = ? where client_id = ? and state = 'QUEUED' and due_at <= ?",
                until,
                client,
                now);
    }

    /** What waits of a business for a code is asked again now; says how many actions that are. */
    public int askForCodesAgain(Transaction tx, BusinessId business, Instant now) throws SQLException {
        return tx.update(
                "update campaign_action set due_at = ? where business_id = ? and state = 'QUEUED' and gate = 'offer'"
                        + " and due_at > ?",
                now,
                business.value(),
                now);
    }

    /** Puts the tag of a step on a client, or takes it off; true if that changed anything. */
    public boolean tag(Transaction tx, long client, Queued action, Instant now) throws SQLException {
        if (action.content().tag() == null) {
            return false;
        }
        if (action.content().kind().equals("untag")) {
            return tx.update(
                            "update client_tag set removed_at = ? where client_id = ? and tag = ? and removed_at is"
                                    + " null",
                            now,
                            client,
                            action.content().tag())
                    > 0;
        }
        return tx.update(
                        "insert into client_tag (client_id, tag, set_by, set_at) values (?, ?, ?, ?) on conflict do"
                                + " nothing",
                        client,
                        action.content().tag(),
                        "rule:" + action.campaign(),
                        now)
                > 0;
    }

    /** The rules look at the client again, now or before. */
    public void evaluateAgain(Transaction tx, long client, Instant now) throws SQLException {
        tx.update(
                "update client set evaluate_again_at = least(coalesce(evaluate_again_at, ?), ?) where id = ?",
                now,
                now,
                client);
    }

    /**
     * What became of a message.
     *
     * @param client our own number
     */
    public record Ended(
            long client,
            String campaign,
            String step,
            @Nullable String channel) {}

    /** The receiver took it; empty if no action lies there under that id. */
    public Optional<Ended> sent(Transaction tx, UUID id, Instant at) throws SQLException {
        return ended(tx, "state = 'DONE', done_at = ?, sent_at = ?, reason = null", id, at, at);
    }

    /** It was given up, or refused for good. */
    public Optional<Ended> failed(Transaction tx, UUID id, String reason, Instant at) throws SQLException {
        return ended(tx, "state = 'FAILED', done_at = ?, reason = ?", id, at, reason);
    }

    /** Perhaps it was sent. */
    public Optional<Ended> uncertain(Transaction tx, UUID id, String reason, Instant at) throws SQLException {
        return ended(tx, "state = 'UNCERTAIN', uncertain_at = ?, reason = ?", id, at, reason);
    }

    /** It was taken back from the outbox. */
    public Optional<Ended> withdrawn(Transaction tx, UUID id, String reason, Instant at) throws SQLException {
        return ended(tx, "state = 'CANCELLED', done_at = ?, reason = ?", id, at, reason);
    }

    private static Optional<Ended> ended(Transaction tx, String set, UUID id, Object first, Object second)
            throws SQLException {
        return tx.first(
                "update campaign_action set " + set
                        + " where id = ? and state in ('SENDING', 'FAILED', 'UNCERTAIN')"
                        + " returning client_id, campaign, step, channel",
                row -> new Ended(
                        row.getLong("client_id"),
                        row.getString("campaign"),
                        row.getString("step"),
                        row.getString("channel")),
                first,
                second,
                id);
    }

    private static void note(Transaction tx, UUID id, String gate, String detail, Instant until, Instant now)
            throws SQLException {
        tx.update(
                "insert into action_note (action_id, at, gate, detail, until) values (?, ?, ?, ?, ?)",
                id,
                now,
                gate,
                detail,
                until);
    }
}
