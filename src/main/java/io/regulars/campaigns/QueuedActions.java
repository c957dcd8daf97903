package io.regulars.campaigns;

import static io.regulars.platform.Transaction.instant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.regulars.access.BusinessId;
import io.regulars.platform.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The actions of the ledger that wait, for whoever decides them: a client's together, under the client's lock. Each of its writes
 * concerns actions in the state it expects, so that what was cancelled meanwhile stays cancelled.
 */
@ApplicationScoped
public class QueuedActions {
    /** How many due actions are looked at for one client that is claimed: other workers hold some of them. */
    private static final int LOOKED_AT = 4;

    private final ObjectMapper json;

    QueuedActions(ObjectMapper json) {
        this.json = json;
    }

    /** A client with actions that are due, whose row this transaction has locked. */
    public record DueClient(long id, BusinessId business, String externalId, boolean erased) {}

    /**
     * An action that waits.
     *
     * @param start the number of its start in the ledger
     * @param dueAt when it is to be decided
     * @param firstDueAt when it was due before anything held it
     * @param expiresAt when it is given up; null: never
     * @param origin what its campaign started from
     * @param since when that became true
     * @param whileSegment the segment that has to hold; null: none
     * @param left whether it has to hold and does not
     * @param booking the booking that it is due before; null: none
     * @param variant the template that the client gets of several; null: there are not several
     */
    public record Queued(
            UUID id,
            long start,
            String campaign,
            String step,
            ActionContent content,
            Instant dueAt,
            Instant firstDueAt,
            @Nullable Instant expiresAt,
            String origin,
            Instant since,
            @Nullable String whileSegment,
            boolean left,
            @Nullable String booking,
            @Nullable String variant) {}

    /** Locks the rows of clients who have actions due, who have waited longest first, and leaves out whom another transaction holds. */
    public List<DueClient> claim(Transaction tx, Instant now, int limit) throws SQLException {
        return tx.list(
                """
                select c.id, c.business_id, c.external_id, c.erased_at is not null as erased
                from (select client_id, min(due_at) as due
                      from (select client_id, due_at from campaign_action
                            where state = 'QUEUED' and due_at <= ? order by due_at limit ?) earliest
                      group by client_id) d
                     join client c on c.id = d.client_id
                order by d.due, c.id limit ? for update of c skip locked
                """,
                row -> new DueClient(
                        row.getLong("id"),
                        new BusinessId(row.getInt("business_id")),
                        row.getString("external_id"),
                        row.getBoolean("erased")),
                now,
                limit * LOOKED_AT,
                limit);
    }

    /** What waits for a client and is due by a moment, in the order in which it is due. */
    public List<Queued> of(Transaction tx, long client, Instant until) throws SQLException {
        return tx.list("""
                select a.id, a.start_id, a.campaign, a.step, a.content::text as content, a.due_at,
                       coalesce(a.first_due_at, a.due_at) as first_due_at, a.expires_at, s.origin, s.since,
                       a.while_segment, a.booking, a.variant,
                       a.while_segment is not null and not exists (
                           select 1 from membership m where m.client_id = a.client_id and m.segment = a.while_segment) as gone
                from campaign_action a join campaign_start s on s.id = a.start_id
                where a.client_id = ? and a.state = 'QUEUED' and a.due_at <= ?
                order by a.due_at, a.campaign, a.id
                """, this::queued, client, until);
    }

    private Queued queued(ResultSet row) throws SQLException {
        return new Queued(
                row.getObject("id", UUID.class),
                row.getLong("start_id"),
                row.getString("campaign"),
                row.getString("step"),
                content(row.getString("content")),
                moment(row, "due_at"),
                moment(row, "first_due_at"),
                instant(row, "expires_at"),
                row.getString("origin"),
                moment(row, "since"),
                row.getString("while_segment"),
                row.getBoolean("gone"),
                row.getString("booking"),
                row.getString("variant"));
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(instant(row, column));
    }

    private ActionContent content(String text) {
        try {
            return json.readValue(text, ActionContent.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Content of an action cannot be read", e);
        }
    }

    /**
     * Lets an action wait until a moment, at which it is decided anew, and notes why.
     *
     * @param gates what all gates said, as JSON
     */
    public void hold(Transaction tx, UUID action, String gate, String detail, Instant until, String gates, Instant now)
            throws SQLException {
        int held = tx.update("""
                update campaign_action set due_at = ?, first_due_at = coalesce(first_due_at, due_at), gate = ?, gates = ?::jsonb
                where id = ? and state = 'QUEUED'
                """, until, gate, gates, action);
        if (held > 0) {
            tx.update(
                    "insert into action_note (action_id, at, gate, detail, until) values (?, ?, ?, ?, ?)",
                    action,
                    now,
                    gate,
                    detail,
                    until);
        }
    }

    /**
     * Gives an action up.
     *
     * @param detail why, as the ledger tells it
     * @param gates what all gates said, as JSON; null: none was asked
     */
    public void drop(Transaction tx, UUID action, String gate, String detail, @Nullable String gates, Instant now)
            throws SQLException {
        tx.update("""
                update campaign_action set state = 'CANCELLED', gate = ?, reason = ?, gates = ?::jsonb, done_at = ?
                where id = ? and state = 'QUEUED'
                """, gate, detail, gates, now, action);
    }

    /**
     * Notes that a message was decided and lies in the outbox.
     *
     * @param addressHash of where it goes; null: of no address
     * @param release whose text was rendered
     */
    public void sending(
            Transaction tx,
            UUID action,
            String channel,
            byte @Nullable [] addressHash,
            int release,
            String gates,
            Instant now)
            throws SQLException {
        tx.update("""
                update campaign_action set state = 'SENDING', channel = ?, address_hash = ?, rendered_by = ?, gate = null,
                       gates = ?::jsonb, sent_at = ? where id = ? and state = 'QUEUED'
                """, channel, addressHash, release, gates, now, action);
    }

    /** Notes that what was decided was carried out. False: it was not waiting for that. */
    public boolean done(Transaction tx, UUID action, Instant at) throws SQLException {
        return tx.update("""
                update campaign_action set state = 'DONE', done_at = ?, gate = null
                where id = ? and state in ('QUEUED', 'SENDING', 'FAILED', 'UNCERTAIN')
                """, at, action) > 0;
    }

    /** Notes that the channel refused it for good. False: it was not on its way. */
    public boolean failed(Transaction tx, UUID action, String detail, Instant at) throws SQLException {
        return tx.update("""
                update campaign_action set state = 'FAILED', reason = ?, done_at = ? where id = ? and state = 'SENDING'
                """, detail, at, action) > 0;
    }

    /** Notes that nobody can tell whether it went. False: it was not on its way. */
    public boolean uncertain(Transaction tx, UUID action, String detail, Instant at) throws SQLException {
        return tx.update("""
                update campaign_action set state = 'UNCERTAIN', reason = ?, uncertain_at = ?
                where id = ? and state = 'SENDING'
                """, detail, at, action) > 0;
    }

    /** Puts the tag of a step on the client or takes it off, and lets the rules look at the client again if that changed anything. */
    public void tag(Transaction tx, long client, Queued action, Instant now) throws SQLException {
        String tag = action.content().tag();
        int changed = action.content().kind().equals("tag")
                ? tx.update(
                        "insert into client_tag (client_id, tag, set_by, set_at) values (?, ?, ?, ?) on conflict do nothing",
                        client,
                        tag,
                        "rule:" + action.campaign(),
                        now)
                : tx.update(
                        "update client_tag set removed_at = ? where client_id = ? and tag = ? and removed_at is null",
                        now,
                        client,
                        tag);
        if (changed > 0) {
            tx.update("update client set evaluate_again_at = ? where id = ?", now, client);
        }
    }
}
