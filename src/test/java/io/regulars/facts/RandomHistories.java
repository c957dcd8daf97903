package io.regulars.facts;

import io.regulars.facts.history.Activity;
import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.BookingState.CancelledBy;
import io.regulars.facts.history.BookingState.Status;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.facts.history.History;
import io.regulars.facts.history.PassState;
import io.regulars.facts.history.Profile;
import io.regulars.facts.history.ReceiptState;
import io.regulars.facts.history.SurveyState;
import io.regulars.facts.history.Version;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Seeded histories in which everything that can happen to a booking happens: it is made ahead, moved, priced anew, kept, missed,
 * cancelled, corrected, taken back, told late or never; beside receipts, refunds, page views, surveys and moves to other towns.
 * All of it lies within the months around both changes of the clocks of 2025.
 */
public final class RandomHistories {
    private static final Instant BEGINNING = Instant.parse("2025-02-20T00:00:00Z");
    private static final List<String> SERVICES = List.of("haircut", "color", "massage", "not-in-the-catalogue");
    private static final List<String> KINDS = List.of(
            "PRODUCT",
            "PRODUCT",
            "SERVICE",
            "PAYMENT",
            "PAYMENT",
            "REFUND",
            "DEPOSIT",
            "FEE",
            "TIP",
            "GIFT_CARD",
            "coffee");
    private static final List<String> STAFF = List.of("KELLY", "MARTA");

    private final Random random;
    private final List<Version<BookingState>> bookings = new ArrayList<>();
    private final List<Version<ReceiptState>> receipts = new ArrayList<>();
    private final List<Version<PassState>> passes = new ArrayList<>();
    private final List<Version<SurveyState>> surveys = new ArrayList<>();
    private final List<Version<Profile>> profiles = new ArrayList<>();
    private final List<Activity> activities = new ArrayList<>();
    private final int days;
    /** How many bookings receipts name; the less, the more often the same. */
    private final int settles;

    private final boolean pricesUnknown;
    /** Of which bookings replace others; null: none does. */
    private final @Nullable Random moves;
    /** Of passes, so that the others are as they were without. */
    private final Random sold;

    /** One history that spreads over so many days. */
    public RandomHistories(Random random, int days) {
        this.random = random;
        this.days = days;
        this.settles = 1 + random.nextInt(20);
        this.pricesUnknown = random.nextInt(3) == 0;
        this.sold = new Random(settles * 37L + days);
        this.moves = (settles + days) % 3 == 0 ? new Random(settles * 31L + days) : null;
    }

    /** A business in any zone that may count bookings as completed by itself. */
    public static BusinessSettings business(Random random) {
        List<String> zones = RandomClients.ZONES;
        String zone = zones.get(random.nextInt(zones.size()));
        return new BusinessSettings(
                ZoneId.of(zone),
                Currency.getInstance("EUR"),
                "LV",
                Duration.ofHours(24),
                random.nextInt(3) == 0 ? Duration.ofHours(random.nextInt(50)) : null,
                random.nextBoolean()
                        ? Map.of()
                        : Map.of("north", ZoneId.of(random.nextBoolean() ? zone : "Australia/Lord_Howe")),
                Map.of(
                        "haircut", new BusinessSettings.Service("haircut", "hair", 1_000, null),
                        "color", new BusinessSettings.Service("color", "color", 3_000, Duration.ofHours(48)),
                        "massage", new BusinessSettings.Service("massage", "body", 0, null)));
    }

    /** A history with about so many bookings. */
    public History next(int most) {
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            booking("b-" + i);
        }
        for (int i = random.nextInt(most / 3 + 1); i > 0; i--) {
            receipt("r-" + i);
        }
        for (int i = random.nextInt(most / 2 + 1); i > 0; i--) {
            activity("a-" + i);
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            Instant at = moment();
            surveys.add(version("s-" + i, at, new SurveyState("s-" + i, kind(), random.nextInt(11), at, null)));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            profiles.add(version("c-1", moment(), profile()));
        }
        for (int i = sold.nextInt(5); i > 0; i--) {
            pass("p-" + i);
        }
        bookings.sort(Comparator.comparing(Version::occurredAt));
        receipts.sort(Comparator.comparing(Version::occurredAt));
        passes.sort(Comparator.comparing(Version::occurredAt));
        surveys.sort(Comparator.comparing(Version::occurredAt));
        profiles.sort(Comparator.comparing(Version::occurredAt));
        activities.sort(Comparator.comparing(Activity::occurredAt));
        return new History("c-1", profiles, bookings, receipts, passes, surveys, activities);
    }

    private void booking(String id) {
        Instant start = moment();
        Instant made = random.nextBoolean() ? start.minus(Duration.ofHours(random.nextInt(24 * 20))) : null;
        Instant at = made == null ? start : made;
        for (int told = random.nextInt(4); told >= 0; told--) {
            Status status = told > 0 && random.nextInt(3) > 0
                    ? Status.BOOKED
                    : Status.values()[Math.min(random.nextInt(7), 3) % 4];
            boolean removed = random.nextInt(25) == 0;
            bookings.add(
                    removed ? new Version<>(id, at, at, null) : version(id, at, state(id, start, made, at, status)));
            at = random.nextInt(8) == 0 ? at : at.plus(Duration.ofMinutes(random.nextInt(60 * 24 * 5)));
            if (random.nextInt(4) == 0) {
                start = start.plus(Duration.ofHours(random.nextInt(24 * 8) - 24 * 3));
            }
        }
    }

    private BookingState state(String id, Instant start, @Nullable Instant made, Instant at, Status status) {
        return new BookingState(
                id,
                any(SERVICES),
                any(STAFF),
                random.nextInt(3) == 0 ? "north" : null,
                "web",
                random.nextBoolean() ? "card" : null,
                start,
                random.nextBoolean() ? start.plus(Duration.ofMinutes(45)) : null,
                made,
                status,
                status == Status.CANCELLED ? at : null,
                status == Status.CANCELLED && random.nextInt(3) > 0 ? CancelledBy.values()[random.nextInt(2)] : null,
                random.nextInt(pricesUnknown ? 4 : 40) == 0 ? null : Long.valueOf(random.nextInt(10_000)),
                0,
                0,
                random.nextInt(8) == 0 ? random.nextInt(500) : 0,
                0,
                random.nextInt(6) == 0 ? "spring" : null,
                moves != null && moves.nextInt(3) == 0 ? "b-" + (1 + moves.nextInt(20)) : null,
                random.nextInt(4) == 0 ? "s-" + random.nextInt(3) : null);
    }

    private void receipt(String id) {
        Instant at = moment();
        long amount = random.nextInt(4) == 0 ? -random.nextInt(3_000) : random.nextInt(5_000);
        receipts.add(version(
                id,
                at,
                new ReceiptState(
                        id,
                        LocalDate.ofEpochDay(at.getEpochSecond() / 86_400 - random.nextInt(3)),
                        amount,
                        any(KINDS),
                        random.nextBoolean() ? any(SERVICES) : null,
                        null,
                        random.nextInt(4) == 0 ? "b-" + (1 + random.nextInt(settles)) : null)));
    }

    /** Sold, used visit by visit, now and then told otherwise, cancelled or taken back. */
    private void pass(String id) {
        Instant at = BEGINNING.plus(Duration.ofHours(sold.nextInt(days * 24)));
        LocalDate starts = LocalDate.ofEpochDay(at.getEpochSecond() / 86_400 + sold.nextInt(10) - 3);
        LocalDate ends = sold.nextInt(3) == 0 ? null : starts.plusDays(sold.nextInt(60));
        String service = sold.nextBoolean() ? SERVICES.get(sold.nextInt(SERVICES.size())) : null;
        Integer left = sold.nextBoolean() ? null : Integer.valueOf(sold.nextInt(4));
        for (int told = sold.nextInt(6); told >= 0; told--) {
            LocalDate cancelled = sold.nextInt(8) == 0 ? starts.plusDays(sold.nextInt(40)) : null;
            var state = new PassState(id, "Pass", service, null, starts, ends, null, left, cancelled, null);
            passes.add(sold.nextInt(25) == 0 ? new Version<>(id, at, at, null) : version(id, at, state));
            at = sold.nextInt(8) == 0 ? at : at.plus(Duration.ofMinutes(sold.nextInt(60 * 24 * 10)));
            left = left == null ? null : Integer.valueOf(sold.nextInt(6) == 0 ? 4 : Math.max(0, left - 1));
        }
    }

    private void activity(String id) {
        Map<String, Object> data = new HashMap<>();
        data.put("category", any(List.of("hair", "color")));
        data.put("seconds", random.nextInt(100));
        data.put("stars", random.nextInt(5) + 1);
        data.put("brand", any(List.of("olaplex", "kms")));
        data.put("offer", "spring");
        data.put("name", "quiz");
        if (random.nextBoolean()) {
            data.put("service", any(SERVICES));
        }
        activities.add(new Activity(id, any(List.of(Activity.Type.values())), moment(), data));
    }

    private Profile profile() {
        return new Profile(
                "Ana",
                null,
                random.nextBoolean() ? "ana@example.org" : null,
                null,
                LocalDate.of(1990, 1, 1).plusDays(random.nextInt(366)),
                null,
                "lv",
                any(List.of("LV", "EE")),
                null,
                any(List.of("Riga", "Jelgava")),
                null,
                null,
                null,
                "instagram",
                null,
                moment(),
                random.nextBoolean() ? Set.of("student") : Set.of(),
                Map.of("hair", any(List.of("curly", "straight"))),
                random.nextBoolean() ? Map.of("email", random.nextBoolean()) : Map.of());
    }

    private static <S> Version<S> version(String id, Instant at, S state) {
        return new Version<>(id, at, at, state);
    }

    private SurveyState.Kind kind() {
        return random.nextBoolean() ? SurveyState.Kind.CSAT : SurveyState.Kind.NPS;
    }

    /** Often at midnight or noon of some zone, where mistakes live. */
    private Instant moment() {
        int minute = random.nextBoolean() ? 60 * random.nextInt(24) : random.nextInt(24 * 60);
        return BEGINNING.plus(Duration.ofDays(random.nextInt(days))).plus(Duration.ofMinutes(minute));
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
