package io.regulars.timeline;

import static io.regulars.platform.database.Transaction.instant;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.json.Json;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.platform.text.SaneTime;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Everything that happened to one client and everything that followed from it, the youngest first. */
@ApplicationScoped
class Timeline {
    private static final String SQL = """
            select * from (
              select occurred_at as at, recorded_at, 'PROFILE' as what, lpad(seq::text, 20, '0') as key, null as id,
                     profile as details
                from client_version where client_id = ?
              union all
              select occurred_at, recorded_at, 'BOOKING', lpad(seq::text, 20, '0'), external_id,
                     jsonb_build_object('status', status, 'service', service, 'staff', staff, 'startsAt', starts_at,
                                        'price', price_minor, 'refunded', refunded_minor, 'removed', nullif(deleted, false))
                from booking_version where client_id = ?
              union all
              select occurred_at, recorded_at, 'RECEIPT', lpad(seq::text, 20, '0'), external_id,
                     jsonb_build_object('kind', kind, 'date', on_date, 'amount', amount_minor, 'service', service,
                                        'booking', booking, 'removed', nullif(deleted, false))
                from receipt_version where client_id = ?
              union all
              select occurred_at, recorded_at, 'PASS', lpad(seq::text, 20, '0'), external_id,
                     jsonb_build_object('name', name, 'service', service, 'category', category, 'startsOn', starts_on,
                                        'endsOn', ends_on, 'visits', visits, 'visitsLeft', visits_left,
                                        'cancelledOn', cancelled_on, 'removed', nullif(deleted, false))
                from pass_version where client_id = ?
              union all
              select occurred_at, recorded_at, 'SURVEY', lpad(seq::text, 20, '0'), external_id,
                     jsonb_build_object('kind', kind, 'score', score, 'booking', booking, 'removed', nullif(deleted, false))
                from survey_version where client_id = ?
              union all
              select occurred_at, recorded_at, 'ACTIVITY', external_id, external_id,
                     jsonb_build_object('type', type, 'data', data)
                from activity where client_id = ?
              union all
              select set_at, set_at, 'TAG_ADDED', tag, null, jsonb_build_object('tag', tag, 'by', set_by)
                from client_tag where client_id = ?
              union all
              select removed_at, removed_at, 'TAG_REMOVED', tag, null, jsonb_build_object('tag', tag)
                from client_tag where client_id = ? and removed_at is not null
              union all
              select occurred_at, recorded_at, 'CONSENT', channel || recorded_at, null,
                     jsonb_build_object('channel', channel, 'granted', granted, 'source', source)
                from consent where client_id = ?
              union all
              select occurred_at, recorded_at, kind, lpad(id::text, 20, '0'), null,
                     jsonb_build_object('segment', segment, 'rule', rule, 'because', because, 'release', 'r-' || release_id,
                                        'cause', cause)
                from transition where client_id = ?
              union all
              select started_at, started_at, 'CAMPAIGN', lpad(id::text, 20, '0'), null,
                     jsonb_build_object('campaign', campaign, 'state', state, 'reason', nullif(reason, ''), 'rule', rule,
                                        'because', because, 'release', 'r-' || release_id)
                from campaign_start where client_id = ?
              union all
              select coalesce(a.done_at, s.started_at), coalesce(a.done_at, s.started_at), 'ACTION', a.id::text, a.id::text,
                     jsonb_build_object('campaign', a.campaign, 'step', a.step, 'kind', a.kind, 'state', a.state,
                                        'dueAt', a.due_at, 'reason', a.reason)
                from campaign_action a join campaign_start s on s.id = a.start_id where a.client_id = ?) happened
            where ?::timestamptz is null or (at, what collate "C", key collate "C") < (?::timestamptz, ?, ?)
            order by at desc, what collate "C" desc, key collate "C" desc limit ?
            """;

    private static final int PARTS = 12;
    private static final List<String> AMOUNTS = List.of("price", "refunded", "amount");

    /**
     * One thing that happened.
     *
     * @param at when it happened, or when it became true
     * @param recordedAt when we learned or noticed it
     * @param what PROFILE, BOOKING, RECEIPT, PASS, SURVEY, ACTIVITY, TAG_ADDED, TAG_REMOVED, CONSENT, ENTERED, LEFT, CAMPAIGN or
     *     ACTION
     * @param id external id of the booking, receipt, pass, survey or activity, or the action's own; null for others
     * @param details what is known of it; what is not known is left out
     */
    @Schema(name = "TimelineEntry")
    record Entry(
            Instant at,
            Instant recordedAt,
            String what,
            @Nullable String id,

            @Schema(type = SchemaType.OBJECT, implementation = Object.class)
            ObjectNode details,

            @JsonIgnore String cursor) {}

    /** Where a page begins: after the entry that the page before ended with. */
    private record Position(
            @Nullable Instant at,
            @Nullable String what,
            @Nullable String key) {
        static Position of(@Nullable String cursor) {
            if (cursor == null || cursor.isEmpty()) {
                return new Position(null, null, null);
            }
            String[] parts = cursor.split("~", 3);
            try {
                if (parts.length == 3) {
                    return new Position(SaneTime.checked(Instant.parse(parts[0])), parts[1], parts[2]);
                }
            } catch (DateTimeException | IllegalArgumentException e) {
                // refused below
            }
            throw new ProblemException(ErrorCode.INVALID, "'after' is taken from the link to the next page.");
        }
    }

    /** A page of a client's timeline. */
    List<Entry> page(Transaction transaction, long client, Currency currency, @Nullable String after, int limit)
            throws SQLException {
        Position from = Position.of(after);
        var arguments = new @Nullable Object[PARTS + 5];
        Arrays.fill(arguments, 0, PARTS, client);
        arguments[PARTS] = from.at;
        arguments[PARTS + 1] = from.at;
        arguments[PARTS + 2] = from.what;
        arguments[PARTS + 3] = from.key;
        arguments[PARTS + 4] = limit;
        return transaction.list(SQL, row -> entry(row, currency), arguments);
    }

    private static Entry entry(ResultSet row, Currency currency) throws SQLException {
        Instant at = Objects.requireNonNull(instant(row, "at"));
        String what = row.getString("what");
        ObjectNode details = (ObjectNode) Json.stored(row.getString("details"));
        if (!what.equals("PROFILE")) {
            details.properties().removeIf(field -> field.getValue().isNull());
            AMOUNTS.stream()
                    .filter(details::has)
                    .forEach(field ->
                            details.put(field, money(details.path(field).asLong(), currency)));
        }
        return new Entry(
                at,
                Objects.requireNonNull(instant(row, "recorded_at")),
                what,
                row.getString("id"),
                details,
                at + "~" + what + "~" + row.getString("key"));
    }

    private static String money(long minor, Currency currency) {
        return BigDecimal.valueOf(minor, currency.getDefaultFractionDigits()).toPlainString();
    }
}
