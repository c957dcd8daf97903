package io.regulars.campaigns;

import static io.regulars.platform.Transaction.instant;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.regulars.access.BusinessId;
import io.regulars.platform.ErrorCode;
import io.regulars.platform.ProblemException;
import io.regulars.platform.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The ledger as it is read: each action, and each start from which nothing follows, with its reason. */
@ApplicationScoped
public class ReadLedger {
    private static final UUID NO_ACTION = new UUID(0, 0);
    private static final String COLUMNS = """
            select s.id as start, a.id, c.external_id, s.campaign, a.step, a.kind, coalesce(a.state, s.state) as state,
                   a.due_at, a.done_at, a.first_due_at, a.expires_at, a.gate, a.channel,
                   a.variant, s.origin, s.since, s.started_at, s.release_id, s.rule, s.because,
                   nullif(coalesce(a.reason, s.reason), '') as reason
            from campaign_start s join client c on c.id = s.client_id
                 left join campaign_action a on a.start_id = s.id
            """;

    /**
     * One line.
     *
     * @param firstDueAt when it was due before anything held it; null: nothing has
     * @param expiresAt when it is given up; null: never
     * @param gate what holds it, or has cancelled it; null: nothing
     * @param channel by which a message went
     * @param variant the template that the client gets of several; null: there are not several
     * @param origin what the campaign started from
     * @param decidedAt when it was decided
     * @param release whose rules asked for it
     */
    public record Line(
            @JsonIgnore long start,
            @Nullable String id,
            String client,
            String campaign,
            @Nullable String step,
            @Nullable String kind,
            String state,
            @Nullable Instant dueAt,
            @Nullable Instant doneAt,
            @Nullable Instant firstDueAt,
            @Nullable Instant expiresAt,
            @Nullable String gate,
            @Nullable String channel,
            @Nullable String variant,
            String origin,
            @Nullable Instant since,
            @Nullable Instant decidedAt,
            String release,
            String rule,
            String because,
            @Nullable String reason) {
        String cursor() {
            return start + "." + (id == null ? NO_ACTION : id);
        }
    }

    /** Where a page begins. */
    record Position(long start, UUID action) {
        static Position of(@Nullable String cursor) {
            if (cursor == null || cursor.isEmpty()) {
                return new Position(0, NO_ACTION);
            }
            try {
                int dot = cursor.indexOf('.');
                return new Position(
                        Long.parseLong(cursor.substring(0, Math.max(dot, 0))),
                        UUID.fromString(cursor.substring(dot + 1)));
            } catch (IllegalArgumentException e) {
                throw new ProblemException(ErrorCode.INVALID, "'after' is taken from the link to the next page.");
            }
        }
    }

    /** Lines in the order they were decided, of those that a filter lets through. */
    List<Line> page(Transaction transaction, BusinessId business, LedgerFilter filter, Position after, int limit)
            throws SQLException {
        return transaction.list(
                COLUMNS + """
                where s.business_id = ?
                  and (?::text is null or s.campaign = ?) and (?::text is null or c.external_id = ?)
                  and (?::text is null or a.step = ?) and (?::text is null or coalesce(a.state, s.state) = ?)
                  and (?::text is null or a.gate = ?)
                  and (?::timestamptz is null or coalesce(a.due_at, s.started_at) >= ?)
                  and (?::timestamptz is null or coalesce(a.due_at, s.started_at) < ?)
                  and s.id >= ? and (s.id, coalesce(a.id, ?)) > (?, ?)
                order by s.id, coalesce(a.id, ?) limit ?
                """,
                ReadLedger::line,
                business.value(),
                filter.campaign(),
                filter.campaign(),
                filter.client(),
                filter.client(),
                filter.step(),
                filter.step(),
                filter.state(),
                filter.state(),
                filter.gate(),
                filter.gate(),
                filter.from(),
                filter.from(),
                filter.to(),
                filter.to(),
                after.start,
                NO_ACTION,
                after.start,
                after.action,
                NO_ACTION,
                limit);
    }

    /** One action's line. */
    public Optional<Line> one(Transaction transaction, BusinessId business, UUID action) throws SQLException {
        return transaction.first(
                COLUMNS + "where s.business_id = ? and a.id = ?", ReadLedger::line, business.value(), action);
    }

    /** Which gates were asked about an action when it was decided last, as JSON; empty if it was not decided yet. */
    public Optional<String> gates(Transaction transaction, UUID action) throws SQLException {
        return transaction.first(
                "select gates::text as gates from campaign_action where id = ? and gates is not null",
                row -> row.getString("gates"),
                action);
    }

    /**
     * That an action had to wait.
     *
     * @param at when that was decided
     * @param gate that held it
     * @param until when it was to be asked about again; null: it was not held, but taken back
     */
    public record Wait(
            Instant at,
            String gate,
            String detail,
            @Nullable Instant until) {}

    /** Each time that an action had to wait, the first one first. */
    public List<Wait> waits(Transaction transaction, UUID action) throws SQLException {
        return transaction.list(
                "select at, gate, detail, until from action_note where action_id = ? order by at, gate",
                row -> new Wait(
                        requireNonNull(instant(row, "at")),
                        row.getString("gate"),
                        row.getString("detail"),
                        instant(row, "until")),
                action);
    }

    private static Line line(ResultSet row) throws SQLException {
        return new Line(
                row.getLong("start"),
                row.getString("id"),
                row.getString("external_id"),
                row.getString("campaign"),
                row.getString("step"),
                row.getString("kind"),
                row.getString("state"),
                instant(row, "due_at"),
                instant(row, "done_at"),
                instant(row, "first_due_at"),
                instant(row, "expires_at"),
                row.getString("gate"),
                row.getString("channel"),
                row.getString("variant"),
                row.getString("origin"),
                instant(row, "since"),
                instant(row, "started_at"),
                "r-" + row.getInt("release_id"),
                row.getString("rule"),
                row.getString("because"),
                row.getString("reason"));
    }
}
