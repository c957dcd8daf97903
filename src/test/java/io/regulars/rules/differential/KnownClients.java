package io.regulars.rules.differential;

import io.regulars.facts.Client;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.Reading;
import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.BookingState.CancelledBy;
import io.regulars.facts.history.BookingState.Status;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.facts.history.Profile;
import io.regulars.facts.history.Snapshot;
import io.regulars.facts.history.SurveyState;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Random clients of whom all is known that {@link RandomRules} compares. The gender, which these ask only whether it is known,
 * may be missing. No booking of a client has the staff of another, so that a rule can say which it matched.
 */
final class KnownClients {
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final BusinessSettings BUSINESS = new BusinessSettings(
            ZoneId.of("Europe/Riga"),
            Currency.getInstance("EUR"),
            "LV",
            Duration.ofHours(24),
            null,
            Map.of(),
            RandomRules.CATEGORIES.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            service ->
                                    new BusinessSettings.Service(service.getKey(), service.getValue(), 10_00L, null))));

    private final Random random;

    private KnownClients(Random random) {
        this.random = random;
    }

    static List<Client> clients(long seed, int number) {
        var known = new KnownClients(new Random(seed));
        List<Client> clients = IntStream.range(0, number)
                .mapToObj(i -> Client.of(BUSINESS, known.history("c-" + i), NOW, Cutoffs.NONE))
                .toList();
        Cutoffs cutoffs = cutoffs(clients);
        return clients.stream()
                .map(client -> Client.of(BUSINESS, client.snapshot(), NOW, cutoffs))
                .toList();
    }

    /** What a client spent, in cents. */
    static long spendMinor(Client client) {
        return Math.round(100 * Reading.number(client, "spend"));
    }

    /** By their definition: for each cut the least spend of which {@code 100·(n − more) > p·n}. */
    private static Cutoffs cutoffs(List<Client> clients) {
        List<Long> spends = clients.stream().map(KnownClients::spendMinor).toList();
        Map<Cutoffs.Cut, Long> least = new HashMap<>();
        for (int percentile : RandomRules.PERCENTILES) {
            for (boolean strict : List.of(true, false)) {
                spends.stream()
                        .filter(spend -> isAbove(spend, percentile, strict, spends))
                        .min(Long::compare)
                        .ifPresent(spend -> least.put(new Cutoffs.Cut(1_000 * percentile, strict), spend));
            }
        }
        return new Cutoffs(least);
    }

    private static boolean isAbove(long spend, int percentile, boolean strict, List<Long> spends) {
        long n = spends.size();
        long more = spends.stream().filter(other -> other > spend).count();
        long left = 100 * (n - more);
        return strict ? left > percentile * n : left >= percentile * n;
    }

    private Snapshot history(String id) {
        var bookings = new ArrayList<BookingState>();
        bookings.add(booking(id, 0, Status.COMPLETED));
        for (int i = random.nextInt(5); i > 0; i--) {
            bookings.add(booking(id, i, any(List.of(Status.values()))));
        }
        var surveys = new ArrayList<SurveyState>();
        for (int i = random.nextInt(3); i > 0; i--) {
            surveys.add(new SurveyState(
                    id + "-s-" + i, any(List.of(SurveyState.Kind.values())), random.nextInt(11), before(300), null));
        }
        return new Snapshot(id, profile(), bookings, List.of(), List.of(), surveys, List.of());
    }

    private BookingState booking(String client, int number, Status status) {
        Instant start = status == Status.BOOKED ? NOW.plus(Duration.ofHours(1 + random.nextInt(300))) : before(300);
        boolean cancelled = status == Status.CANCELLED;
        return new BookingState(
                client + "-b-" + number,
                any(RandomRules.SERVICES),
                "staff-" + number,
                any(RandomRules.LOCATIONS),
                any(List.of("web", "phone")),
                null,
                start,
                start.plus(Duration.ofHours(1)),
                start.minus(Duration.ofDays(3)),
                status,
                cancelled ? start.minus(Duration.ofHours(random.nextInt(48))) : null,
                cancelled ? CancelledBy.CLIENT : null,
                25L * (number == 0 ? 1 + random.nextInt(400) : random.nextInt(400)),
                0,
                0,
                0,
                0,
                null,
                null,
                null);
    }

    /** To the quarter of an hour, so that no two facts differ by a rounding. */
    private Instant before(int days) {
        return NOW.minus(Duration.ofMinutes(15L * (1 + random.nextInt(days * 96))));
    }

    private Profile profile() {
        Set<String> tags = new HashSet<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            tags.add(any(RandomRules.TAGS));
        }
        return new Profile(
                "Ana",
                "Ozola",
                random.nextBoolean() ? "ana@example.com" : null,
                random.nextBoolean() ? "+37120000000" : null,
                LocalDate.of(2026, 1 + random.nextInt(12), 15).minusYears(random.nextInt(2)),
                random.nextBoolean() ? "female" : null,
                any(RandomRules.LANGUAGES),
                random.nextInt(4) == 0 ? "LT" : "LV",
                null,
                any(RandomRules.CITIES),
                null,
                null,
                null,
                any(RandomRules.SOURCES),
                null,
                before(600),
                tags,
                Map.of(
                        "size",
                        BigDecimal.valueOf(random.nextInt(8)),
                        "hair",
                        any(RandomRules.HAIR),
                        "likes",
                        any(RandomRules.SERVICES),
                        "joined",
                        "2026-%02d-15".formatted(1 + random.nextInt(12))),
                Map.of("email", random.nextBoolean(), "sms", random.nextBoolean()));
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
