package io.regulars.facts;

import static io.regulars.facts.Bookings.booking;

import io.regulars.facts.history.Activity;
import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.facts.history.PassState;
import io.regulars.facts.history.Profile;
import io.regulars.facts.history.ReceiptState;
import io.regulars.facts.history.Snapshot;
import io.regulars.facts.history.SurveyState;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A client in the words of a test:
 * {@code client().visit("2026-01-01T10:00", "massage", "60.00").at("2026-06-29T23:59:59")}.
 *
 * <p>Times are local to the business's zone (Europe/Riga unless said otherwise); a day alone is its noon for what
 * happens, and its first moment for {@link #at}; an instant ends with Z. The business is in Latvia, its currency the
 * euro, its notice 24 hours.
 */
public final class Clients {
    private final Map<String, BusinessSettings.Service> services = new HashMap<>();
    private final Map<String, ZoneId> locations = new HashMap<>();
    private final List<BookingState> bookings = new ArrayList<>();
    private final List<ReceiptState> receipts = new ArrayList<>();
    private final List<PassState> passes = new ArrayList<>();
    private final List<SurveyState> surveys = new ArrayList<>();
    private final List<Activity> activities = new ArrayList<>();
    private final Set<String> tags = new HashSet<>();
    private final Map<String, Object> attributes = new HashMap<>();
    private final Map<String, Boolean> consents = new HashMap<>();
    private final Map<String, String> words = new HashMap<>();
    private ZoneId zone = ZoneId.of("Europe/Riga");
    private Currency currency = Currency.getInstance("EUR");
    private Duration notice = Duration.ofHours(24);
    private @Nullable Duration assumeCompletedAfter;
    private BusinessSettings.PriceWhenUnsaid priceWhenUnsaid = BusinessSettings.PriceWhenUnsaid.CATALOGUE;
    private @Nullable LocalDate birthDate;
    private @Nullable Instant registeredAt;
    private @Nullable Long acquisitionCostMinor;
    private Cutoffs cutoffs = Cutoffs.NONE;

    private Clients() {
        service("haircut", "hair", "10.00");
        service("color", "color", "20.00");
        service("massage", "body", "15.00");
    }

    /** A client called {@code c-1} of whom nothing is known. */
    public static Clients client() {
        return new Clients();
    }

    /** The business's zone; to be said before anything that has a time. */
    public Clients in(String zoneId) {
        zone = ZoneId.of(zoneId);
        return this;
    }

    public Clients currency(String code) {
        currency = Currency.getInstance(code);
        return this;
    }

    public Clients notice(Duration value) {
        notice = value;
        return this;
    }

    public Clients assumeCompletedAfter(Duration value) {
        assumeCompletedAfter = value;
        return this;
    }

    public Clients service(String code, @Nullable String category, String cost) {
        services.put(code, new BusinessSettings.Service(code, category, Bookings.minor(cost), null));
        return this;
    }

    /** A service that costs so much since a day, beside what it cost before. */
    public Clients price(String code, String since, @Nullable String amount) {
        BusinessSettings.Service known = Objects.requireNonNull(services.get(code));
        var prices = new ArrayList<>(known.prices());
        prices.add(new BusinessSettings.Price(moment(since), amount == null ? null : Bookings.minor(amount)));
        services.put(
                code,
                new BusinessSettings.Service(
                        code, known.category(), known.costMinor(), known.cancellationNotice(), prices));
        return this;
    }

    public Clients priceWhenUnsaid(BusinessSettings.PriceWhenUnsaid value) {
        priceWhenUnsaid = value;
        return this;
    }

    public Clients serviceWithNotice(String code, Duration ownNotice) {
        services.put(code, new BusinessSettings.Service(code, null, 0, ownNotice));
        return this;
    }

    public Clients location(String name, String zoneId) {
        locations.put(name, ZoneId.of(zoneId));
        return this;
    }

    /** The population's spend cut-offs. */
    public Clients cutoffs(Cutoffs value) {
        cutoffs = value;
        return this;
    }

    /** A completed haircut for 50.00. */
    public Clients visit(String start) {
        return with(booking(start).completed());
    }

    /** A completed booking. */
    public Clients visit(String start, String service, String price) {
        return with(booking(start).of(service).price(price).completed());
    }

    /** A completed haircut on each of the days. */
    public Clients visits(String... starts) {
        for (String start : starts) {
            visit(start);
        }
        return this;
    }

    /** A haircut that is booked. */
    public Clients booked(String start) {
        return with(booking(start));
    }

    public Clients noShow(String start) {
        return with(booking(start).noShow());
    }

    /** Cancelled by the client at that moment. */
    public Clients cancelled(String start, String when) {
        return with(booking(start).cancelled(when));
    }

    public Clients with(Bookings booking) {
        bookings.add(booking.state("b-" + (bookings.size() + 1), this::moment));
        return this;
    }

    /** Money without a booking. */
    public Clients receipt(String date, String amount) {
        return receipt(date, amount, null, null);
    }

    public Clients receipt(String date, String amount, @Nullable String service, @Nullable String bookingId) {
        return receipt("PRODUCT", date, amount, service, bookingId);
    }

    /** Money of a kind, of a booking. */
    public Clients paid(String kind, String date, String amount, @Nullable String bookingId) {
        return receipt(kind, date, amount, null, bookingId);
    }

    Clients receipt(String kind, String date, String amount, @Nullable String service, @Nullable String bookingId) {
        receipts.add(new ReceiptState(
                "r-" + (receipts.size() + 1),
                LocalDate.parse(date),
                Bookings.minor(amount),
                kind,
                service,
                null,
                bookingId));
        return this;
    }

    /** A pass; the days are the business's, null: not said. */
    public Clients pass(String startsOn, @Nullable String endsOn, @Nullable Integer visitsLeft) {
        return pass(startsOn, endsOn, visitsLeft, null, null);
    }

    /** A pass for a service, null: for everything; used up since some moment if it has no visits left. */
    public Clients pass(
            String startsOn,
            @Nullable String endsOn,
            @Nullable Integer visitsLeft,
            @Nullable String service,
            @Nullable String usedUpAt) {
        String id = "p-" + (passes.size() + 1);
        passes.add(new PassState(
                id,
                "Pass",
                service,
                null,
                LocalDate.parse(startsOn),
                endsOn == null ? null : LocalDate.parse(endsOn),
                null,
                visitsLeft,
                null,
                usedUpAt == null ? null : moment(usedUpAt)));
        return this;
    }

    public Clients csat(String when, int score) {
        return survey(SurveyState.Kind.CSAT, when, score);
    }

    public Clients nps(String when, int score) {
        return survey(SurveyState.Kind.NPS, when, score);
    }

    public Clients viewed(String when, String category) {
        return activity(when, Activity.Type.PAGE_VIEWED, Map.of("category", category));
    }

    public Clients bookingStarted(String when) {
        return activity(when, Activity.Type.BOOKING_STARTED, Map.of());
    }

    public Clients review(String when, int stars) {
        return activity(when, Activity.Type.REVIEW_LEFT, Map.of("stars", stars));
    }

    public Clients referred(String when) {
        return activity(when, Activity.Type.REFERRED, Map.of("client", "c-2"));
    }

    public Clients activity(String when, Activity.Type type, Map<String, Object> data) {
        activities.add(new Activity("a-" + (activities.size() + 1), type, moment(when), data));
        return this;
    }

    public Clients born(String date) {
        birthDate = LocalDate.parse(date);
        return this;
    }

    public Clients registered(String when) {
        registeredAt = moment(when);
        return this;
    }

    public Clients acquiredFor(String amount) {
        acquisitionCostMinor = Bookings.minor(amount);
        return this;
    }

    public Clients tag(String tag) {
        tags.add(tag);
        return this;
    }

    public Clients attribute(String name, Object value) {
        attributes.put(name, value);
        return this;
    }

    public Clients consent(String channel, boolean given) {
        consents.put(channel, given);
        return this;
    }

    /** A text of the profile by its name there: {@code says("city", "Riga")}. */
    public Clients says(String field, String value) {
        words.put(field, value);
        return this;
    }

    public BusinessSettings business() {
        return new BusinessSettings(
                zone, currency, "LV", notice, assumeCompletedAfter, locations, services, priceWhenUnsaid);
    }

    public Snapshot snapshot() {
        return new Snapshot("c-1", profile(), bookings, receipts, passes, surveys, activities);
    }

    /** The facts at a local time. */
    public Client at(String time) {
        return at(time.length() == 10 ? LocalDate.parse(time).atStartOfDay(zone).toInstant() : moment(time));
    }

    public Client at(Instant now) {
        return Client.of(business(), snapshot(), now, cutoffs);
    }

    /** A local time of the business as an instant. */
    public Instant moment(String time) {
        if (time.endsWith("Z")) {
            return Instant.parse(time);
        }
        return LocalDateTime.parse(time.length() == 10 ? time + "T12:00" : time)
                .atZone(zone)
                .toInstant();
    }

    private Clients survey(SurveyState.Kind kind, String when, int score) {
        surveys.add(new SurveyState("s-" + (surveys.size() + 1), kind, score, moment(when), null));
        return this;
    }

    private Profile profile() {
        return new Profile(
                words.get("firstName"),
                words.get("lastName"),
                words.get("email"),
                words.get("phone"),
                birthDate,
                words.get("gender"),
                words.get("language"),
                words.get("country"),
                words.get("region"),
                words.get("city"),
                words.get("postcode"),
                null,
                words.get("occupation"),
                words.get("source"),
                acquisitionCostMinor,
                registeredAt,
                tags,
                attributes,
                consents);
    }
}
