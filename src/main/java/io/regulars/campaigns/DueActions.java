package io.regulars.campaigns;

import io.regulars.platform.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Actions of the ledger whose time has come, for whoever carries them out. */
@ApplicationScoped
public class DueActions {
    /**
     * An action claimed by this transaction.
     *
     * @param client external id
     * @param content as JSON
     * @param tag to be put on the client; null for messages and tasks
     * @param erased whether the client was erased since
     * @param expired whether the offer it carries has ended
     * @param goneFrom the segment that had to hold and does not; null: all is as it has to be
     */
    public record Due(
            UUID id,
            long clientId,
            String client,
            String campaign,
            String step,
            String content,
            @Nullable String tag,
            boolean erased,
            boolean expired,
            @Nullable String goneFrom) {}

    /** Claims due actions, earliest first, leaving out what another worker holds. */
    public List<Due> claim(Transaction transaction, Instant now, int limit) throws SQLException {
        return transaction.list(
                """
                select a.id, a.client_id, c.external_id, a.campaign, a.step, a.content::text as content,
                       case when a.kind = 'tag' then a.content ->> 'tag' end as tag, c.erased_at is not null as erased,
                       coalesce((a.content ->> 'validUntil')::timestamptz < ?, false) as expired,
                       case when a.while_segment is not null and not exists (
                           select 1 from membership m where m.client_id = a.client_id and m.segment = a.while_segment)
                           then a.while_segment end as gone_from
                from campaign_action a join client c on c.id = a.client_id
                where a.state = 'QUEUED' and a.due_at <= ?
                order by a.due_at limit ? for update of a skip locked
                """,
                row -> new Due(
                        row.getObject("id", UUID.class),
                        row.getLong("client_id"),
                        row.getString("external_id"),
                        row.getString("campaign"),
                        row.getString("step"),
                        row.getString("content"),
                        row.getString("tag"),
                        row.getBoolean("erased"),
                        row.getBoolean("expired"),
                        row.getString("gone_from")),
                now,
                now,
                limit);
    }

    /** Marks a claimed action as carried out; a tag is put on, and the rules look at the client again. */
    public void done(Transaction transaction, Due action, Instant now) throws SQLException {
        transaction.update("update campaign_action set state = 'DONE', done_at = ? where id = ?", now, action.id());
        if (action.tag() != null && tagged(transaction, action, now) > 0) {
            transaction.update("update client set evaluate_again_at = ? where id = ?", now, action.clientId());
        }
    }

    /** Marks a claimed action as never to be carried out. */
    public void cancel(Transaction transaction, Due action, String reason, Instant now) throws SQLException {
        transaction.update(
                "update campaign_action set state = 'CANCELLED', reason = ?, done_at = ? where id = ?",
                reason,
                now,
                action.id());
    }

    private static int tagged(Transaction transaction, Due action, Instant now) throws SQLException {
        return transaction.update(
                "insert into client_tag (client_id, tag, set_by, set_at) values (?, ?, ?, ?) on conflict do nothing",
                action.clientId(),
                action.tag(),
                "rule:" + action.campaign(),
                now);
    }
}
