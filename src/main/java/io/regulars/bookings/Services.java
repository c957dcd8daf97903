package io.regulars.bookings;

import static io.regulars.platform.database.Transaction.instant;
import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.businesses.Business;
import io.regulars.clients.Change;
import io.regulars.clients.SaidFields;
import io.regulars.clients.StateHistory;
import io.regulars.clients.StateHistory.Point;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.json.Json;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The catalogue of services. */
@ApplicationScoped
public class Services {
    /** A service after something was told of it, and what that changed. */
    public record Stored(ObjectNode service, Change<ObjectNode> change) {}

    /** Takes all of a service; an older state than the latest is kept as history only. */
    public Stored store(Transaction tx, Business business, String id, ServiceBody body, Instant now)
            throws SQLException {
        ObjectNode told = json(body, business.currency().getDefaultFractionDigits());
        Instant at = requireNonNullElse(body.occurredAt(), now);
        return store(tx, business, id, new StateHistory.Telling(told, body.said(), at, null), now);
    }

    /**
     * Takes some fields of a service; null clears one.
     *
     * @throws ProblemException NOT_FOUND if there is no such service
     */
    public Stored patch(Transaction tx, Business business, String id, ObjectNode patch, Instant now)
            throws SQLException {
        Instant at = Patches.moment(patch, business.zone(), now);
        find(tx, business, id);
        return store(tx, business, id, new StateHistory.Telling(patch, SaidFields.some(patch), at, null), now);
    }

    private Stored store(Transaction tx, Business business, String id, StateHistory.Telling telling, Instant now)
            throws SQLException {
        Optional<Point> latest = latest(tx, business, id, " for update");
        var life = new StateHistory(
                latest.isEmpty() ? List.of() : points(tx, business, id, latest.get()),
                (told, at) -> read(told.deepCopy().put("occurredAt", at.toString()), business, now));
        Instant at = telling.at();
        StateHistory.Retold retold = life.tell(telling, life.before(at).orElse(telling.told()));
        ObjectNode before = latest.map(Point::state).orElse(null);
        Point last = retold.points().getLast();
        boolean isLatest = latest.isEmpty() || !last.at().isBefore(latest.get().at());
        if (retold.points().size() == 1
                && (isLatest
                        ? last.state().equals(before)
                        : life.at(at).filter(same -> same.says(last)).isPresent())) {
            if (isLatest) {
                confirm(tx, business, id, last);
            }
            return stored(
                    tx,
                    business,
                    id,
                    Change.Kind.NOTHING,
                    before,
                    telling,
                    latest.orElseThrow().at());
        }
        for (Point point : retold.points()) {
            addVersion(tx, business, id, point, now);
        }
        if (isLatest) {
            writeLatest(tx, business, id, last, now);
            return stored(tx, business, id, Change.Kind.LATEST, before, telling, null);
        }
        Instant beatenBy =
                requireNonNullElse(retold.beatenBy(), latest.orElseThrow().at());
        return stored(tx, business, id, Change.Kind.PAST, before, telling, beatenBy);
    }

    private Stored stored(
            Transaction tx,
            Business business,
            String id,
            Change.Kind kind,
            @Nullable ObjectNode before,
            StateHistory.Telling telling,
            @Nullable Instant beatenBy)
            throws SQLException {
        ObjectNode service = find(tx, business, id);
        return new Stored(service, new Change<>(kind, before, service, telling.at(), null, beatenBy));
    }

    /** Its states in order; what was confirmed since its last change is one, too. */
    private static List<Point> points(Transaction tx, Business business, String id, Point latest) throws SQLException {
        var points = new TreeMap<Instant, Point>();
        tx.list(
                        "select * from service_version where business_id = ? and external_id = ? order by seq",
                        row -> new Point(
                                requireNonNull(instant(row, "occurred_at")),
                                (ObjectNode) Json.stored(row.getString("state")),
                                SaidFields.read(row),
                                false),
                        business.id().value(),
                        id)
                .forEach(point -> points.put(point.at(), point));
        points.put(latest.at(), latest);
        return List.copyOf(points.values());
    }

    /** It was still so then: what is told later of an earlier moment does not overwrite it. */
    private static void confirm(Transaction tx, Business business, String id, Point point) throws SQLException {
        @Nullable Object[] said = point.said().columns();
        tx.update(
                "update service set occurred_at = ?, said = ?, partial = ? where business_id = ? and external_id = ?",
                point.at(),
                said[0],
                said[1],
                business.id().value(),
                id);
    }

    private static void addVersion(Transaction tx, Business business, String id, Point point, Instant now)
            throws SQLException {
        @Nullable Object[] said = point.said().columns();
        tx.update("""
                insert into service_version (business_id, external_id, occurred_at, recorded_at, state, said, partial)
                values (?, ?, ?, ?, ?::jsonb, ?, ?)
                """, business.id().value(), id, point.at(), now, point.state().toString(), said[0], said[1]);
    }

    private static void writeLatest(Transaction tx, Business business, String id, Point point, Instant now)
            throws SQLException {
        ServiceBody body = ServiceBody.parse(point.state(), business, now);
        @Nullable Object[] said = point.said().columns();
        tx.update(
                """
                insert into service (business_id, external_id, name, category, price_minor, cost_minor,
                                     late_cancellation_hours, active, occurred_at, recorded_at, said, partial)
                values (?, ?, ?, ?, ?::bigint, ?, ?::integer, ?, ?, ?, ?, ?)
                on conflict (business_id, external_id) do update
                   set name = excluded.name, category = excluded.category, price_minor = excluded.price_minor,
                       cost_minor = excluded.cost_minor, late_cancellation_hours = excluded.late_cancellation_hours,
                       active = excluded.active, occurred_at = excluded.occurred_at, recorded_at = excluded.recorded_at,
                       said = excluded.said, partial = excluded.partial
                """,
                business.id().value(),
                id,
                body.name(),
                body.category(),
                body.priceMinor(),
                body.costMinor(),
                body.lateCancellationHours(),
                body.active(),
                point.at(),
                now,
                said[0],
                said[1]);
    }

    /** A service in the fields of a PUT. */
    public ObjectNode find(Transaction tx, Business business, String id) throws SQLException {
        return latest(tx, business, id, "")
                .map(Services::whole)
                .orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND, "There is no service '" + id + "'."));
    }

    /** The catalogue with each service's {@code id}, in the order of it, from after one. */
    public List<ObjectNode> page(Transaction tx, Business business, String after, int limit) throws SQLException {
        return tx.list(
                "select * from service where business_id = ? and external_id > ? order by external_id limit ?",
                row -> whole(read(row, business)).put("id", row.getString("external_id")),
                business.id().value(),
                after,
                limit);
    }

    private static ObjectNode whole(Point latest) {
        return latest.state().deepCopy().put("occurredAt", latest.at().toString());
    }

    private static Optional<Point> latest(Transaction tx, Business business, String id, String lock)
            throws SQLException {
        return tx.first(
                "select * from service where business_id = ? and external_id = ?" + lock,
                row -> read(row, business),
                business.id().value(),
                id);
    }

    private static Point read(ResultSet row, Business business) throws SQLException {
        var body = new ServiceBody(
                row.getString("name"),
                row.getString("category"),
                row.getObject("price_minor", Long.class),
                row.getLong("cost_minor"),
                row.getObject("late_cancellation_hours", Integer.class),
                row.getBoolean("active"),
                null,
                SaidFields.read(row));
        ObjectNode state = json(body, business.currency().getDefaultFractionDigits());
        return new Point(requireNonNull(instant(row, "occurred_at")), state, body.said(), false);
    }

    private static ObjectNode read(ObjectNode told, Business business, Instant now) {
        ServiceBody body = ServiceBody.parse(told, business, now);
        return json(body, business.currency().getDefaultFractionDigits());
    }

    private static ObjectNode json(ServiceBody body, int digits) {
        return Json.MAPPER
                .createObjectNode()
                .put("name", body.name())
                .put("category", body.category())
                .put("price", money(body.priceMinor(), digits))
                .put("cost", money(body.costMinor(), digits))
                .put("lateCancellationHours", body.lateCancellationHours())
                .put("active", body.active());
    }

    private static @Nullable String money(@Nullable Long minor, int digits) {
        return minor == null ? null : BigDecimal.valueOf(minor, digits).toPlainString();
    }
}
