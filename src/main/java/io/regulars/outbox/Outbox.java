package io.regulars.outbox;

import io.regulars.platform.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** Puts what leaves the service into the outbox, in the caller's transaction. */
@ApplicationScoped
public class Outbox {
    private final OpenChannels channels;
    private final InstantSource clock;

    Outbox(OpenChannels channels, InstantSource clock) {
        this.channels = channels;
        this.clock = clock;
    }

    /**
     * Puts it in; the same id twice is once, also after it went out. What concerns a client is put in under the lock of the client's row,
     * or the order of it is not kept.
     *
     * @throws IllegalArgumentException if the business has no such channel; {@link OpenChannels} tells before
     */
    public void put(Transaction tx, Outgoing outgoing) throws SQLException {
        Instant now = clock.instant();
        int endpoint = channels.endpoint(tx, outgoing.business(), outgoing.channel())
                .orElseThrow(() -> new IllegalArgumentException(
                        "the business has no endpoint for the channel '" + outgoing.channel() + "'"));
        tx.update(
                """
                with put as (
                    insert into outbox (id, business_id, endpoint, channel, event, client_id, ordered, in_doubt, state, next_at,
                                        attempts, give_up_at, created_at)
                    select ?, ?, e.id, ?, ?, ?, e.kind in ('WEBHOOK', 'KAFKA'), ?, 'READY', ?, 0, ?, ?
                    from endpoint e where e.id = ? and not exists (select 1 from delivery d where d.id = ?)
                    on conflict (id) do nothing returning id, business_id, client_id, created_at)
                insert into outbox_body (id, business_id, client_id, body, created_at)
                select id, business_id, client_id, ?, created_at from put
                """,
                outgoing.id(),
                outgoing.business().value(),
                outgoing.channel(),
                outgoing.event(),
                outgoing.client(),
                outgoing.inDoubt(),
                outgoing.dueAt(),
                outgoing.giveUpAt(),
                now,
                endpoint,
                outgoing.id(),
                PayloadJson.write(outgoing.payload(), now));
    }

    /**
     * Takes back what no attempt runs for. What is being tried at this moment is not tried once more if that fails.
     *
     * @param reason in words, for whoever looks it up
     * @return the ids that do not go out for certain
     */
    public Set<UUID> withdraw(Transaction tx, Collection<UUID> ids, String reason, Instant now) throws SQLException {
        if (ids.isEmpty()) {
            return Set.of();
        }
        UUID[] asked = ids.toArray(UUID[]::new);
        // never waits for a row that an acknowledgement holds: that one may be waiting for the client, whom the caller
        // has locked
        var taken = new HashSet<>(tx.list("""
                with free as (
                    select seq from outbox where id = any(?) and state = 'READY' for update skip locked),
                gone as (delete from outbox o using free where o.seq = free.seq returning o.*),
                wiped as (delete from outbox_body b using gone where b.id = gone.id)
                insert into delivery (id, seq, business_id, endpoint, channel, event, client_id, ordered, in_doubt, state, attempts,
                                      give_up_at, last_error, status, created_at, done_at)
                select id, seq, business_id, endpoint, channel, event, client_id, ordered, in_doubt, 'WITHDRAWN', attempts, give_up_at,
                       ?, status, created_at, ?
                from gone returning id
                """, row -> row.getObject("id", UUID.class), asked, reason, now));
        if (taken.size() < asked.length) {
            tx.update("""
                    update outbox set withdrawn = ?
                    where seq in (select seq from outbox where id = any(?) and state = 'LEASED' for update skip locked)
                    """, reason, asked);
        }
        return taken;
    }
}
