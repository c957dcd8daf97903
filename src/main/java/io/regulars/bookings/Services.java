package io.regulars.bookings;

import static io.regulars.platform.Transaction.instant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.Business;
import io.regulars.platform.ErrorCode;
import io.regulars.platform.Json;
import io.regulars.platform.Refusal;
import io.regulars.platform.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The catalogue of services. */
@ApplicationScoped
public class Services {
    /** Takes a service; an older state than the latest is kept as history only. Answers the latest. */
    public ObjectNode store(Transaction tx, Business business, String id, ServiceBody body, Instant now)
            throws SQLException {
        Instant occurredAt = body.occurredAt() == null ? now : body.occurredAt();
        Optional<ObjectNode> latest = latest(tx, business, id, " for update");
        ObjectNode sent = json(body, business.currency().getDefaultFractionDigits(), occurredAt);
        if (latest.isPresent() && sameContent(latest.get(), sent)) {
            return latest.get();
        }
        tx.update("""
                insert into service_version (business_id, external_id, occurred_at, recorded_at, state)
                values (?, ?, ?, ?, ?::jsonb)
                """, business.id().value(), id, occurredAt, now, sent.toString());
        tx.update(
                """
                insert into service (business_id, external_id, name, category, price_minor, cost_minor,
                                     late_cancellation_hours, active, occurred_at, recorded_at)
                values (?, ?, ?, ?, ?::bigint, ?, ?::integer, ?, ?, ?)
                on conflict (business_id, external_id) do update
                   set name = excluded.name, category = excluded.category, price_minor = excluded.price_minor,
                       cost_minor = excluded.cost_minor, late_cancellation_hours = excluded.late_cancellation_hours,
                       active = excluded.active, occurred_at = excluded.occurred_at, recorded_at = excluded.recorded_at
                 where service.occurred_at <= excluded.occurred_at
                """,
                business.id().value(),
                id,
                body.name(),
                body.category(),
                body.priceMinor(),
                body.costMinor(),
                body.lateCancellationHours(),
                body.active(),
                occurredAt,
                now);
        return find(tx, business, id);
    }

    /** A service in the fields of a PUT. */
    public ObjectNode find(Transaction tx, Business business, String id) throws SQLException {
        return latest(tx, business, id, "")
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "There is no service '" + id + "'."));
    }

    /** The catalogue with each service's {@code id}, in the order of it, from after one. */
    public List<ObjectNode> page(Transaction tx, Business business, String after, int limit) throws SQLException {
        return tx.list(
                "select * from service where business_id = ? and external_id > ? order by external_id limit ?",
                row -> read(row, business).put("id", row.getString("external_id")),
                business.id().value(),
                after,
                limit);
    }

    private static Optional<ObjectNode> latest(Transaction tx, Business business, String id, String lock)
            throws SQLException {
        return tx.first(
                "select * from service where business_id = ? and external_id = ?" + lock,
                row -> read(row, business),
                business.id().value(),
                id);
    }

    private static ObjectNode read(ResultSet row, Business business) throws SQLException {
        var body = new ServiceBody(
                row.getString("name"),
                row.getString("category"),
                row.getObject("price_minor", Long.class),
                row.getLong("cost_minor"),
                row.getObject("late_cancellation_hours", Integer.class),
                row.getBoolean("active"),
                null);
        Instant occurredAt = Objects.requireNonNull(instant(row, "occurred_at"));
        return json(body, business.currency().getDefaultFractionDigits(), occurredAt);
    }

    private static ObjectNode json(ServiceBody body, int digits, Instant occurredAt) {
        return Json.MAPPER
                .createObjectNode()
                .put("name", body.name())
                .put("category", body.category())
                .put("price", money(body.priceMinor(), digits))
                .put("cost", money(body.costMinor(), digits))
                .put("lateCancellationHours", body.lateCancellationHours())
                .put("active", body.active())
                .put("occurredAt", occurredAt.toString());
    }

    private static @Nullable String money(@Nullable Long minor, int digits) {
        return minor == null ? null : BigDecimal.valueOf(minor, digits).toPlainString();
    }

    private static boolean sameContent(ObjectNode left, ObjectNode right) {
        return left.deepCopy().without("occurredAt").equals(right.deepCopy().without("occurredAt"));
    }
}
