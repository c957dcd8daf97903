package io.regulars.campaigns.ledger;

import static io.regulars.platform.database.Transaction.instant;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.regulars.access.businesses.BusinessId;
import io.regulars.clients.FullName;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.platform.text.Codes;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The ledger as it is read: each action, and each start from which nothing follows, with its reason. */
@ApplicationScoped
public class ReadLedger {
    private static final UUID NO_ACTION = new UUID(0, 0);
    private static final String COLUMNS = """
            select s.id as start, a.id, c.external_id, s.campaign, a.step, a.kind, coalesce(a.state, s.state) as state,
                   a.due_at, a.done_at, a.first_due_at, a.expires_at, a.gate, a.channel,
                   a.variant, s.origin, s.since, s.started_at, s.release_id, s.rule, s.because,
                   nullif(coalesce(a.reason, s.reason), '') as reason, coalesce(a.done_at, a.due_at, s.started_at) as moment,
                   %s as name,
                   a.content ->> 'assignee' as assignee, a.content ->> 'text' as text, a.content ->> 'priority' as priority,
                   a.done_at + coalesce((a.content ->> 'due')::interval, interval '7 days') as open_until, a.finished_at, a.finished_by
            """.formatted(FullName.OF_C);
    private static final String LEDGER = COLUMNS + """
            from campaign_start s join client c on c.id = s.client_id
                 left join campaign_action a on a.start_id = s.id
            """;

    /** Actions alone, so that an index has them in the order of their moments. */
    private static final String ACTIONS = COLUMNS + """
            from campaign_action a join campaign_start s on s.id = a.start_id join client c on c.id = a.client_id
            where a.business_id = ?
            """;

    /** Starts from which nothing follows. */
    private static final String STARTS = COLUMNS + """
            from campaign_start s join client c on c.id = s.client_id left join campaign_action a on a.start_id = s.id
            where s.business_id = ? and a.id is null
            """;

    private static final String FILTERS = """
              and (?::text is null or s.campaign = ?) and (?::text is null or c.external_id = ?)
              and (?::text is null or a.step = ?) and (?::text[] is null or coalesce(a.state, s.state) = any(?))
              and (?::text is null or a.gate = ?) and (?::text is null or a.kind = ?)
              and (?::boolean is null or a.kind = 'task' and a.state = 'DONE' and (a.finished_at is not null) = ?)
            """;

    /**
     * One line.
     *
     * @param firstDueAt when it was due before anything held it; null: nothing has
     * @param expiresAt when it is given up; null: never
     * @param gate what holds it, or has cancelled it; null: nothing
     * @param channel by which a message went
     * @param variant the template that the client gets of several; null: there are not several
     * @param name the client's first and last name as far as they were told; null: neither was
     * @param moment when it was decided, or is due if it was not yet
     * @param origin what the campaign started from
     * @param decidedAt when it was decided to start
     * @param release whose rules asked for it
     * @param task what staff have to do; null: it is no task
     */
    public record Line(
            @JsonIgnore long start,
            @Nullable String id,
            String client,
            @Nullable String name,
            String campaign,
            @Nullable String step,
            @Nullable String kind,
            String state,
            Instant moment,
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
            @Nullable String reason,
            @Nullable Task task) {
        String cursor(LedgerOrder order) {
            String place = start + "." + (id == null ? NO_ACTION : id);
            return order == LedgerOrder.OLDEST ? place : moment + "_" + place;
        }
    }

    /**
     * What staff have to do.
     *
     * @param assignee whose task it is; null: the client was erased
     * @param priority low or high; null: normal
     * @param openUntil until when it counts as open if nobody says that it is done; null: it was not given to anybody yet
     * @param finishedAt when somebody said that it is done; null: nobody has
     * @param finishedBy the name of their key
     */
    @Schema(name = "StaffTask")
    public record Task(
            @Nullable String assignee,
            @Nullable String text,
            @Nullable String priority,
            @Nullable Instant openUntil,
            @Nullable Instant finishedAt,
            @Nullable String finishedBy) {}

    /**
     * Where a page begins.
     *
     * @param moment null: of the list in the order of decisions, or from the start
     */
    private record Position(@Nullable Instant moment, long start, UUID action) {
        static Position of(@Nullable String cursor, LedgerOrder order) {
            if (cursor == null || cursor.isEmpty()) {
                return new Position(null, 0, NO_ACTION);
            }
            try {
                int line = cursor.indexOf('_');
                int dot = cursor.indexOf('.', Math.max(line, 0));
                return new Position(
                        order == LedgerOrder.OLDEST ? null : Codes.instant(cursor.substring(0, Math.max(line, 0))),
                        Long.parseLong(cursor.substring(line + 1, Math.max(dot, line + 1))),
                        UUID.fromString(cursor.substring(dot + 1)));
            } catch (IllegalArgumentException e) {
                throw new ProblemException(ErrorCode.INVALID, "'after' is taken from the link to the next page.");
            }
        }
    }

    /**
     * How many lines there are of a kind.
     *
     * @param gate what holds them, or has cancelled them; null: nothing
     */
    @Schema(name = "ActionCount")
    public record Counted(
            String campaign, String state, @Nullable String gate, long count) {}

    /** How many lines there are of each campaign, state and gate, of those that were decided or due from a moment on. */
    List<Counted> counts(Transaction transaction, BusinessId business, Instant from) throws SQLException {
        return transaction.list(
                """
                select s.campaign, coalesce(a.state, s.state) as state, a.gate, count(*) as lines
                from campaign_start s left join campaign_action a on a.start_id = s.id
                where s.business_id = ? and (s.started_at >= ? or a.due_at >= ?)
                group by 1, 2, 3 order by 4 desc, 1, 2, 3
                """,
                row -> new Counted(
                        row.getString("campaign"), row.getString("state"), row.getString("gate"), row.getLong("lines")),
                business.value(),
                from,
                from);
    }

    /** A page of the lines that a filter lets through, behind the place that a link names. */
    List<Line> page(
            Transaction transaction,
            BusinessId business,
            LedgerFilter filter,
            LedgerOrder order,
            @Nullable String after,
            int limit)
            throws SQLException {
        Position from = Position.of(after, order);
        return order == LedgerOrder.OLDEST
                ? asDecided(transaction, business, filter, from, limit)
                : byMoment(transaction, business, filter, order, from, limit);
    }

    /** Lines in the order their starts were decided. */
    private static List<Line> asDecided(
            Transaction transaction, BusinessId business, LedgerFilter filter, Position after, int limit)
            throws SQLException {
        var arguments = new ArrayList<@Nullable Object>();
        arguments.add(business.value());
        arguments.addAll(filter.arguments());
        arguments.addAll(Arrays.asList(filter.from(), filter.from(), filter.to(), filter.to()));
        arguments.addAll(List.of(after.start, NO_ACTION, after.start, after.action, NO_ACTION, limit));
        return transaction.list(
                LEDGER + "where s.business_id = ?" + FILTERS + """
                  and (?::timestamptz is null or coalesce(a.due_at, s.started_at) >= ?)
                  and (?::timestamptz is null or coalesce(a.due_at, s.started_at) < ?)
                  and s.id >= ? and (s.id, coalesce(a.id, ?)) > (?, ?)
                order by s.id, coalesce(a.id, ?) limit ?
                """, ReadLedger::line, arguments.toArray());
    }

    /** Lines by the moment at which they were decided or are due: actions and starts from which nothing follows, as many of both, merged. */
    private static List<Line> byMoment(
            Transaction transaction,
            BusinessId business,
            LedgerFilter filter,
            LedgerOrder order,
            Position after,
            int limit)
            throws SQLException {
        String behind = order == LedgerOrder.NEWEST ? "<" : ">";
        String direction = order == LedgerOrder.NEWEST ? "desc" : "asc";
        var half = new ArrayList<@Nullable Object>();
        half.add(business.value());
        half.addAll(filter.arguments());
        half.addAll(Arrays.asList(filter.from(), filter.from(), filter.to(), filter.to()));
        half.addAll(Arrays.asList(after.moment, after.moment, after.start, after.action, limit));
        var arguments = new ArrayList<>(half);
        arguments.addAll(half);
        arguments.add(limit);
        return transaction.list(
                """
                (%s %s %s) union all (%s %s %s)
                order by moment %s, start %s, id %s limit ?
                """.formatted(
                                ACTIONS,
                                FILTERS,
                                ofMoment("coalesce(a.done_at, a.due_at)", "a.start_id", "a.id", behind, direction),
                                STARTS,
                                FILTERS,
                                ofMoment("s.started_at", "s.id", "'" + NO_ACTION + "'::uuid", behind, direction),
                                direction,
                                direction,
                                direction),
                ReadLedger::line,
                arguments.toArray());
    }

    private static String ofMoment(String moment, String start, String action, String behind, String direction) {
        return """
              and (?::timestamptz is null or %1$s >= ?) and (?::timestamptz is null or %1$s < ?)
              and (?::timestamptz is null or (%1$s, %2$s, %3$s) %4$s (?, ?, ?))
            order by %1$s %5$s, %2$s %5$s, %3$s %5$s limit ?
            """.formatted(moment, start, action, behind, direction);
    }

    /** Staff have done a task, or have not after all; false: the business has no such task that was given to anybody. */
    boolean finish(Transaction transaction, BusinessId business, UUID task, @Nullable Instant at, @Nullable String by)
            throws SQLException {
        return transaction.update(
                        "update campaign_action set finished_at = ?, finished_by = ? where id = ? and business_id = ? and kind = 'task' and state = 'DONE'",
                        at,
                        by,
                        task,
                        business.value())
                == 1;
    }

    /** One action's line. */
    public Optional<Line> one(Transaction transaction, BusinessId business, UUID action) throws SQLException {
        return transaction.first(
                LEDGER + "where s.business_id = ? and a.id = ?", ReadLedger::line, business.value(), action);
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
                row.getString("name"),
                row.getString("campaign"),
                row.getString("step"),
                row.getString("kind"),
                row.getString("state"),
                requireNonNull(instant(row, "moment")),
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
                row.getString("reason"),
                "task".equals(row.getString("kind")) ? task(row) : null);
    }

    private static Task task(ResultSet row) throws SQLException {
        return new Task(
                row.getString("assignee"),
                row.getString("text"),
                row.getString("priority"),
                instant(row, "open_until"),
                instant(row, "finished_at"),
                row.getString("finished_by"));
    }
}
