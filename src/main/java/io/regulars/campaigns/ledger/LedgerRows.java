package io.regulars.campaigns.ledger;

import static io.regulars.platform.database.Transaction.instant;

import io.regulars.access.businesses.BusinessId;
import io.regulars.campaigns.Campaign;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rows of the ledger: starts and their actions. */
@ApplicationScoped
public class LedgerRows {
    private static final String RETRACTED = "retracted by a correction";
    private static final String BROADCAST = "broadcast:";

    /** Where the name of the segment begins in the origin of a broadcast, behind the number of it and a colon. */
    private static final int SEGMENT_OF_BROADCAST = BROADCAST.length() + 36 + 1;

    /** {@link NewAction#id} as PostgreSQL makes it: of the MD5 sum, with the bits of a UUID of version 3. */
    private static final String ACTION_ID = """
            (select overlay(overlay(sum placing '3' from 13)
                            placing substr('89ab', ('x' || substr(sum, 17, 1))::bit(4)::int % 4 + 1, 1) from 17)::uuid
               from md5('action ' || s.id || ' ' || a.step) sum)""";

    /** What tells one start from another. */
    public record Key(long client, String campaign, String origin) {
        /** What the row of a start that is asked for is found by. */
        public static Key of(StartCampaigns.Asked ask) {
            return new Key(ask.client(), ask.start().campaign(), ask.start().origin());
        }

        /** The same, without the moment that ends the origin of one that follows from a segment. */
        private Key atAnyMoment() {
            int moment = origin.indexOf('@');
            return moment < 0 ? this : new Key(client, campaign, origin.substring(0, moment));
        }
    }

    /**
     * A start that is in the ledger.
     *
     * @param retracted whether a correction has cancelled some of its actions
     * @param undone whether it has cancelled them all, so that nothing has come of the start
     */
    public record Known(long id, String state, @Nullable Instant startedAt, boolean retracted, boolean undone) {
        /** One that was just decided. */
        public static Known of(long id, StartCampaigns.Decision decision, Instant now) {
            return new Known(id, LedgerRows.state(decision), now, false, false);
        }
    }

    /** A start that is not, and what was decided about it. */
    record Decided(StartCampaigns.Asked ask, StartCampaigns.Decision decision) {}

    /**
     * An action to be queued.
     *
     * @param start what it is a step of
     * @param state QUEUED; or CANCELLED or HELD_OUT, so that it never is
     * @param reason why it is cancelled
     * @param expiresAt when it is given up; null: never
     * @param whileSegment the segment that has to hold when it is due; null: none
     * @param variant the template that the client gets of several; null: there are not several
     * @param booking the booking that it is due before; null: none
     * @param lead how long before; null: before none
     */
    record NewAction(
            Key start,
            String step,
            String kind,
            String content,
            String state,
            @Nullable String reason,
            Instant dueAt,
            @Nullable Instant expiresAt,
            String because,
            @Nullable String whileSegment,
            @Nullable String variant,
            @Nullable String booking,
            @Nullable Duration lead) {
        StartedAction line(long startId) {
            return new StartedAction(id(startId, step).toString(), start.campaign, step, state, dueAt, because, reason);
        }

        /** Follows from its key, so that the same action is the same wherever it is made. */
        static UUID id(long startId, String step) {
            return UUID.nameUUIDFromBytes(("action " + startId + " " + step).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** What was started for some clients so far. */
    public static final class StartedSoFar {
        private final Map<Key, Known> starts = new HashMap<>();
        private final Set<Key> decided = new HashSet<>();
        private final Map<List<Object>, Instant> lastStarted = new HashMap<>();

        /** What is known of a start. */
        public Optional<Known> find(Key key) {
            return Optional.ofNullable(starts.get(key));
        }

        Optional<Instant> lastStarted(long client, String campaign) {
            return Optional.ofNullable(lastStarted.get(List.<Object>of(client, campaign)));
        }

        /** Whether anything was decided about what it follows from, be it at another moment. */
        boolean hasDecided(Key key) {
            return decided.contains(key.atAnyMoment());
        }

        /** Adds a start that was decided just now. */
        public void add(Key key, Known known) {
            starts.put(key, known);
            decided.add(key.atAnyMoment());
            if ((known.state.equals("STARTED") || known.state.equals("HELD_OUT"))
                    && known.startedAt != null
                    && !known.undone) {
                lastStarted.merge(
                        List.of(key.client, key.campaign),
                        known.startedAt,
                        (one, other) -> one.isAfter(other) ? one : other);
            }
        }
    }

    StartedSoFar ledger(Transaction transaction, List<Long> clients) throws SQLException {
        var started = new StartedSoFar();
        read(transaction, clients, started);
        return started;
    }

    /** Adds what was started for more clients. */
    void read(Transaction transaction, List<Long> clients, StartedSoFar started) throws SQLException {
        transaction.list(
                """
                select s.id, s.client_id, s.campaign, s.origin, s.state, s.started_at,
                       coalesce(a.retracted, false) as retracted, coalesce(a.undone, false) as undone
                from campaign_start s left join lateral (
                    select bool_or(a.state = 'CANCELLED' and a.reason = ?) as retracted,
                           bool_and(a.state = 'CANCELLED' and a.reason = ?) as undone
                    from campaign_action a where a.start_id = s.id and s.state = 'STARTED') a on true
                where s.client_id = any(?::bigint[])
                """,
                row -> {
                    started.add(
                            new Key(row.getLong("client_id"), row.getString("campaign"), row.getString("origin")),
                            new Known(
                                    row.getLong("id"),
                                    row.getString("state"),
                                    instant(row, "started_at"),
                                    row.getBoolean("retracted"),
                                    row.getBoolean("undone")));
                    return started;
                },
                RETRACTED,
                RETRACTED,
                texts(clients, String::valueOf));
    }

    /** Records what was decided, queues the actions of what starts, and says which those are: in one statement for any number. */
    List<StartedAction> insert(
            Transaction transaction, StartCampaigns.Context context, List<Decided> decided, List<NewAction> actions)
            throws SQLException {
        if (decided.isEmpty()) {
            return List.of();
        }
        Map<Key, Long> ids = new HashMap<>();
        // a start from the same booking once more plans its steps for the time that the booking has now
        List<NewAction> ahead =
                actions.stream().filter(action -> action.booking != null).toList();
        transaction.list(
                """
                with planned_anew as (
                    update campaign_action a set state = 'CANCELLED', gate = 'booking', reason = 'planned anew with the booking',
                           done_at = ?
                    from unnest(?::bigint[], ?::text[], ?::text[], ?::text[]) n (client_id, campaign, step, booking)
                    where a.client_id = n.client_id and a.state = 'QUEUED' and a.campaign = n.campaign and a.step = n.step
                      and a.booking = n.booking),
                start as (
                    insert into campaign_start (business_id, release_id, started_at, client_id, campaign, origin, since, state,
                                                reason, rule, because)
                    select ?, ?, ?, s.* from unnest(?::bigint[], ?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::text[],
                                                    ?::text[], ?::text[]) s
                    returning id, business_id, client_id, campaign, origin),
                action as (
                    insert into campaign_action (id, start_id, business_id, client_id, campaign, step, kind, content, state,
                                                 reason, due_at, expires_at, while_segment, variant, booking, lead_seconds)
                    select
                           """ + ACTION_ID + """
                           , s.id, s.business_id, s.client_id, s.campaign, a.step, a.kind, a.content::jsonb, a.state,
                           a.reason, a.due_at, a.expires_at, a.while_segment, a.variant, a.booking, a.lead_seconds
                    from start s join unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                                             ?::text[], ?::timestamptz[], ?::timestamptz[], ?::text[], ?::text[], ?::text[],
                                             ?::bigint[])
                             a (client_id, campaign, origin, step, kind, content, state, reason, due_at, expires_at,
                                while_segment, variant, booking, lead_seconds)
                         using (client_id, campaign, origin))
                select id, client_id, campaign, origin from start
                """,
                row -> ids.put(
                        new Key(row.getLong("client_id"), row.getString("campaign"), row.getString("origin")),
                        row.getLong("id")),
                context.now(),
                texts(ahead, one -> Long.toString(one.start.client)),
                texts(ahead, one -> one.start.campaign),
                texts(ahead, NewAction::step),
                texts(ahead, NewAction::booking),
                context.business().value(),
                context.release(),
                context.now(),
                texts(decided, one -> Long.toString(one.ask.client())),
                texts(decided, one -> one.ask.start().campaign()),
                texts(decided, one -> one.ask.start().origin()),
                texts(decided, one -> one.ask.start().since().toString()),
                texts(decided, one -> state(one.decision)),
                texts(decided, one -> reason(one.decision)),
                texts(decided, one -> one.ask.start().rule()),
                texts(decided, one -> one.ask.start().because()),
                texts(actions, one -> Long.toString(one.start.client)),
                texts(actions, one -> one.start.campaign),
                texts(actions, one -> one.start.origin),
                texts(actions, NewAction::step),
                texts(actions, NewAction::kind),
                texts(actions, NewAction::content),
                texts(actions, NewAction::state),
                texts(actions, NewAction::reason),
                texts(actions, one -> one.dueAt.toString()),
                texts(actions, one -> one.expiresAt == null ? null : one.expiresAt.toString()),
                texts(actions, NewAction::whileSegment),
                texts(actions, NewAction::variant),
                texts(actions, NewAction::booking),
                texts(actions, one -> one.lead == null ? null : Long.toString(one.lead.toSeconds())));
        return actions.stream()
                .map(action -> action.line(Objects.requireNonNull(ids.get(action.start))))
                .toList();
    }

    private static <T> @Nullable String[] texts(List<T> all, Function<T, @Nullable String> text) {
        return all.stream().map(text).toArray(String[]::new);
    }

    /**
     * Cancels what is still queued from memberships that a correction took back.
     *
     * @param origins pairs of a client and the origin of starts
     */
    public void retract(Transaction transaction, List<Origin> origins, Instant now) throws SQLException {
        if (origins.isEmpty()) {
            return;
        }
        transaction.update(
                """
                update campaign_action a set state = 'CANCELLED', reason = ?, done_at = ?
                from campaign_start s, unnest(?::bigint[], ?::text[]) o (client_id, origin)
                where s.client_id = o.client_id and s.origin = o.origin and a.start_id = s.id and a.state = 'QUEUED'
                """,
                RETRACTED,
                now,
                origins.stream().map(origin -> Long.toString(origin.client())).toArray(String[]::new),
                origins.stream().map(Origin::origin).toArray(String[]::new));
    }

    /** A start of which actions are still queued; {@code release} asked for it. */
    public record Open(long client, String origin, int release) {}

    /** The starts of these clients of which actions are still queued. */
    public List<Open> open(Transaction transaction, Collection<Long> clients) throws SQLException {
        return transaction.list(
                """
                select s.client_id, s.origin, s.release_id from campaign_start s
                where s.client_id = any(?::bigint[])
                  and exists (select 1 from campaign_action a where a.start_id = s.id and a.state = 'QUEUED')
                """,
                row -> new Open(row.getLong("client_id"), row.getString("origin"), row.getInt("release_id")),
                (Object) clients.stream().map(String::valueOf).toArray(String[]::new));
    }

    /** A membership that began at another moment than was known: the same entry. */
    public record Moved(Origin from, Origin to, Instant since) {}

    /** Gives starts from memberships whose beginning was corrected the origin they have now. */
    public void move(Transaction transaction, List<Moved> moved) throws SQLException {
        var rows = new ArrayList<@Nullable Object[]>();
        moved.forEach(one -> rows.add(
                new @Nullable Object[] {one.to.origin, one.since, one.from.client, one.from.origin, one.to.origin}));
        transaction.batch("""
                update campaign_start s set origin = ?, since = ? where client_id = ? and origin = ?
                  and not exists (select 1 from campaign_start o
                                  where o.client_id = s.client_id and o.campaign = s.campaign and o.origin = ?)
                """, rows);
    }

    /** What starts of a client came from. */
    public record Origin(long client, String origin) {
        /** A membership, as the rules name it. */
        public static Origin segment(long client, String segment, Instant since) {
            return new Origin(client, "segment:" + segment + "@" + since);
        }
    }

    /** What the starts of a broadcast to a segment come from. */
    public static String broadcast(UUID broadcast, String segment) {
        return BROADCAST + broadcast + ":" + segment;
    }

    /** The segment that a start came from; null if it came from something else. */
    static @Nullable String segmentOf(String origin) {
        if (origin.startsWith(BROADCAST)) {
            return origin.substring(SEGMENT_OF_BROADCAST);
        }
        return origin.startsWith("segment:") ? origin.substring("segment:".length(), origin.lastIndexOf('@')) : null;
    }

    /**
     * Takes the next places among the starts of a switch, as many as are asked for, and says which is the first of each.
     *
     * @param counts how many, by the name under which they are counted
     */
    Map<String, Long> places(Transaction transaction, BusinessId business, Spread spread, Map<String, Long> counts)
            throws SQLException {
        Map<String, Long> first = new HashMap<>();
        List<String> names = counts.keySet().stream().sorted().toList();
        transaction.list(
                """
                insert into start_wave (activation_id, business_id, campaign, starts)
                select ?, ?, n.campaign, n.starts from unnest(?::text[], ?::bigint[]) n (campaign, starts)
                on conflict (activation_id, business_id, campaign) do update set starts = start_wave.starts + excluded.starts
                returning campaign, starts
                """,
                row -> first.put(
                        row.getString("campaign"),
                        row.getLong("starts") - Objects.requireNonNull(counts.get(row.getString("campaign")))),
                spread.activation(),
                business.value(),
                names.toArray(String[]::new),
                texts(names, name -> String.valueOf(counts.get(name))));
        return first;
    }

    /** A client whose campaigns end, and how. */
    public record Ending(long client, CampaignEnd end) {}

    /** Cancels what is queued of campaigns that have ended. */
    public void end(Transaction transaction, List<Ending> endings, Instant now) throws SQLException {
        if (endings.isEmpty()) {
            return;
        }
        transaction.update(
                """
                update campaign_action a set state = 'CANCELLED', gate = 'stopped', reason = e.reason, done_at = ?
                from campaign_start s,
                     unnest(?::bigint[], ?::text[], ?::timestamptz[], ?::text[], ?::text[], ?::text[])
                         e (client_id, campaign, at, segment, code, reason)
                where a.client_id = e.client_id and a.state = 'QUEUED' and a.campaign = e.campaign and s.id = a.start_id
                  and s.since <= e.at
                  and (e.segment is null or starts_with(s.origin, 'segment:' || e.segment || '@')
                       or starts_with(s.origin, ?) and substr(s.origin, ?) = e.segment)
                  and (e.code is null or exists (
                      select 1 from offer_code o where o.client_id = e.client_id and o.campaign = e.campaign
                        and o.key = translate(upper(e.code), 'OIL -', '011')))
                """,
                now,
                texts(endings, one -> Long.toString(one.client)),
                texts(endings, one -> one.end.campaign()),
                texts(endings, one -> one.end.at().toString()),
                texts(endings, one -> one.end.segment()),
                texts(endings, one -> one.end.code()),
                texts(endings, one -> one.end.reason()),
                BROADCAST,
                SEGMENT_OF_BROADCAST + 1);
    }

    /** Clients of whom something is queued or in the outbox that came from an origin, in the order of their numbers. */
    public List<Long> clientsUnderWay(
            Transaction transaction, BusinessId business, String campaign, String origin, long after, int most)
            throws SQLException {
        return transaction.list("""
                select distinct a.client_id from campaign_start s join campaign_action a on a.start_id = s.id
                where s.business_id = ? and s.campaign = ? and s.origin = ? and s.client_id > ? and a.state in ('QUEUED', 'SENDING')
                order by a.client_id limit ?
                """, row -> row.getLong("client_id"), business.value(), campaign, origin, after, most);
    }

    /** Cancels what is queued of locked clients and came from an origin; says how many actions that were. */
    public int stop(
            Transaction transaction, List<Long> clients, String campaign, String origin, String reason, Instant now)
            throws SQLException {
        return transaction.update("""
                update campaign_action a set state = 'CANCELLED', gate = 'stopped', reason = ?, done_at = ?
                from campaign_start s
                where s.client_id = any(?::bigint[]) and s.campaign = ? and s.origin = ? and a.start_id = s.id
                  and a.state = 'QUEUED'
                """, reason, now, texts(clients, String::valueOf), campaign, origin);
    }

    /** What of locked clients is in the outbox and came from an origin. */
    public List<UUID> sending(Transaction transaction, List<Long> clients, String campaign, String origin)
            throws SQLException {
        return transaction.list(
                """
                select a.id from campaign_start s join campaign_action a on a.start_id = s.id
                where s.client_id = any(?::bigint[]) and s.campaign = ? and s.origin = ? and a.state = 'SENDING' order by a.id
                """,
                row -> Objects.requireNonNull(row.getObject("id", UUID.class)),
                texts(clients, String::valueOf),
                campaign,
                origin);
    }

    /** Says of what was taken back from the outbox that somebody stopped it. */
    public void stopped(Transaction transaction, Collection<UUID> actions) throws SQLException {
        transaction.update(
                "update campaign_action set gate = 'stopped' where id = any(?) and state = 'CANCELLED'",
                (Object) actions.toArray(UUID[]::new));
    }

    /** How many starts from an origin these clients have, by what was decided: STARTED, SKIPPED and so on. */
    public Map<String, Integer> decided(Transaction transaction, List<Long> clients, String campaign, String origin)
            throws SQLException {
        var counts = new HashMap<String, Integer>();
        transaction.list(
                """
                select state, count(*) as starts from campaign_start
                where client_id = any(?::bigint[]) and campaign = ? and origin = ? group by state
                """,
                row -> counts.put(row.getString("state"), row.getInt("starts")),
                texts(clients, String::valueOf),
                campaign,
                origin);
        return counts;
    }

    /**
     * A booking that was moved, or that is no longer BOOKED.
     *
     * @param startsAt when it starts now; null: it will not be
     */
    public record Rebooked(
            long client, String booking, @Nullable Instant startsAt) {}

    /** Lets what is due before bookings follow them, and cancels it where they will not be, or where it would be too late. */
    public void follow(Transaction transaction, List<Rebooked> bookings, Instant now) throws SQLException {
        if (bookings.isEmpty()) {
            return;
        }
        transaction.update(
                """
                update campaign_action a set
                       due_at = case when n.state = 'QUEUED' then n.due else a.due_at end,
                       first_due_at = case when n.state = 'QUEUED' then n.due else a.first_due_at end,
                       expires_at = case when n.state <> 'QUEUED' then a.expires_at
                           when n.starts_at - interval '1 hour' < n.due then n.starts_at
                           else least(a.expires_at + (n.due - a.due_at), n.starts_at - interval '1 hour') end,
                       state = n.state,
                       planned = false,
                       gate = case when n.state <> 'QUEUED' then 'booking' end,
                       reason = case when n.state = 'QUEUED' then null when n.due is null then 'the booking is no longer BOOKED'
                           else 'too late: the booking was moved' end,
                       done_at = case when n.state <> 'QUEUED' then ?::timestamptz end
                from (select q.id, b.starts_at, d.due, case when d.due >= ? then 'QUEUED' else 'CANCELLED' end as state
                      from unnest(?::bigint[], ?::text[], ?::timestamptz[]) b (client_id, booking, starts_at)
                           join campaign_action q using (client_id, booking)
                           cross join lateral (select b.starts_at - q.lead_seconds * interval '1 second' as due) d
                      where q.state = 'QUEUED' and (d.due is null or d.due <> coalesce(q.first_due_at, q.due_at))) n
                where a.id = n.id
                """,
                now,
                now,
                texts(bookings, one -> Long.toString(one.client)),
                texts(bookings, Rebooked::booking),
                texts(bookings, one -> one.startsAt == null ? null : one.startsAt.toString()));
    }

    /** A segment that a client has left, and a tag that a campaign may have put on while they were in it. */
    public record Perk(long client, String segment, String tag) {}

    /** Takes tags off that campaigns put on while a segment held, and says which clients wore one. */
    public Set<Long> withdraw(Transaction transaction, List<Perk> perks, Instant now) throws SQLException {
        if (perks.isEmpty()) {
            return Set.of();
        }
        return Set.copyOf(transaction.list(
                """
                with perk as (
                    select distinct on (p.client_id, p.tag) a.id, p.client_id, p.tag, p.segment, 'rule:' || a.campaign as set_by
                    from unnest(?::bigint[], ?::text[], ?::text[]) p (client_id, segment, tag)
                         join campaign_action a on a.client_id = p.client_id and a.kind = 'tag' and a.state = 'DONE'
                              and a.while_segment = p.segment and a.content ->> 'tag' = p.tag
                    order by p.client_id, p.tag, a.done_at desc),
                worn as (
                    update client_tag t set removed_at = ? from perk
                    where t.client_id = perk.client_id and t.tag = perk.tag and t.set_by = perk.set_by and t.removed_at is null
                    returning perk.id, t.client_id, perk.segment),
                note as (
                    insert into action_note (action_id, at, gate, detail)
                    select id, ?, 'left-segment', concat('the tag was taken off: no longer in the segment ', segment) from worn)
                select distinct client_id from worn
                """,
                row -> row.getLong("client_id"),
                texts(perks, one -> Long.toString(one.client)),
                texts(perks, Perk::segment),
                texts(perks, Perk::tag),
                now,
                now));
    }

    List<StartedAction> requeue(Transaction transaction, long start) throws SQLException {
        return transaction.list(
                """
                update campaign_action a set state = 'QUEUED', reason = null, done_at = null
                from campaign_start s
                where s.id = a.start_id and a.start_id = ? and a.state = 'CANCELLED' and a.reason = ?
                returning a.id, a.campaign, a.step, a.due_at, s.because
                """,
                row -> new StartedAction(
                        row.getString("id"),
                        row.getString("campaign"),
                        row.getString("step"),
                        "QUEUED",
                        instant(row, "due_at"),
                        row.getString("because"),
                        null),
                start,
                RETRACTED);
    }

    private static String state(StartCampaigns.Decision decision) {
        return switch (decision) {
            case StartCampaigns.Decision.Go go -> "STARTED";
            case StartCampaigns.Decision.HeldOut heldOut -> "HELD_OUT";
            case StartCampaigns.Decision.Nothing nothing -> nothing.state();
        };
    }

    static String reason(StartCampaigns.Decision decision) {
        return switch (decision) {
            case StartCampaigns.Decision.Go go -> "";
            case StartCampaigns.Decision.HeldOut(Campaign campaign) ->
                "one of the " + campaign.holdoutPercent() + " % who are held out";
            case StartCampaigns.Decision.Nothing nothing -> nothing.reason();
        };
    }
}
