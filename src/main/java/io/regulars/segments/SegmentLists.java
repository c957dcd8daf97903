package io.regulars.segments;

import static io.regulars.platform.database.Transaction.instant;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.regulars.access.businesses.BusinessId;
import io.regulars.clients.FullName;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists for whoever looks at segments: how many are in them, who, and who came and went. */
@ApplicationScoped
class SegmentLists {
    private static final String NAME = FullName.OF_C + " as name";
    private static final String TRANSITION =
            "t.id, t.segment, c.external_id, t.kind, t.cause, t.occurred_at, t.recorded_at, t.release_id, t.rule, t.because, "
                    + NAME;

    /**
     * A client in a segment; the cursor is the position in the list.
     *
     * @param name first and last name as far as they were told; null: neither was
     */
    record MemberRow(
            @JsonIgnore long cursor,
            String client,
            @Nullable String name,
            @Nullable Instant since,
            String rule,
            String because) {}

    /**
     * A client who came or went.
     *
     * @param segment into which, or out of which
     * @param name first and last name as far as they were told; null: neither was
     * @param cause CHANGE, IMPORT, TIME, RELEASE or REQUEST; null: not known, it is older than that was noted
     */
    record TransitionRow(
            @JsonIgnore long cursor,
            String segment,
            String client,
            @Nullable String name,
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
                select m.client_id, c.external_id, m.since, m.rule, m.because, %s
                from membership m join client c on c.id = m.client_id
                where m.business_id = ? and m.segment = ? and m.client_id > ?
                order by m.client_id limit ?
                """.formatted(NAME),
                row -> new MemberRow(
                        row.getLong("client_id"),
                        row.getString("external_id"),
                        row.getString("name"),
                        instant(row, "since"),
                        row.getString("rule"),
                        row.getString("because")),
                business.value(),
                segment,
                after,
                limit);
    }

    /**
     * Who came and went, in the order it was noticed or the other way round.
     *
     * @param from the cursor of the row before the first
     */
    List<TransitionRow> transitionsOf(
            Transaction transaction, BusinessId business, String segment, boolean newestFirst, long from, int limit)
            throws SQLException {
        return transaction.list(
                """
                select %s from transition t join client c on c.id = t.client_id
                where t.business_id = ? and t.segment = ? and t.id %s ?
                order by t.id %s limit ?
                """.formatted(TRANSITION, newestFirst ? "<" : ">", newestFirst ? "desc" : ""),
                SegmentLists::transition,
                business.value(),
                segment,
                from,
                limit);
    }

    /**
     * Who came and went in all segments, the latest first.
     *
     * @param before the cursor of the row before the first
     */
    List<TransitionRow> latest(Transaction transaction, BusinessId business, long before, int limit)
            throws SQLException {
        return transaction.list("""
                select %s from transition t join client c on c.id = t.client_id
                where t.business_id = ? and t.id < ?
                order by t.id desc limit ?
                """.formatted(TRANSITION), SegmentLists::transition, business.value(), before, limit);
    }

    private static TransitionRow transition(ResultSet row) throws SQLException {
        return new TransitionRow(
                row.getLong("id"),
                row.getString("segment"),
                row.getString("external_id"),
                row.getString("name"),
                row.getString("kind"),
                row.getString("cause"),
                instant(row, "occurred_at"),
                instant(row, "recorded_at"),
                "r-" + row.getInt("release_id"),
                row.getString("rule"),
                row.getString("because"));
    }
}
