package io.regulars.outbox;

import io.regulars.access.businesses.BusinessId;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts what leaves the service into the outbox, in the caller's transaction. */
@ApplicationScoped
public class Outbox {
    /** Of an endpoint {@code e}: whether what concerns one client goes out one after the other. */
    private static final String ORDERED = Arrays.stream(EndpointKind.values())
            .filter(EndpointKind::ordered)
            .map(kind -> "'" + kind + "'")
            .collect(Collectors.joining(", ", "e.kind in (", ")"));

    /** How long an event waits for an endpoint that is paused. */
    private static final Duration EVENTS_WAIT = Duration.ofDays(30);

    private final OpenChannels channels;
    private final Instance<HearsOfDelivery> hearers;
    private final InstantSource clock;

    Outbox(OpenChannels channels, Instance<HearsOfDelivery> hearers, InstantSource clock) {
        this.channels = channels;
        this.hearers = hearers;
        this.clock = clock;
    }

    /**
     * Puts it in; the same id twice is once, also after it went out. What concerns a client is put in under the lock of the client's row,
     * or the order of it is not kept.
     *
     * @throws IllegalArgumentException if the business has no such channel; {@link OpenChannels} tells before
     */
    public void put(Transaction tx, Outgoing outgoing) throws SQLException {
        put(tx, outgoing.business(), List.of(outgoing));
    }

    /** The same of several of one business, in their order. */
    public void put(Transaction tx, BusinessId business, List<Outgoing> all) throws SQLException {
        if (all.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        var endpoints = new HashMap<String, Integer>();
        for (Outgoing outgoing : all) {
            String channel = outgoing.channel();
            if (!endpoints.containsKey(channel)) {
                endpoints.put(
                        channel,
                        channels.endpoint(tx, business, channel)
                                .orElseThrow(() -> new IllegalArgumentException(
                                        "the business has no endpoint for the channel '" + channel + "'")));
            }
        }
        UUID[] ids = all.stream().map(Outgoing::id).toArray(UUID[]::new);
        tx.update(
                """
                with put as (
                    insert into outbox (id, business_id, endpoint, channel, event, client_id, ordered, in_doubt, state, next_at,
                                        attempts, give_up_at, created_at)
                    select x.id, ?, e.id, x.channel, x.event, x.client, %s, x.in_doubt, 'READY', x.due_at, 0, x.give_up_at, ?
                    from unnest(?::uuid[], ?::int[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::timestamptz[], ?::timestamptz[])
                        with ordinality as x (id, endpoint, channel, event, client, in_doubt, due_at, give_up_at, n)
                    join endpoint e on e.id = x.endpoint
                    where not exists (select 1 from delivery d where d.id = x.id)
                    order by x.n
                    on conflict (id) do nothing returning id, business_id, client_id, created_at)
                insert into outbox_body (id, business_id, client_id, body, created_at)
                select id, business_id, client_id, b.body, created_at
                from put join unnest(?::uuid[], ?::bytea[]) as b (of, body) on b.of = id
                """.formatted(ORDERED),
                business.value(),
                now,
                ids,
                all.stream().map(each -> endpoints.get(each.channel())).toArray(Integer[]::new),
                all.stream().map(Outgoing::channel).toArray(String[]::new),
                all.stream().map(Outgoing::event).toArray(String[]::new),
                all.stream().map(Outgoing::client).toArray(Long[]::new),
                all.stream().map(each -> each.inDoubt().name()).toArray(String[]::new),
                all.stream().map(each -> each.dueAt().toString()).toArray(String[]::new),
                all.stream().map(each -> each.giveUpAt().toString()).toArray(String[]::new),
                ids,
                tx.connection()
                        .createArrayOf(
                                "bytea",
                                all.stream()
                                        .map(each -> PayloadJson.write(each.payload(), now))
                                        .toArray(byte[][]::new)));
    }

    /**
     * Takes back what no attempt runs for. What is being tried at this moment is not tried once more if that fails.
     *
     * @param reason in words, for whoever looks it up
     * @return the ids that do not go out for certain
     */
    public Set<UUID> withdraw(Transaction tx, Collection<UUID> ids, String reason, Instant now) throws SQLException {
        return withdrawn(tx, ids, reason, now).stream().map(Gone::id).collect(Collectors.toSet());
    }

    /** Takes back what no attempt runs for, like {@link #withdraw}, and tells whoever waits to hear of it. */
    public Set<UUID> takeBack(Transaction tx, Collection<UUID> ids, String reason, Instant now) throws SQLException {
        List<Gone> gone = withdrawn(tx, ids, reason, now);
        tell(tx, gone, reason, now);
        return gone.stream().map(Gone::id).collect(Collectors.toSet());
    }

    private static List<Gone> withdrawn(Transaction tx, Collection<UUID> ids, String reason, Instant now)
            throws SQLException {
        if (ids.isEmpty()) {
            return List.of();
        }
        UUID[] asked = ids.toArray(UUID[]::new);
        List<Gone> gone = withdrawn(tx, "id = any(?)", asked, reason, now);
        if (gone.size() < asked.length) {
            tx.update("""
                    update outbox set withdrawn = ?
                    where seq in (select seq from outbox where id = any(?) and state = 'LEASED' for update skip locked)
                    """, reason, asked);
        }
        return gone;
    }

    /** What was taken back. */
    private record Gone(UUID id, BusinessId business, String channel) {}

    /**
     * Takes back what is READY. It never waits for a row that an acknowledgement holds: that one may be waiting for the client, whom
     * the caller has locked.
     */
    private static List<Gone> withdrawn(Transaction tx, String which, Object argument, String reason, Instant now)
            throws SQLException {
        return tx.list(
                "with free as (select seq from outbox where " + which
                        + " and state = 'READY' for update skip locked),\n" + """
                gone as (delete from outbox o using free where o.seq = free.seq returning o.*),
                wiped as (delete from outbox_body b using gone where b.id = gone.id)
                insert into delivery (id, seq, business_id, endpoint, channel, event, client_id, ordered, in_doubt, state, attempts,
                                      give_up_at, last_error, status, created_at, done_at)
                select id, seq, business_id, endpoint, channel, event, client_id, ordered, in_doubt, 'WITHDRAWN', attempts, give_up_at,
                       ?, status, created_at, ?
                from gone returning id, business_id, channel
                """,
                row -> new Gone(
                        row.getObject("id", UUID.class),
                        new BusinessId(row.getInt("business_id")),
                        row.getString("channel")),
                argument,
                reason,
                now);
    }

    /** The types of events that some endpoint of the business wants to be told of; usually none. */
    public Set<String> wanted(Transaction tx, BusinessId business) throws SQLException {
        return Set.copyOf(tx.list(
                "select distinct unnest(events) from endpoint where business_id = ? and state <> 'DISABLED'",
                row -> row.getString(1),
                business.value()));
    }

    /**
     * Puts in what happened for each endpoint that wants to be told of it, in one statement; the same event twice is once. What concerns a
     * client is put in under the lock of the client's row, in the order in which it happened.
     */
    public void tell(Transaction tx, BusinessId business, List<BusinessEvent> events) throws SQLException {
        if (events.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        tx.update(
                """
                with wanted as (
                    select md5(x.id || ':' || e.id)::uuid as id, e.id as endpoint, e.name, %s as ordered,
                           x.type, x.client, x.body, x.n
                    from unnest(?::uuid[], ?::text[], ?::bigint[], ?::text[]) with ordinality as x (id, type, client, body, n)
                    join endpoint e on e.business_id = ? and e.state <> 'DISABLED' and x.type = any(e.events)),
                told as (
                    insert into outbox (id, business_id, endpoint, channel, event, client_id, ordered, in_doubt, state, next_at,
                                        attempts, give_up_at, created_at)
                    select id, ?, endpoint, name, type, client, ordered, 'RESEND', 'READY', ?, 0, ?, ?
                    from wanted w where not exists (select 1 from delivery d where d.id = w.id) order by n
                    on conflict (id) do nothing returning id, business_id, client_id, created_at)
                insert into outbox_body (id, business_id, client_id, body, created_at)
                select t.id, t.business_id, t.client_id, convert_to(w.body, 'UTF8'), t.created_at
                from told t join wanted w on w.id = t.id
                """.formatted(ORDERED),
                events.stream().map(BusinessEvent::id).toArray(UUID[]::new),
                events.stream().map(BusinessEvent::type).toArray(String[]::new),
                events.stream().map(BusinessEvent::client).toArray(Long[]::new),
                events.stream().map(Outbox::body).toArray(String[]::new),
                business.value(),
                business.value(),
                now,
                now.plus(EVENTS_WAIT),
                now);
    }

    /**
     * Puts in what happened to what businesses share, for each endpoint that wants to be told of it.
     *
     * @param business our own number of the only business that it concerns; null: all
     */
    public void tellAll(Transaction tx, @Nullable Integer business, BusinessEvent event) throws SQLException {
        List<BusinessId> told = tx.list("""
                select distinct business_id from endpoint
                where ? = any(events) and state <> 'DISABLED' and business_id = coalesce(?::integer, business_id)
                order by business_id
                """, row -> new BusinessId(row.getInt(1)), event.type(), business);
        for (BusinessId one : told) {
            tell(tx, one, List.of(event));
        }
    }

    private static String body(BusinessEvent event) {
        return new String(
                PayloadJson.write(new Payload.Event(event.type(), event.data()), event.at()), StandardCharsets.UTF_8);
    }

    /** Puts a ping in for one endpoint, and gives its id. */
    public UUID ping(Transaction tx, BusinessId business, int endpoint, String name) throws SQLException {
        Instant now = clock.instant();
        UUID id = UUID.randomUUID();
        byte[] body = PayloadJson.write(
                new Payload.Event(
                        EventTypes.PING, Json.MAPPER.createObjectNode().put("endpoint", name)),
                now);
        tx.update("""
                with put as (
                    insert into outbox (id, business_id, endpoint, channel, event, ordered, in_doubt, state, next_at, attempts,
                                        give_up_at, created_at)
                    values (?, ?, ?, ?, ?, false, 'RESEND', 'READY', ?, 0, ?, ?) returning id, business_id, created_at)
                insert into outbox_body (id, business_id, body, created_at) select id, business_id, ?, created_at from put
                """, id, business.value(), endpoint, name, EventTypes.PING, now, now.plus(EVENTS_WAIT), now, body);
        return id;
    }

    /**
     * Takes back all that waits for an endpoint, and tells whoever waits to hear of it.
     *
     * @return how many are being sent at this moment, and are left
     */
    public int withdrawAll(Transaction tx, int endpoint, String reason, Instant now) throws SQLException {
        tell(tx, withdrawn(tx, "endpoint = ?", endpoint, reason, now), reason, now);
        return tx.first("select count(*) from outbox where endpoint = ?", row -> row.getInt(1), endpoint)
                .orElseThrow();
    }

    private void tell(Transaction tx, List<Gone> gone, String reason, Instant now) throws SQLException {
        List<DeliveryReport> reports = gone.stream()
                .map(one -> new DeliveryReport(
                        one.id, one.business, one.channel, DeliveryReport.State.WITHDRAWN, now, null, reason, false))
                .toList();
        for (HearsOfDelivery hearer : hearers) {
            hearer.heard(tx, reports);
        }
    }

    /** Lets the same id be put in again after its delivery is over. */
    public void makeRoom(Transaction tx, BusinessId business, UUID id) throws SQLException {
        tx.update("delete from delivery where id = ? and business_id = ?", id, business.value());
        tx.update("delete from outbox_body where id = ? and business_id = ?", id, business.value());
    }

    /** What was put in under an id, while its text is kept: a week after it was sent, three months after it failed. */
    public Optional<Payload> text(Transaction tx, BusinessId business, UUID id) throws SQLException {
        return tx.first(
                "select body from outbox_body where id = ? and business_id = ?",
                row -> PayloadJson.read(row.getBytes("body")),
                id,
                business.value());
    }
}
