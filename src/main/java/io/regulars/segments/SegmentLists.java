package io.regulars.segments;

import static io.regulars.platform.Transaction.instant;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.regulars.access.BusinessId;
import io.regulars.platform.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists for whoever looks at segments: how many are in them, who, and who came and went. */
@ApplicationScoped
class SegmentLists {
    /** A client in a segment; the cursor is the position in the list. */
    record MemberRow(
            @JsonIgnore long cursor,
            String client,
            @Nullable Instant since,
            String rule,
            String because) {}

    /**
     * A client who came or went.
     *
     * @param cause CHANGE, IMPORT, TIME, RELEASE or REQUEST; null: not known, it is older than that was noted
     */
    record TransitionRow(
            @JsonIgnore long cursor,
            String client,
            String kind,
            @Nullable String cause,
            @Nullable Instant occurredAt,
            @Nullable Instant recordedAt,
            String release,
            String rule,
            String because) {}

    Map<String, Long> members(Transaction transaction, BusinessId business) throws SQLException {
        record Size(String segment, long members) {}
        var sizes = new HashMap<String, Long>();
        transaction
                .list(
                        "select segment, count(*) as members from membership where business_id = ? group by segment",
                        row -> new Size(row.getString("segment"), row.getLong("members")),
                        business.value())
                .forEach(size -> sizes.put(size.segment, size.members));
        return sizes;
    }

    /** Whether anybody ever came into it. */
    boolean everHeld(Transaction transaction, BusinessId business, String segment) throws SQLException {
        return transaction
                .first(
                        "select 1 from transition where business_id = ? and segment = ? limit 1",
                        row -> true,
                        business.value(),
                        segment)
                .isPresent();
    }

    List<MemberRow> membersOf(Transaction transaction, BusinessId business, String segment, long after, int limit)
            throws SQLException {
        return transaction.list(
                """
                select m.client_id, c.external_id, m.since, m.rule, m.because
                from membership m join client c on c.id = m.client_id
                where m.business_id = ? and m.segment = ? and m.client_id > ?
                order by m.client_id limit ?
                """,
                row -> new MemberRow(
                        row.getLong("client_id"),
                        row.getString("external_id"),
                        instant(row, "since"),
                        row.getString("rule"),
                        row.getString("because")),
                business.value(),
                segment,
                after,
                limit);
    }

    List<TransitionRow> transitionsOf(
            Transaction transaction, BusinessId business, String segment, long after, int limit) throws SQLException {
        return transaction.list(
                """
                select t.id, c.external_id, t.kind, t.cause, t.occurred_at, t.recorded_at, t.release_id, t.rule, t.because
                from transition t join client c on c.id = t.client_id
                where t.business_id = ? and t.segment = ? and t.id > ?
                order by t.id limit ?
                """,
                row -> new TransitionRow(
                        row.getLong("id"),
                        row.getString("external_id"),
                        row.getString("kind"),
                        row.getString("cause"),
                        instant(row, "occurred_at"),
                        instant(row, "recorded_at"),
                        "r-" + row.getInt("release_id"),
                        row.getString("rule"),
                        row.getString("because")),
                business.value(),
                segment,
                after,
                limit);
    }
}
