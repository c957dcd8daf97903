package io.regulars.rules.differential;

import io.regulars.facts.BookingState;
import io.regulars.facts.BookingState.CancelledBy;
import io.regulars.facts.BookingState.Status;
import io.regulars.facts.Business;
import io.regulars.facts.Client;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.Profile;
import io.regulars.facts.Snapshot;
import io.regulars.facts.SurveyState;
import java.math.BigDecimal;
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

/**
 * Random clients of whom all is known that {@link RandomRules} compares. The gender, which these ask only whether it is known,
 * may be missing. No booking of a client has the staff of another, so that a rule can say which it matched.
 */
final class KnownClients {
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Business BUSINESS = new Business(
            ZoneId.of("Europe/Riga"),
            Currency.getInstance("EUR"),
            "LV",
            Duration.ofHours(24),
            null,
            Map.of(),
            Map.of());

    private final Random random;

    private KnownClients(Random random) {
        this.random = random;
    }

    static List<Client> clients(long seed, int number) {
        var known = new KnownClients(new Random(seed));
        var clients = new ArrayList<Client>(number);
        for (int i = 0; i < number; i++) {
            clients.add(Client.of(BUSINESS, known.history("c-" + i), NOW, Cutoffs.NONE));
        }
        return clients;
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
        return new Snapshot(id, profile(), bookings, List.of(), surveys, List.of());
    }

    private BookingState booking(String client, int number, Status status) {
        Instant start = status == Status.BOOKED ? NOW.plus(Duration.ofHours(1 + random.nextInt(300))) : before(300);
        boolean cancelled = status == Status.CANCELLED;
        return new BookingState(
                client + "-b-" + number,
                any(RandomRules.SERVICES),
                "staff-" + number,
                null,
                "web",
                null,
                start,
                null,
                start.minus(Duration.ofDays(3)),
                status,
                cancelled ? start.minus(Duration.ofHours(random.nextInt(48))) : null,
                cancelled ? CancelledBy.CLIENT : null,
                25L * random.nextInt(400),
                0,
                0,
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
                null,
                null,
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
                Map.of("size", BigDecimal.valueOf(random.nextInt(8)), "hair", any(RandomRules.HAIR)),
                Map.of());
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
