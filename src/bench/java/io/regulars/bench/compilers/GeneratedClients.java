package io.regulars.bench.compilers;

import io.regulars.facts.Client;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.facts.history.Profile;
import io.regulars.facts.history.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Seeded clients with ten bookings each, of whom everything that the generated rules ask is known. */
final class GeneratedClients {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final BusinessSettings BUSINESS = new BusinessSettings(
            ZoneId.of("Europe/Riga"),
            Currency.getInstance("EUR"),
            "LV",
            Duration.ofHours(24),
            null,
            Map.of(),
            Map.of());

    private GeneratedClients() {}

    static List<Client> clients(int number) {
        var random = new Random(1);
        var clients = new ArrayList<Client>(number);
        for (int i = 0; i < number; i++) {
            clients.add(Client.of(BUSINESS, history(random, i), NOW, Cutoffs.NONE));
        }
        return clients;
    }

    private static Snapshot history(Random random, int number) {
        var bookings = new ArrayList<BookingState>();
        int last = random.nextInt(300);
        for (int i = 0; i < 10; i++) {
            Instant start = NOW.minus(Duration.ofDays(last + i * (10L + random.nextInt(40))))
                    .minus(Duration.ofHours(random.nextInt(8)));
            bookings.add(booking(random, "b-" + number + "-" + i, start, i == 0));
        }
        return new Snapshot("c-" + number, profile(random), bookings, List.of(), List.of(), List.of(), List.of());
    }

    private static BookingState booking(Random random, String id, Instant start, boolean kept) {
        boolean missed = !kept && random.nextInt(12) == 0;
        return new BookingState(
                id,
                GeneratedRules.services().get(random.nextInt(10)),
                "KELLY",
                null,
                "web",
                null,
                start,
                null,
                start.minus(Duration.ofDays(3)),
                missed ? BookingState.Status.NO_SHOW : BookingState.Status.COMPLETED,
                null,
                null,
                10_00 + random.nextInt(8_000),
                0,
                0,
                0,
                0,
                null,
                null,
                null);
    }

    private static Profile profile(Random random) {
        Set<String> tags = new HashSet<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            tags.add("tag-" + random.nextInt(20));
        }
        return new Profile(
                "Ana",
                "Ozola",
                null,
                null,
                null,
                null,
                List.of("lv", "lt", "en", "ru").get(random.nextInt(4)),
                "LV",
                null,
                GeneratedRules.city(random.nextInt(25)),
                null,
                null,
                null,
                GeneratedRules.sources().get(random.nextInt(5)),
                null,
                null,
                tags,
                Map.of(),
                Map.of());
    }
}
