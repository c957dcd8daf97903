package io.regulars.evaluation.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.regulars.access.businesses.BusinessId;
import io.regulars.evaluation.LastEvaluation;
import io.regulars.evaluation.LoadedClient;
import io.regulars.evaluation.SwitchStarts;
import io.regulars.evaluation.TriggerEvent;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.facts.history.Version;
import io.regulars.platform.database.RowReader;
import io.regulars.platform.database.Transaction;
import io.regulars.ranking.KnownRanking;
import io.regulars.running.ActiveRelease;
import io.regulars.running.ReleaseRef;
import io.regulars.segments.HeldSegment;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Loads all that an evaluation needs: for one client in one round trip, for many in two. Every statement but that of the
 * catalogue finds its rows by an index that begins with the client.
 */
@ApplicationScoped
public class LoadClients {
    private static final int NO_RELEASE = 0;
    private static final String SQL = """
            select b.zone, b.currency, b.country, b.cancellation_notice_hours, b.assume_completed_after_hours,
                   b.price_when_unsaid,
                   (select string_agg(distinct told, ',') from endpoint e, unnest(e.events) as told
                    where e.business_id = b.id and e.state <> 'DISABLED'),
                   a.release_id, a.hash, a.activation_id, a.starts, a.per_day, a.finished_at
              from business b left join lateral """ + ActiveRelease.OF_BUSINESS_B + """
             a on true where b.id = ?;
            select external_id, zone from location where business_id = ?;
            select id, external_id, spend_minor, spend_since, evaluated_at, evaluated_release, cutoffs_reached,
                   evaluate_again_at, ranks_changed_from, ranks_noticed_at,
                   (select string_agg(distinct q.campaign, ' ') from campaign_action q
                    where q.client_id = client.id and q.state = 'QUEUED')
              from client where business_id = ? and id = any(?) order by id;
            select client_id, occurred_at, recorded_at, profile
              from client_version where client_id = any(?) order by client_id, occurred_at, seq;
            select client_id, set_at, removed_at, tag from client_tag where client_id = any(?) order by client_id, set_at;
            select client_id, occurred_at, recorded_at, channel, granted
              from consent where client_id = any(?) order by client_id, occurred_at, recorded_at;
            select client_id, seq, external_id, occurred_at, recorded_at, retold, deleted, service, staff, location, channel,
                   payment_method, starts_at, ends_at, booked_at, status, cancelled_at, cancelled_by, price_minor,
                   discount_minor, refunded_minor, tip_minor, tax_minor, offer_code, replaces, series
              from booking_version where client_id = any(?) order by client_id, occurred_at, seq;
            select client_id, external_id, occurred_at, recorded_at, retold, deleted, on_date, amount_minor, kind, service,
                   payment_method, booking
              from receipt_version where client_id = any(?) order by client_id, occurred_at, seq;
            select client_id, external_id, occurred_at, recorded_at, retold, deleted, name, service, category, starts_on,
                   ends_on, visits, visits_left, cancelled_on
              from pass_version where client_id = any(?) order by client_id, occurred_at, seq;
            select client_id, external_id, occurred_at, recorded_at, retold, deleted, kind, score, answered_at, booking
              from survey_version where client_id = any(?) order by client_id, occurred_at, seq;
            select client_id, external_id, occurred_at, recorded_at, type, data
              from activity where client_id = any(?) order by client_id, occurred_at, recorded_at;
            select client_id, segment, since, rule, because from membership where client_id = any(?);
            """ + KnownRanking.SQL;
    private static final int HISTORIES = 9;
    private static final int BEFORE_CLIENT = 4;

    private static final String SERVICES = "select s.external_id, s.category, s.cost_minor, s.late_cancellation_hours, "
            + Prices.OF_SERVICE_S + ", s.recorded_at from service s where s.business_id = ? and s.external_id";

    /** PostgreSQL keeps the plan of an equality, but plans {@code any} of an array anew each time. */
    private static final String SQL_FOR_ONE = SQL.replace("= any(?)", "= ?") + SERVICES + """
             in (select service from booking_version where client_id = ?
                 union select service from receipt_version where client_id = ?
                 union select data ->> 'service' from activity where client_id = ?)
            """;

    /** Of one whose bookings are kept what was added since, and how many there are. */
    private static final String SQL_SINCE = SQL.replace("= any(?)", "= ?")
            .replace(
                    "select client_id, seq, external_id",
                    "select count(*), coalesce(max(seq), 0) from booking_version where client_id = ?;"
                            + " select client_id, seq, external_id")
            .replace(
                    "from booking_version where client_id = ? order",
                    "from booking_version where client_id = ? and seq > ? order");

    /** Bookings are the fourth of the histories. */
    private static final int BEFORE_BOOKINGS = 3;

    /** For many, what they booked or looked at is known by then: reading that once more costs as much as the first time. */
    private static final String SERVICES_BY_CODE = SERVICES + " = any(?)";

    private final StoredStates states;
    private final KeptBookings keptBookings;

    LoadClients(ObjectMapper json, KeptBookings keptBookings) {
        this.states = new StoredStates(json);
        this.keptBookings = keptBookings;
    }

    /**
     * What was loaded, the clients in the order of their ids; those that are not of the business are left out.
     *
     * @param release what answers for the business; empty if nothing was ever activated
     * @param switched when and how it began to
     * @param toldEvents types of events that some endpoint of the business is told; usually none
     */
    public record Loaded(
            BusinessSettings business,
            Optional<ReleaseRef> release,
            Optional<SwitchStarts.Made> switched,
            Set<String> toldEvents,
            List<LoadedClient> clients,
            KnownRanking ranking) {
        /** The same with more clients behind these. */
        public Loaded with(List<LoadedClient> others) {
            return new Loaded(business, release, switched, toldEvents, others, ranking);
        }
    }

    /**
     * Loads clients for an evaluation by the release that answers now.
     *
     * @param triggerEvents what happened to whom; a client may have none
     */
    public Loaded load(
            Transaction transaction,
            BusinessId business,
            Collection<Long> ids,
            Map<Long, List<TriggerEvent>> triggerEvents)
            throws SQLException {
        return load(transaction, business, ids, triggerEvents, Instant.MAX);
    }

    /**
     * Loads clients as they were known at some moment; what was recorded later is left out. What is held, and the
     * catalogue and settings of the business, are those of the present.
     */
    public Loaded loadAsKnown(Transaction transaction, BusinessId business, Collection<Long> ids, Instant knownAt)
            throws SQLException {
        return load(transaction, business, ids, Map.of(), knownAt);
    }

    private Loaded load(
            Transaction transaction,
            BusinessId business,
            Collection<Long> ids,
            Map<Long, List<TriggerEvent>> triggerEvents,
            Instant knownAt)
            throws SQLException {
        if (ids.size() == 1) {
            return loadOne(transaction, business, ids.iterator().next(), triggerEvents, knownAt);
        }
        Connection connection = transaction.connection();
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            bind(statement, arguments(business.value(), connection.createArrayOf("bigint", ids.toArray())));
            var rows = new Rows(new Results(statement), knownAt, null);
            rows.read(false);
            readServices(connection, business, rows);
            return rows.finish(triggerEvents);
        }
    }

    private Loaded loadOne(
            Transaction transaction,
            BusinessId business,
            long client,
            Map<Long, List<TriggerEvent>> triggerEvents,
            Instant knownAt)
            throws SQLException {
        Optional<KeptBookings.Kept> kept = keptBookings.of(client);
        if (kept.isPresent()) {
            Optional<Loaded> loaded = loadSince(transaction, business, client, kept.get(), triggerEvents, knownAt);
            if (loaded.isPresent()) {
                return loaded.get();
            }
            keptBookings.forget(client);
        }
        try (PreparedStatement statement = transaction.connection().prepareStatement(SQL_FOR_ONE)) {
            List<Object> arguments = arguments(business.value(), client);
            Collections.addAll(arguments, business.value(), client, client, client);
            bind(statement, arguments);
            var rows = new Rows(new Results(statement), knownAt, KeptBookings.Kept.NOTHING);
            rows.read(false);
            rows.results.each(rows::service);
            keptBookings.keep(client, rows.bookings());
            return rows.finish(triggerEvents);
        }
    }

    /** Empty if what is kept is not what is stored. */
    private Optional<Loaded> loadSince(
            Transaction transaction,
            BusinessId business,
            long client,
            KeptBookings.Kept kept,
            Map<Long, List<TriggerEvent>> triggerEvents,
            Instant knownAt)
            throws SQLException {
        try (PreparedStatement statement = transaction.connection().prepareStatement(SQL_SINCE)) {
            List<Object> arguments = arguments(business.value(), client);
            // the client once more for the count, and behind them the number
            arguments.addAll(BEFORE_CLIENT + BEFORE_BOOKINGS + 1, List.of(client, kept.last()));
            bind(statement, arguments);
            var rows = new Rows(new Results(statement), knownAt, kept);
            if (!rows.read(true)) {
                return Optional.empty();
            }
            keptBookings.keep(client, rows.bookings());
            readServices(transaction.connection(), business, rows);
            return Optional.of(rows.finish(triggerEvents));
        }
    }

    private static List<Object> arguments(int business, Object who) {
        var arguments = new ArrayList<Object>();
        Collections.addAll(arguments, business, business, business, who);
        arguments.addAll(Collections.nCopies(HISTORIES, who));
        Collections.addAll(arguments, business, business, business, business, who);
        return arguments;
    }

    private static void bind(PreparedStatement statement, List<Object> arguments) throws SQLException {
        for (int i = 0; i < arguments.size(); i++) {
            statement.setObject(i + 1, arguments.get(i));
        }
        statement.execute();
    }

    private static void readServices(Connection connection, BusinessId business, Rows rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SERVICES_BY_CODE)) {
            statement.setInt(1, business.value());
            statement.setArray(
                    2, connection.createArrayOf("text", rows.services().toArray()));
            statement.execute();
            new Results(statement).each(rows::service);
        }
    }

    /** Walks through the results of one statement string. */
    private record Results(PreparedStatement statement) {
        interface Row {
            void read(RowReader cells) throws SQLException;
        }

        void each(Row reader) throws SQLException {
            try (ResultSet result = statement.getResultSet()) {
                var cells = new RowReader(result);
                while (cells.next()) {
                    reader.read(cells);
                }
            }
            statement.getMoreResults();
        }
    }

    /** What comes out of the results, and of history as far as it was known. */
    private final class Rows {
        private final Results results;
        private final Instant knownAt;
        private final Map<Long, ClientRows> clients = new LinkedHashMap<>();
        private final Map<String, ZoneId> zones = new HashMap<>();
        private final Map<String, BusinessSettings.Service> services = new HashMap<>();
        private final KnownRanking.Reader ranking = new KnownRanking.Reader();
        private final List<KeptBookings.Row> added = new ArrayList<>();
        private KeptBookings.@Nullable Kept kept;
        private @Nullable Settings settings;

        /** @param kept what is known already of the bookings of one client; null: these are many */
        Rows(Results results, Instant knownAt, KeptBookings.@Nullable Kept kept) {
            this.results = results;
            this.knownAt = knownAt;
            this.kept = kept;
        }

        /**
         * Reads all but the services.
         *
         * @return false if what was kept is not what is stored
         */
        boolean read(boolean since) throws SQLException {
            results.each(cells -> settings = Settings.read(cells));
            results.each(cells -> zones.put(cells.text(), ZoneId.of(cells.text())));
            results.each(this::client);
            results.each(this::profile);
            results.each(this::tag);
            results.each(this::consent);
            long[] stored = new long[2];
            if (since) {
                results.each(cells -> {
                    stored[0] = cells.number();
                    stored[1] = cells.number();
                });
            }
            results.each(this::booking);
            if (kept != null) {
                KeptBookings.Kept all = kept.and(added);
                if (since && !all.isAll(stored[0], stored[1])) {
                    return false;
                }
                clients.values().forEach(client -> all.rows().forEach(row -> booking(client, row)));
                kept = all;
            }
            results.each(this::receipt);
            results.each(this::pass);
            results.each(this::survey);
            results.each(this::activity);
            results.each(this::membership);
            results.each(ranking::take);
            return true;
        }

        /** All stored states of the one client's bookings. */
        KeptBookings.Kept bookings() {
            return Objects.requireNonNull(kept);
        }

        private void client(RowReader cells) throws SQLException {
            long id = cells.number();
            clients.put(
                    id,
                    new ClientRows(
                            id,
                            cells.text(),
                            new LastEvaluation(
                                    cells.number(),
                                    cells.momentOrNull(),
                                    cells.momentOrNull(),
                                    cells.numberOrNull(),
                                    cells.numberOrNull(),
                                    cells.momentOrNull(),
                                    cells.momentOrNull(),
                                    cells.momentOrNull())));
            String queued = cells.textOrNull();
            if (queued != null) {
                Objects.requireNonNull(clients.get(id)).queued(List.of(queued.split(" ")));
            }
        }

        private void profile(RowReader cells) throws SQLException {
            ClientRows client = owner(cells);
            Instant occurredAt = cells.moment();
            Instant recordedAt = cells.moment();
            if (known(recordedAt)) {
                client.profile(occurredAt, recordedAt, states.tree(cells));
            }
        }

        private void tag(RowReader cells) throws SQLException {
            ClientRows client = owner(cells);
            Instant setAt = cells.moment();
            Instant removedAt = cells.momentOrNull();
            if (known(setAt)) {
                client.tag(setAt, removedAt == null || known(removedAt) ? removedAt : null, cells.text());
            }
        }

        private void consent(RowReader cells) throws SQLException {
            ClientRows client = owner(cells);
            Instant occurredAt = cells.moment();
            Instant recordedAt = cells.moment();
            if (known(recordedAt)) {
                client.consent(occurredAt, recordedAt, cells.text(), cells.flag());
            }
        }

        private void booking(RowReader cells) throws SQLException {
            ClientRows client = owner(cells);
            long seq = cells.number();
            version(
                    cells,
                    Instant.MAX,
                    (version, retold) -> {
                        var row = new KeptBookings.Row(seq, version, retold);
                        if (kept == null) {
                            booking(client, row);
                        } else {
                            added.add(row);
                        }
                    },
                    id -> cells.flag() ? null : StoredStates.booking(id, cells));
        }

        private void booking(ClientRows client, KeptBookings.Row row) {
            if (known(row.version().recordedAt())) {
                client.booking(row.version(), row.retold());
            }
        }

        private void receipt(RowReader cells) throws SQLException {
            ClientRows client = owner(cells);
            version(cells, knownAt, client::receipt, id -> cells.flag() ? null : StoredStates.receipt(id, cells));
        }

        private void pass(RowReader cells) throws SQLException {
            ClientRows client = owner(cells);
            version(cells, knownAt, client::pass, id -> cells.flag() ? null : StoredStates.pass(id, cells));
        }

        private void survey(RowReader cells) throws SQLException {
            ClientRows client = owner(cells);
            version(cells, knownAt, client::survey, id -> cells.flag() ? null : StoredStates.survey(id, cells));
        }

        private <S> void version(RowReader cells, Instant until, Told<S> history, State<S> state) throws SQLException {
            String id = cells.text();
            Instant occurredAt = cells.moment();
            Instant recordedAt = cells.moment();
            boolean retold = cells.flag();
            if (!recordedAt.isAfter(until)) {
                history.take(new Version<>(id, occurredAt, recordedAt, state.of(id)), retold);
            }
        }

        private void activity(RowReader cells) throws SQLException {
            ClientRows client = owner(cells);
            String id = cells.text();
            Instant occurredAt = cells.moment();
            Instant recordedAt = cells.moment();
            if (known(recordedAt)) {
                client.activity(states.activity(id, occurredAt, cells), recordedAt);
            }
        }

        private void membership(RowReader cells) throws SQLException {
            owner(cells).membership(new HeldSegment(cells.text(), cells.moment(), null, cells.text(), cells.text()));
        }

        void service(RowReader cells) throws SQLException {
            BusinessSettings.Service service = StoredStates.service(cells, Objects.requireNonNull(settings).currency);
            services.put(service.code(), service);
            Instant recordedAt = cells.moment();
            clients.values().forEach(client -> client.serviceChanged(service.code(), recordedAt));
        }

        /** Codes that their bookings, receipts and page views name. */
        Set<String> services() {
            var codes = new HashSet<String>();
            clients.values().forEach(client -> client.services(codes));
            return codes;
        }

        Loaded finish(Map<Long, List<TriggerEvent>> triggerEvents) {
            Settings business = Objects.requireNonNull(settings, "no such business");
            int release = business.release.map(ReleaseRef::id).orElse(NO_RELEASE);
            var loaded = new ArrayList<LoadedClient>(clients.size());
            clients.forEach((id, rows) ->
                    loaded.add(rows.finish(business.currency, release, triggerEvents.getOrDefault(id, List.of()))));
            return new Loaded(
                    business.with(zones, services),
                    business.release,
                    business.switched,
                    business.toldEvents,
                    loaded,
                    ranking.finish());
        }

        private ClientRows owner(RowReader cells) throws SQLException {
            return Objects.requireNonNull(clients.get(cells.number()));
        }

        private boolean known(Instant recordedAt) {
            return !recordedAt.isAfter(knownAt);
        }
    }

    /** Takes a version; one that was retold takes the place of what was known of that thing and moment. */
    private interface Told<S> {
        void take(Version<S> version, boolean retold);
    }

    /** The state that the rest of the row says; null: removed. */
    private interface State<S> {
        @Nullable
        S of(String id) throws SQLException;
    }

    private record Settings(
            ZoneId zone,
            Currency currency,
            String country,
            Duration notice,
            @Nullable Duration assumeCompletedAfter,
            BusinessSettings.PriceWhenUnsaid priceWhenUnsaid,
            Set<String> toldEvents,
            Optional<ReleaseRef> release,
            Optional<SwitchStarts.Made> switched) {
        static Settings read(RowReader cells) throws SQLException {
            return new Settings(
                    ZoneId.of(cells.text()),
                    Currency.getInstance(cells.text()),
                    cells.text(),
                    Duration.ofHours(cells.number()),
                    StoredStates.hours(cells),
                    BusinessSettings.PriceWhenUnsaid.valueOf(cells.text()),
                    toldEvents(cells.textOrNull()),
                    release(cells.numberOrNull(), cells.textOrNull()),
                    switched(cells));
        }

        private static Set<String> toldEvents(@Nullable String types) {
            return types == null ? Set.of() : Set.of(types.split(","));
        }

        private static Optional<ReleaseRef> release(@Nullable Long id, @Nullable String hash) {
            return id == null || hash == null ? Optional.empty() : Optional.of(new ReleaseRef(id.intValue(), hash));
        }

        private static Optional<SwitchStarts.Made> switched(RowReader cells) throws SQLException {
            Long activation = cells.numberOrNull();
            String starts = cells.textOrNull();
            Long perDay = cells.numberOrNull();
            Instant at = cells.momentOrNull();
            if (activation == null || starts == null || at == null) {
                return Optional.empty();
            }
            var mode = SwitchStarts.Mode.valueOf(starts);
            return Optional.of(new SwitchStarts.Made(
                    activation.intValue(), new SwitchStarts(mode, perDay == null ? null : perDay.intValue()), at));
        }

        BusinessSettings with(Map<String, ZoneId> zones, Map<String, BusinessSettings.Service> services) {
            return new BusinessSettings(
                    zone, currency, country, notice, assumeCompletedAfter, zones, services, priceWhenUnsaid);
        }
    }
}
