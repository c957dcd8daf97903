package io.regulars.preview;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.regulars.access.businesses.BusinessId;
import io.regulars.clients.Clients;
import io.regulars.evaluation.load.Prices;
import io.regulars.evaluation.load.ProfileJson;
import io.regulars.evaluation.load.StoredStates;
import io.regulars.facts.history.Activity;
import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.facts.history.History;
import io.regulars.facts.history.PassState;
import io.regulars.facts.history.ReceiptState;
import io.regulars.facts.history.Snapshot;
import io.regulars.facts.history.SurveyState;
import io.regulars.facts.history.Version;
import io.regulars.platform.database.RowReader;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Loads clients as a population has them, thousands in one round trip: the latest state of everything, of which the tables
 * without {@code _version} are made, and what is held. What many have in common is kept once.
 */
@ApplicationScoped
class LoadSnapshots {
    private static final String SQL = """
            select id, external_id, profile from client c where id = any(?) and erased_at is null
               and """ + Clients.IS_SOMEBODY + """
            ;
            select client_id, tag from client_tag where client_id = any(?) and removed_at is null;
            select distinct on (client_id, channel) client_id, channel, granted from consent
              where client_id = any(?) order by client_id, channel, occurred_at desc, recorded_at desc;
            select client_id, external_id, service, staff, location, channel, payment_method, starts_at, ends_at, booked_at,
                   status, cancelled_at, cancelled_by, price_minor, discount_minor, refunded_minor, tip_minor, tax_minor,
                   offer_code, replaces, series
              from booking where client_id = any(?) and not deleted;
            select client_id, external_id, on_date, amount_minor, kind, service, payment_method, booking
              from receipt where client_id = any(?) and not deleted order by occurred_at, external_id;
            select client_id, external_id, occurred_at, recorded_at, deleted, name, service, category, starts_on, ends_on,
                   visits, visits_left, cancelled_on
              from pass_version where client_id = any(?) order by occurred_at, seq;
            select client_id, external_id, occurred_at, recorded_at, deleted, kind, score, answered_at, booking
              from survey_version where client_id = any(?) order by occurred_at, seq;
            select client_id, external_id, occurred_at, type, data
              from activity where client_id = any(?) order by occurred_at, recorded_at;
            select client_id, segment, since from membership where client_id = any(?);
            """;
    private static final int RESULTS = 9;

    private final StoredStates states;

    LoadSnapshots(ObjectMapper json) {
        this.states = new StoredStates(json);
    }

    /** The settings of a business with its whole catalogue. */
    BusinessSettings settings(Transaction transaction, BusinessId business) throws SQLException {
        var zones = new HashMap<String, ZoneId>();
        transaction.list(
                "select external_id, zone from location where business_id = ?",
                row -> zones.put(row.getString("external_id"), ZoneId.of(row.getString("zone"))),
                business.value());
        BusinessSettings settings = transaction
                .first("""
                        select zone, currency, country, cancellation_notice_hours, assume_completed_after_hours,
                               price_when_unsaid
                        from business where id = ?
                        """, row -> business(new RowReader(row), zones), business.value())
                .orElseThrow();
        var services = new HashMap<String, BusinessSettings.Service>();
        transaction
                .list(
                        "select s.external_id, s.category, s.cost_minor, s.late_cancellation_hours, "
                                + Prices.OF_SERVICE_S + " from service s where s.business_id = ?",
                        row -> StoredStates.service(new RowReader(row), settings.currency()),
                        business.value())
                .forEach(service -> services.put(service.code(), service));
        return settings.with(services);
    }

    private static BusinessSettings business(RowReader cells, Map<String, ZoneId> zones) throws SQLException {
        return new BusinessSettings(
                ZoneId.of(cells.text()),
                Currency.getInstance(cells.text()),
                cells.text(),
                Duration.ofHours(cells.number()),
                StoredStates.hours(cells),
                zones,
                Map.of(),
                BusinessSettings.PriceWhenUnsaid.valueOf(cells.text()));
    }

    /** Those of these clients that are somebody and not erased, in the order of their numbers. */
    List<ClientSnapshot> load(Transaction transaction, Currency currency, Collection<Long> ids) throws SQLException {
        var who = transaction.connection().createArrayOf("bigint", ids.toArray());
        try (PreparedStatement statement = transaction.connection().prepareStatement(SQL)) {
            for (int i = 1; i <= RESULTS; i++) {
                statement.setArray(i, who);
            }
            statement.execute();
            return new Reading(statement, currency).clientSnapshots();
        }
    }

    /** What is read of one client. */
    private record Rows(
            String externalId,
            JsonNode profile,
            Set<String> tags,
            Map<String, Boolean> consents,
            List<BookingState> bookings,
            List<ReceiptState> receipts,
            List<Version<PassState>> passes,
            List<Version<SurveyState>> surveys,
            List<Activity> activities,
            SortedMap<String, Instant> held) {
        Rows(String externalId, JsonNode profile) {
            this(
                    externalId,
                    profile,
                    new HashSet<>(),
                    new HashMap<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new TreeMap<>());
        }
    }

    /** Walks through the results of the statement. */
    private final class Reading {
        private final PreparedStatement statement;
        private final Currency currency;
        private final Map<Long, Rows> clients = new TreeMap<>();
        private final Map<Object, Object> shared = new HashMap<>();

        Reading(PreparedStatement statement, Currency currency) {
            this.statement = statement;
            this.currency = currency;
        }

        private interface Row {
            void read(Rows of, RowReader cells) throws SQLException;
        }

        List<ClientSnapshot> clientSnapshots() throws SQLException {
            try (ResultSet rows = statement.getResultSet()) {
                for (var cells = new RowReader(rows); cells.next(); ) {
                    clients.put(cells.number(), new Rows(cells.text(), states.tree(cells)));
                }
            }
            each((of, cells) -> of.tags.add(share(cells.text())));
            each((of, cells) -> of.consents.put(share(cells.text()), cells.flag()));
            each((of, cells) ->
                    of.bookings.add(StoredStates.booking(cells.text(), cells).sharing(this::share)));
            each((of, cells) -> of.receipts.add(StoredStates.receipt(cells.text(), cells)));
            each((of, cells) -> of.passes.add(version(cells, StoredStates::pass)));
            each((of, cells) -> of.surveys.add(version(cells, StoredStates::survey)));
            each((of, cells) -> of.activities.add(states.activity(cells.text(), cells.moment(), cells)));
            each((of, cells) -> of.held.put(share(cells.text()), cells.moment()));
            return clients.entrySet().stream()
                    .map(client -> clientSnapshot(client.getKey(), client.getValue()))
                    .toList();
        }

        /** A client erased in between is passed over. */
        private void each(Row reader) throws SQLException {
            statement.getMoreResults();
            try (ResultSet rows = statement.getResultSet()) {
                for (var cells = new RowReader(rows); cells.next(); ) {
                    Rows of = clients.get(cells.number());
                    if (of != null) {
                        reader.read(of, cells);
                    }
                }
            }
        }

        private interface State<S> {
            S read(String id, RowReader cells) throws SQLException;
        }

        private static <S> Version<S> version(RowReader cells, State<S> state) throws SQLException {
            String id = cells.text();
            Instant occurredAt = cells.moment();
            Instant recordedAt = cells.moment();
            boolean deleted = cells.flag();
            return new Version<>(id, occurredAt, recordedAt, deleted ? null : state.read(id, cells));
        }

        private ClientSnapshot clientSnapshot(long id, Rows rows) {
            var told = new History(
                            rows.externalId, List.of(), List.of(), List.of(), rows.passes, rows.surveys, List.of())
                    .latest();
            var snapshot = new Snapshot(
                    rows.externalId,
                    new ProfileJson(rows.profile).read(currency).with(rows.tags, rows.consents),
                    rows.bookings,
                    rows.receipts,
                    told.passes(),
                    told.surveys(),
                    rows.activities);
            return new ClientSnapshot(
                    id, snapshot, share(List.copyOf(rows.held.keySet())), List.copyOf(rows.held.values()));
        }

        @SuppressWarnings("unchecked") // equal objects of one class
        private <T> T share(T one) {
            return (T) shared.computeIfAbsent(one, same -> same);
        }
    }
}
