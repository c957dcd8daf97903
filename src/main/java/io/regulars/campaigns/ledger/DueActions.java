package io.regulars.campaigns.ledger;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.regulars.access.businesses.BusinessId;
import io.regulars.campaigns.ActionContent;
import io.regulars.campaigns.Campaign;
import io.regulars.campaigns.Step;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
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
        public Queued due(Instant moment, @Nullable Instant kept) {
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

    /**
     * How a message goes out: what the ledger tells of it.
     *
     * @param addressHash in hexadecimal
     * @param release that wrote it
     */
    public record Outbound(String channel, String addressHash, int release) {}

    /**
     * A client who has something due.
     *
     * @param client our own number
     */
    public record ClientDue(BusinessId business, long client) {}

    /** The clients who have something due, those who waited longest first, and those with a step before a booking that is not planned yet. */
    public List<ClientDue> clientsDue(Transaction tx, Instant now, int actions) throws SQLException {
        return tx
                .list(
                        """
            (select business_id, client_id from campaign_action where state = 'QUEUED' and due_at <= ? order by due_at, id limit ?)
            union all
            (select business_id, client_id from campaign_action where state = 'QUEUED' and lead_seconds is not null and not planned limit ?)
            """,
                        row -> new ClientDue(new BusinessId(row.getInt("business_id")), row.getLong("client_id")),
                        now,
                        actions,
                        actions)
                .stream()
                .distinct()
                .toList();
    }

    /** The steps before bookings of clients, whose rows the transaction has locked, that are not planned yet, by their numbers. */
    public Map<Long, List<Queued>> unplanned(Transaction tx, Collection<Long> clients) throws SQLException {
        return byClient(waiting(
                tx,
                "a.state = 'QUEUED' and a.client_id = any(?) and a.lead_seconds is not null and not a.planned",
                (Object) clients.toArray(Long[]::new)));
    }

    /** Steps before bookings are due at these moments, which are where they were or ones at which their clients are awake. */
    public void plan(Transaction tx, Map<UUID, Instant> moments) throws SQLException {
        var rows = new ArrayList<@Nullable Object[]>();
        moments.forEach((id, dueAt) -> rows.add(new @Nullable Object[] {dueAt, dueAt, id}));
        tx.batch("""
            update campaign_action set planned = true, due_at = ?,
                   first_due_at = case when due_at <> ? then coalesce(first_due_at, due_at) else first_due_at end
            where id = ?
            """, rows);
    }

    /** What waits of these clients, due by a moment, by their numbers. */
    public Map<Long, List<Queued>> queued(Transaction tx, Collection<Long> clients, Instant until) throws SQLException {
        return byClient(waiting(
                tx,
                "a.state = 'QUEUED' and a.client_id = any(?) and a.due_at <= ?",
                clients.toArray(Long[]::new),
                until));
    }

    /**
     * An action and whose it is.
     *
     * @param client our own number
     */
    public record OfClient(long client, Queued action) {}

    private static Map<Long, List<Queued>> byClient(List<OfClient> waiting) {
        return waiting.stream().collect(groupingBy(OfClient::client, mapping(OfClient::action, toList())));
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
     * The campaigns of which staff have a task for a client: until somebody says that it is done, else for as long as its step gives for
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
                where client_id = any(?) and kind = 'task' and (state = 'QUEUED' and due_at <= ? or state = 'DONE' and finished_at is null
                  and done_at + coalesce((content ->> 'due')::interval, interval '7 days') > ?)
                """,
                row -> open.computeIfAbsent(row.getLong("client_id"), first -> new HashSet<>())
                        .add(row.getString("campaign")),
                clients.toArray(Long[]::new),
                now,
                now);
        return open;
    }

    /**
     * What is to go out.
     *
     * @param gates what was asked of it, as JSON
     */
    public record Sending(UUID id, Outbound outbound, String gates) {}

    /** These lie in the outbox from now on. */
    public void sending(Transaction tx, List<Sending> all) throws SQLException {
        if (all.isEmpty()) {
            return;
        }
        tx.update(
                """
                update campaign_action a set state = 'SENDING', channel = x.channel, address_hash = decode(x.hash, 'hex'),
                       rendered_by = x.release, gates = x.gates::jsonb, gate = null, reason = null, done_at = null, uncertain_at = null
                from unnest(?::uuid[], ?::text[], ?::text[], ?::int[], ?::text[]) as x (id, channel, hash, release, gates)
                where a.id = x.id
                """,
                all.stream().map(Sending::id).toArray(UUID[]::new),
                all.stream().map(each -> each.outbound.channel).toArray(String[]::new),
                all.stream().map(each -> each.outbound.addressHash).toArray(String[]::new),
                all.stream().map(each -> each.outbound.release).toArray(Integer[]::new),
                all.stream().map(Sending::gates).toArray(String[]::new));
    }

    /** It was carried out at once: a tag, a task or an event. */
    public void done(Transaction tx, UUID id, String gates, Instant now) throws SQLException {
        tx.update("""
            update campaign_action set state = 'DONE', done_at = ?, gates = ?::jsonb, gate = null, reason = null where id = ?
            """, now, gates, id);
    }

    /** Keeps what a task says, now that it is written for the client. */
    public void say(Transaction tx, UUID id, String text) throws SQLException {
        tx.update(
                "update campaign_action set content = jsonb_set(content, '{text}', to_jsonb(?::text)) where id = ?",
                text,
                id);
    }

    /**
     * What a gate stops.
     *
     * @param gates what was asked of it, as JSON
     */
    public record Stopped(UUID id, String gate, String detail, String gates) {}

    /**
     * What waits on.
     *
     * @param placeKeptFor the moment for which a place within the rates is kept for it; null: none is
     */
    public record Held(Stopped why, Instant until, @Nullable Instant placeKeptFor) {}

    /** These wait on, each with a note that tells why. */
    public void hold(Transaction tx, List<Held> all, Instant now) throws SQLException {
        if (all.isEmpty()) {
            return;
        }
        tx.update(
                """
                with x as (
                    select * from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[])
                        as x (id, gate, detail, gates, until, kept)),
                held as (
                    update campaign_action a set first_due_at = coalesce(a.first_due_at, a.due_at), due_at = x.until, gate = x.gate,
                           reason = x.detail, gates = x.gates::jsonb, place_kept_for = x.kept
                    from x where a.id = x.id)
                insert into action_note (action_id, at, gate, detail, until) select id, ?, gate, detail, until from x
                """,
                all.stream().map(each -> each.why.id).toArray(UUID[]::new),
                all.stream().map(each -> each.why.gate).toArray(String[]::new),
                all.stream().map(each -> each.why.detail).toArray(String[]::new),
                all.stream().map(each -> each.why.gates).toArray(String[]::new),
                all.stream().map(each -> each.until.toString()).toArray(String[]::new),
                all.stream()
                        .map(each -> each.placeKeptFor == null ? null : each.placeKeptFor.toString())
                        .toArray(String[]::new),
                now);
    }

    /** These never go out. */
    public void drop(Transaction tx, List<Stopped> all, Instant now) throws SQLException {
        if (all.isEmpty()) {
            return;
        }
        tx.update(
                """
                update campaign_action a set state = 'CANCELLED', gate = x.gate, reason = x.detail, gates = x.gates::jsonb, done_at = ?
                from unnest(?::uuid[], ?::text[], ?::text[], ?::text[]) as x (id, gate, detail, gates) where a.id = x.id
                """,
                now,
                all.stream().map(Stopped::id).toArray(UUID[]::new),
                all.stream().map(Stopped::gate).toArray(String[]::new),
                all.stream().map(Stopped::detail).toArray(String[]::new),
                all.stream().map(Stopped::gates).toArray(String[]::new));
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

    /** The rules look at clients again, now or before. Whoever names several has locked their rows. */
    public void evaluateAgain(Transaction tx, Collection<Long> clients, Instant now) throws SQLException {
        if (!clients.isEmpty()) {
            tx.update(
                    "update client set evaluate_again_at = least(coalesce(evaluate_again_at, ?), ?) where id = any(?)",
                    now,
                    now,
                    clients.toArray(Long[]::new));
        }
    }

    /**
     * What became of a message.
     *
     * @param client our own number
     */
    public record Ended(
            UUID id,
            BusinessId business,
            long client,
            String campaign,
            String step,
            @Nullable String channel) {}

    /** Receivers took these; what is missing of what comes back lies there under no such id. */
    public List<Ended> sent(Transaction tx, Collection<UUID> ids, Instant at) throws SQLException {
        return ended(tx, "state = 'DONE', done_at = ?, sent_at = ?, reason = null", ids, at, at);
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
        return ended(tx, set, List.of(id), first, second).stream().findFirst();
    }

    private static List<Ended> ended(Transaction tx, String set, Collection<UUID> ids, Object first, Object second)
            throws SQLException {
        return tx.list(
                "update campaign_action set " + set
                        + " where id = any(?) and state in ('SENDING', 'FAILED', 'UNCERTAIN')"
                        + " returning id, business_id, client_id, campaign, step, channel",
                row -> new Ended(
                        requireNonNull(row.getObject("id", UUID.class)),
                        new BusinessId(row.getInt("business_id")),
                        row.getLong("client_id"),
                        row.getString("campaign"),
                        row.getString("step"),
                        row.getString("channel")),
                first,
                second,
                ids.toArray(UUID[]::new));
    }
}
