package io.regulars.clients;

import static io.regulars.platform.database.Transaction.instant;
import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.businesses.Business;
import io.regulars.clients.StateHistory.Point;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.json.Fields;
import io.regulars.platform.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes a profile: what the booking system owns of a client. */
@ApplicationScoped
public class StoreClient {
    private static final String CONSENTS = "consents/";

    /** Stores the profile of a locked client, and notes each consent that it says. */
    public Change<ObjectNode> store(Transaction tx, Business business, ClientRow client, ClientBody body, Instant now)
            throws SQLException {
        Instant occurredAt = requireNonNullElse(body.occurredAt(), now);
        if (isPast(client, occurredAt)) {
            var telling = new StateHistory.Telling(body.profile(), body.said(), occurredAt, null);
            return retell(tx, business, client, telling, now);
        }
        return store(tx, client, body.profile(), body.said(), occurredAt, now, false);
    }

    /** Stores what a patch names of the profile of a locked client; null clears a field. */
    public Change<ObjectNode> patch(Transaction tx, Business business, ClientRow client, ObjectNode patch, Instant now)
            throws SQLException {
        var fields = new Fields(patch);
        fields.readLocalTimesIn(business.zone());
        Instant occurredAt = requireNonNullElse(SaidMoment.occurredAt(fields, now), now);
        fields.refuse();
        SaidFields said = SaidFields.some(patch);
        if (isPast(client, occurredAt)) {
            return retell(tx, business, client, new StateHistory.Telling(patch, said, occurredAt, null), now);
        }
        ObjectNode merged = MergePatch.apply(client.profile(), patch).put("occurredAt", occurredAt.toString());
        ObjectNode profile = ClientBody.parse(merged, business, now).profile();
        SaidFields inside = said.inside(client.profile());
        SaidFields all = occurredAt.equals(client.occurredAt()) ? client.said().and(inside, client.profile()) : inside;
        boolean saysConsents = inside.of(profile).stream().anyMatch(field -> field.startsWith(CONSENTS));
        return store(tx, client, profile, all, occurredAt, now, saysConsents);
    }

    private static boolean isPast(ClientRow client, Instant occurredAt) {
        return client.occurredAt() != null && occurredAt.isBefore(client.occurredAt());
    }

    /**
     * Makes a profile the latest.
     *
     * @param saysConsents whether it names consents by themselves: that is said anew, though the profile may say it already
     */
    private static Change<ObjectNode> store(
            Transaction tx,
            ClientRow client,
            ObjectNode profile,
            SaidFields said,
            Instant occurredAt,
            Instant now,
            boolean saysConsents)
            throws SQLException {
        ObjectNode before = client.known() ? client.profile() : null;
        if (profile.equals(before)) {
            // it was still so then: what is told later of an earlier moment does not overwrite it
            writeLatest(tx, client, profile, said, occurredAt, null);
            if (saysConsents && changesConsents(tx, client, new Point(occurredAt, profile, said, false), now)) {
                return Change.latest(before, profile, occurredAt);
            }
            Instant beatenBy = requireNonNullElse(client.occurredAt(), occurredAt);
            return Change.beaten(Change.Kind.NOTHING, before, profile, occurredAt, beatenBy);
        }
        var point = new Point(occurredAt, profile, said, false);
        addVersion(tx, client, point, now);
        noteConsents(tx, client, point, now);
        writeLatest(tx, client, profile, said, occurredAt, now);
        return Change.latest(before, profile, occurredAt);
    }

    /** The state of an older moment, and each later one that goes on from it. */
    private static Change<ObjectNode> retell(
            Transaction tx, Business business, ClientRow client, StateHistory.Telling telling, Instant now)
            throws SQLException {
        NavigableMap<Instant, Point> points = points(tx, client);
        var life = new StateHistory(
                List.copyOf(points.values()),
                (told, at) -> ClientBody.parse(told.deepCopy().put("occurredAt", at.toString()), business, now)
                        .profile());
        Instant at = telling.at();
        Instant latest = requireNonNull(client.occurredAt());
        StateHistory.Retold retold = life.tell(telling, life.before(at).orElse(client.profile()));
        Point first = retold.first();
        Point same = points.get(at);
        if (retold.points().size() == 1 && same != null && same.says(first)) {
            return Change.beaten(Change.Kind.NOTHING, client.profile(), client.profile(), at, latest);
        }
        keep(tx, client, now);
        for (Point point : retold.points()) {
            addVersion(tx, client, point, now);
        }
        noteConsents(tx, client, first, now);
        Point last = retold.points().getLast();
        if (last.at().equals(latest)) {
            writeLatest(tx, client, last.state(), last.said(), latest, now);
            return Change.latest(client.profile(), last.state(), at);
        }
        Instant beatenBy = requireNonNullElse(retold.beatenBy(), latest);
        return Change.beaten(Change.Kind.PAST, client.profile(), client.profile(), at, beatenBy);
    }

    private static NavigableMap<Instant, Point> points(Transaction tx, ClientRow client) throws SQLException {
        var points = new TreeMap<Instant, Point>();
        tx.list(
                        "select * from client_version where client_id = ? order by seq",
                        row -> new Point(
                                requireNonNull(instant(row, "occurred_at")),
                                (ObjectNode) Json.stored(row.getString("profile")),
                                SaidFields.read(row),
                                false),
                        client.id())
                .forEach(point -> points.put(point.at(), point));
        Instant latest = requireNonNull(client.occurredAt());
        points.put(latest, new Point(latest, client.profile(), client.said(), false));
        return points;
    }

    private static void addVersion(Transaction tx, ClientRow client, Point point, Instant now) throws SQLException {
        @Nullable Object[] said = point.said().shortly(point.state()).columns();
        tx.update("""
                insert into client_version (client_id, occurred_at, recorded_at, profile, said, partial)
                values (?, ?, ?, ?::jsonb, ?, ?)
                """, client.id(), point.at(), now, point.state().toString(), said[0], said[1]);
    }

    private static void writeLatest(
            Transaction tx,
            ClientRow client,
            ObjectNode profile,
            SaidFields said,
            Instant occurredAt,
            @Nullable Instant recordedAt)
            throws SQLException {
        @Nullable Object[] columns = said.shortly(profile).columns();
        tx.update("""
                update client set known = true, profile = ?::jsonb, occurred_at = ?, said = ?, partial = ?,
                       recorded_at = coalesce(?::timestamptz, recorded_at) where id = ?
                """, profile.toString(), occurredAt, columns[0], columns[1], recordedAt, client.id());
    }

    /** The latest profile may have been told again since it came to be, after the past one. */
    private static void keep(Transaction tx, ClientRow client, Instant now) throws SQLException {
        Instant latest = requireNonNull(client.occurredAt());
        boolean isVersion = tx.first(
                        "select 1 from client_version where client_id = ? and occurred_at = ? and profile = ?::jsonb",
                        row -> true,
                        client.id(),
                        latest,
                        client.profile().toString())
                .isPresent();
        if (!isVersion) {
            addVersion(tx, client, new Point(latest, client.profile(), client.said(), false), now);
        }
    }

    private static boolean changesConsents(Transaction tx, ClientRow client, Point point, Instant now)
            throws SQLException {
        Map<String, Boolean> before = Consents.inForce(tx, client.id());
        noteConsents(tx, client, point, now);
        return !before.equals(Consents.inForce(tx, client.id()));
    }

    private static void noteConsents(Transaction tx, ClientRow client, Point point, Instant now) throws SQLException {
        for (var consent : point.state().path("consents").properties()) {
            if (point.said().of(point.state()).contains(CONSENTS + consent.getKey())) {
                Consents.note(
                        tx,
                        client.id(),
                        consent.getKey(),
                        consent.getValue().booleanValue(),
                        point.at(),
                        now,
                        ConsentProof.bookingSystem());
            }
        }
    }
}
