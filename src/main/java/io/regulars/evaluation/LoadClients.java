package io.regulars.evaluation;

import static io.regulars.platform.Transaction.instant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.regulars.access.BusinessId;
import io.regulars.facts.Activity;
import io.regulars.facts.BookingState;
import io.regulars.facts.Business;
import io.regulars.facts.ReceiptState;
import io.regulars.facts.SurveyState;
import io.regulars.facts.Version;
import io.regulars.platform.Transaction;
import io.regulars.segments.HeldSegment;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Loads all that an evaluation needs, for one client or many, in one round trip. */
@ApplicationScoped
class LoadClients {
    private static final TypeReference<HashMap<String, @Nullable Object>> DATA = new TypeReference<>() {};
    private static final int NO_RELEASE = 0;
    private static final String SQL = """
            select b.zone, b.currency, b.country, b.cancellation_notice_hours, b.assume_completed_after_hours,
                   a.release_id, a.hash
              from business b left join lateral """ + ActiveRelease.OF_BUSINESS_B + """
             a on true where b.id = ?;
            select external_id, zone from location where business_id = ?;
            select id, external_id, spend_minor, evaluated_at, evaluated_release, evaluate_again_at
              from client where business_id = ? and id = any(?);
            select external_id, category, cost_minor, late_cancellation_hours, recorded_at
              from service where business_id = ? and external_id in (
                select service from booking_version where client_id = any(?)
                union select service from receipt_version where client_id = any(?));
            select client_id, occurred_at, recorded_at, profile
              from client_version where client_id = any(?) order by occurred_at, seq;
            select client_id, tag, set_at as recorded_at, removed_at from client_tag where client_id = any(?) order by set_at;
            select client_id, channel, granted, occurred_at, recorded_at
              from consent where client_id = any(?) order by occurred_at, recorded_at;
            select client_id, external_id, occurred_at, recorded_at, deleted, service, staff, location, channel,
                   payment_method, starts_at, ends_at, booked_at, status, cancelled_at, cancelled_by, price_minor,
                   discount_minor, refunded_minor, offer_code
              from booking_version where client_id = any(?) order by occurred_at, seq;
            select client_id, external_id, occurred_at, recorded_at, deleted, on_date, amount_minor, kind, service,
                   payment_method, booking
              from receipt_version where client_id = any(?) order by occurred_at, seq;
            select client_id, external_id, occurred_at, recorded_at, kind, score, answered_at, booking
              from survey_version where client_id = any(?) order by occurred_at, seq;
            select client_id, external_id, type, occurred_at, recorded_at, data
              from activity where client_id = any(?) order by occurred_at, recorded_at;
            select client_id, segment, since, rule, because from membership where client_id = any(?);
            """ + KnownRanking.SQL;

    /** PostgreSQL keeps the plan of an equality, but plans {@code any} of an array anew each time. */
    private static final String SQL_FOR_ONE = SQL.replace("= any(?)", "= ?");

    private final ObjectMapper json;

    LoadClients(ObjectMapper json) {
        this.json = json;
    }

    /**
     * What was loaded, the clients in the order of their ids; those that are not of the business are left out.
     *
     * @param release what answers for the business; empty if nothing was ever activated
     */
    record Loaded(Business business, Optional<ReleaseRef> release, List<LoadedClient> clients, KnownRanking ranking) {}

    /**
     * Loads clients for an evaluation by the release that answers now.
     *
     * @param happenings what happened to whom; a client may have none
     */
    Loaded load(
            Transaction transaction, BusinessId business, Collection<Long> ids, Map<Long, List<Happening>> happenings)
            throws SQLException {
        return load(transaction, business, ids, happenings, Instant.MAX);
    }

    /**
     * Loads clients as they were known at some moment; what was recorded later is left out. What is held, and the
     * catalogue and settings of the business, are those of the present.
     */
    Loaded loadAsKnown(Transaction transaction, BusinessId business, Collection<Long> ids, Instant knownAt)
            throws SQLException {
        return load(transaction, business, ids, Map.of(), knownAt);
    }

    private Loaded load(
            Transaction transaction,
            BusinessId business,
            Collection<Long> ids,
            Map<Long, List<Happening>> happenings,
            Instant knownAt)
            throws SQLException {
        Connection connection = transaction.connection();
        boolean one = ids.size() == 1;
        Object who = one ? ids.iterator().next() : connection.createArrayOf("bigint", ids.toArray());
        try (PreparedStatement statement = connection.prepareStatement(one ? SQL_FOR_ONE : SQL)) {
            statement.setInt(1, business.value());
            statement.setInt(2, business.value());
            statement.setInt(3, business.value());
            statement.setObject(4, who);
            statement.setInt(5, business.value());
            for (int i = 6; i <= 15; i++) {
                statement.setObject(i, who);
            }
            for (int i = 16; i <= 19; i++) {
                statement.setInt(i, business.value());
            }
            statement.setObject(20, who);
            statement.execute();
            return read(new Results(statement, knownAt), happenings);
        }
    }

    /** Walks through the results of one statement string, and through history as far as it was known. */
    private static final class Results {
        private final PreparedStatement statement;
        private final Instant knownAt;

        Results(PreparedStatement statement, Instant knownAt) {
            this.statement = statement;
            this.knownAt = knownAt;
        }

        interface Row {
            void read(ResultSet row) throws SQLException;
        }

        void each(Row reader) throws SQLException {
            try (ResultSet rows = statement.getResultSet()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
            statement.getMoreResults();
        }

        void eachKnown(Row reader) throws SQLException {
            each(row -> {
                if (knownAt.equals(Instant.MAX) || known(instant(row, "recorded_at")) != null) {
                    reader.read(row);
                }
            });
        }

        @Nullable
        Instant known(@Nullable Instant recordedAt) {
            return recordedAt == null || recordedAt.isAfter(knownAt) ? null : recordedAt;
        }
    }

    private Loaded read(Results results, Map<Long, List<Happening>> happenings) throws SQLException {
        var settings = new Settings[1];
        results.each(row -> settings[0] = Settings.read(row));
        var zones = new HashMap<String, ZoneId>();
        results.each(row -> zones.put(row.getString("external_id"), ZoneId.of(row.getString("zone"))));
        var clients = new TreeMap<Long, ClientRows>();
        results.each(row -> clients.put(row.getLong("id"), client(row)));
        var services = new HashMap<String, Business.Service>();
        results.each(row -> {
            Business.Service service = service(row);
            services.put(service.code(), service);
            Instant recordedAt = moment(row, "recorded_at");
            clients.values().forEach(client -> client.serviceChanged(recordedAt));
        });
        readHistory(results, clients);
        var ranking = new KnownRanking.Reader();
        results.each(ranking::take);
        Settings business = Objects.requireNonNull(settings[0], "no such business");
        int release = business.release.map(ReleaseRef::id).orElse(NO_RELEASE);
        return new Loaded(
                business.with(zones, services),
                business.release,
                clients.entrySet().stream()
                        .map(entry -> entry.getValue()
                                .finish(business.currency, release,
                                        happenings.getOrDefault(entry.getKey(), List.of())))
                        .toList(),
                ranking.finish());
    }

    private void readHistory(Results results, Map<Long, ClientRows> clients) throws SQLException {
        results.eachKnown(row -> of(clients, row)
                .profile(moment(row, "occurred_at"), moment(row, "recorded_at"), tree(row.getString("profile"))));
        results.eachKnown(row -> of(clients, row)
                .tag(moment(row, "recorded_at"), results.known(instant(row, "removed_at")), row.getString("tag")));
        results.eachKnown(row -> of(clients, row)
                .consent(
                        moment(row, "occurred_at"),
                        moment(row, "recorded_at"),
                        row.getString("channel"),
                        row.getBoolean("granted")));
        results.eachKnown(
                row -> of(clients, row).booking(version(row, row.getBoolean("deleted") ? null : booking(row))));
        results.eachKnown(
                row -> of(clients, row).receipt(version(row, row.getBoolean("deleted") ? null : receipt(row))));
        results.eachKnown(row -> of(clients, row).survey(version(row, survey(row))));
        results.eachKnown(row -> of(clients, row).activity(activity(row), moment(row, "recorded_at")));
        results.each(row -> of(clients, row)
                .membership(new HeldSegment(
                        row.getString("segment"),
                        moment(row, "since"),
                        null,
                        row.getString("rule"),
                        row.getString("because"))));
    }

    private record Settings(
            ZoneId zone,
            Currency currency,
            String country,
            Duration notice,
            @Nullable Duration assumeCompletedAfter,
            Optional<ReleaseRef> release) {
        static Settings read(ResultSet row) throws SQLException {
            return new Settings(
                    ZoneId.of(row.getString("zone")),
                    Currency.getInstance(row.getString("currency")),
                    row.getString("country"),
                    Duration.ofHours(row.getInt("cancellation_notice_hours")),
                    hours(row, "assume_completed_after_hours"),
                    ReleaseRef.read(row));
        }

        Business with(Map<String, ZoneId> zones, Map<String, Business.Service> services) {
            return new Business(zone, currency, country, notice, assumeCompletedAfter, zones, services);
        }
    }

    private static ClientRows client(ResultSet row) throws SQLException {
        return new ClientRows(
                row.getLong("id"),
                row.getString("external_id"),
                row.getLong("spend_minor"),
                instant(row, "evaluated_at"),
                row.getObject("evaluated_release", Integer.class),
                instant(row, "evaluate_again_at"));
    }

    private static Business.Service service(ResultSet row) throws SQLException {
        return new Business.Service(
                row.getString("external_id"),
                row.getString("category"),
                row.getLong("cost_minor"),
                hours(row, "late_cancellation_hours"));
    }

    private static BookingState booking(ResultSet row) throws SQLException {
        String by = row.getString("cancelled_by");
        return new BookingState(
                row.getString("external_id"),
                row.getString("service"),
                row.getString("staff"),
                row.getString("location"),
                row.getString("channel"),
                row.getString("payment_method"),
                moment(row, "starts_at"),
                instant(row, "ends_at"),
                instant(row, "booked_at"),
                BookingState.Status.valueOf(row.getString("status")),
                instant(row, "cancelled_at"),
                by == null ? null : BookingState.CancelledBy.valueOf(by),
                row.getLong("price_minor"),
                row.getLong("discount_minor"),
                row.getLong("refunded_minor"),
                row.getString("offer_code"));
    }

    private static ReceiptState receipt(ResultSet row) throws SQLException {
        return new ReceiptState(
                row.getString("external_id"),
                row.getObject("on_date", LocalDate.class),
                row.getLong("amount_minor"),
                row.getString("kind"),
                row.getString("service"),
                row.getString("payment_method"),
                row.getString("booking"));
    }

    private static SurveyState survey(ResultSet row) throws SQLException {
        return new SurveyState(
                row.getString("external_id"),
                SurveyState.Kind.valueOf(row.getString("kind")),
                row.getInt("score"),
                moment(row, "answered_at"),
                row.getString("booking"));
    }

    private Activity activity(ResultSet row) throws SQLException {
        try {
            var data = new HashMap<String, Object>();
            json.readValue(row.getString("data"), DATA).forEach((field, value) -> {
                if (value != null) {
                    data.put(field, value);
                }
            });
            return new Activity(
                    row.getString("external_id"),
                    Activity.Type.valueOf(row.getString("type")),
                    moment(row, "occurred_at"),
                    data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Stored JSON cannot be read", e);
        }
    }

    private JsonNode tree(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Stored JSON cannot be read", e);
        }
    }

    private static <S> Version<S> version(ResultSet row, @Nullable S state) throws SQLException {
        return new Version<>(
                row.getString("external_id"), moment(row, "occurred_at"), moment(row, "recorded_at"), state);
    }

    private static ClientRows of(Map<Long, ClientRows> clients, ResultSet row) throws SQLException {
        return Objects.requireNonNull(clients.get(row.getLong("client_id")));
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(instant(row, column));
    }

    private static @Nullable Duration hours(ResultSet row, String column) throws SQLException {
        Integer hours = row.getObject(column, Integer.class);
        return hours == null ? null : Duration.ofHours(hours);
    }
}
