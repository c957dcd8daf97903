package io.regulars.facts;

import static io.regulars.facts.Bookings.booking;

import io.regulars.facts.history.Activity;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Seeded clients of any kind, with everything happening in 2025; times that a clock skips move as java.time moves them. */
public final class RandomClients {
    static final List<String> ZONES = List.of("America/Vancouver", "Europe/Riga", "Australia/Lord_Howe", "UTC");
    static final List<String> SERVICES = List.of("haircut", "color", "massage", "not-in-the-catalogue");
    private static final List<String> NAMES = List.of("ANNA", "KELLY", "MARTA");

    private static final List<String> MONEY = List.of(
            "PRODUCT",
            "PACKAGE",
            "SERVICE",
            "GIFT_CARD",
            "FEE",
            "PAYMENT",
            "PAYMENT",
            "REFUND",
            "TIP",
            "DEPOSIT",
            "other");

    private final Random random;

    /** Of one seed always the same. */
    public RandomClients(Random random) {
        this.random = random;
    }

    /** The next. */
    public Clients next() {
        Clients client = Clients.client().in(any(ZONES)).location("north", any(ZONES));
        if (random.nextInt(3) == 0) {
            client.assumeCompletedAfter(Duration.ofHours(random.nextInt(50)));
        }
        if (random.nextBoolean()) {
            client.born(LocalDate.of(2000 + random.nextInt(5), 1, 1)
                            .plusDays(random.nextInt(366))
                            .toString())
                    .registered(time());
        }
        if (random.nextBoolean()) {
            client.price("haircut", "2025-04-01", "45.00")
                    .price("haircut", time(), "48.00")
                    .price("color", time(), "80.00");
        }
        for (int i = random.nextInt(14); i > 0; i--) {
            Bookings booking = booking();
            client.with(random.nextInt(5) == 0 ? booking.replaces("b-" + (1 + random.nextInt(14))) : booking);
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            client.receipt(
                    any(MONEY),
                    time().substring(0, 10),
                    (random.nextInt(5) == 0 ? "-" : "") + amount(),
                    random.nextBoolean() ? any(SERVICES) : null,
                    random.nextBoolean() ? "b-" + (1 + random.nextInt(5)) : null);
        }
        for (int i = random.nextInt(20); i > 0; i--) {
            client.activity(time(), any(List.of(Activity.Type.values())), data());
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            client.csat(time(), random.nextInt(11)).nps(time(), random.nextInt(11));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            pass(client);
        }
        return client;
    }

    private void pass(Clients client) {
        LocalDate starts = LocalDate.parse(time().substring(0, 10));
        Integer left = random.nextBoolean() ? null : Integer.valueOf(random.nextInt(4));
        client.pass(
                starts.toString(),
                random.nextInt(3) == 0
                        ? null
                        : starts.plusDays(random.nextInt(120)).toString(),
                left,
                random.nextBoolean() ? null : any(SERVICES),
                left != null && left == 0 ? time() : null);
    }

    <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private Bookings booking() {
        String start = time();
        Bookings booking =
                Bookings.booking(start).of(any(SERVICES)).price(amount()).with(any(NAMES));
        if (random.nextInt(3) == 0) {
            booking.unpriced();
        }
        if (random.nextInt(4) == 0) {
            booking.refunded(amount()).tip("5.00").tax("1.50");
        }
        if (random.nextBoolean()) {
            booking.made(LocalDateTime.parse(start)
                    .minusHours(random.nextInt(24 * 30))
                    .toString());
        }
        if (random.nextBoolean()) {
            booking.at("north");
        }
        return switch (random.nextInt(9)) {
            case 0, 1 -> booking;
            case 2 -> booking.noShow();
            case 3 -> booking.cancelled(cancellation(start));
            case 4 -> booking.cancelledByBusiness(cancellation(start));
            case 5 -> booking.cancelledBySomebody(cancellation(start));
            default -> booking.completed().discount("1.50");
        };
    }

    private String cancellation(String start) {
        return LocalDateTime.parse(start).minusHours(random.nextInt(60)).toString();
    }

    private Map<String, Object> data() {
        return switch (random.nextInt(3)) {
            case 0 -> Map.of("category", any(List.of("hair", "color")), "seconds", random.nextInt(100));
            case 1 -> Map.of("service", any(SERVICES), "stars", random.nextInt(5) + 1);
            default -> Map.of("name", "quiz", "url", "/" + any(NAMES), "offer", "spring");
        };
    }

    /** Often at midnight or noon, where mistakes live. */
    private String time() {
        LocalDate day = LocalDate.of(2025, 1, 1).plusDays(random.nextInt(365));
        int minute = switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> 12 * 60;
            default -> random.nextInt(24 * 60);
        };
        return day.atStartOfDay().plusMinutes(minute).toString();
    }

    private String amount() {
        return String.valueOf(random.nextInt(200)) + ".0" + random.nextInt(10);
    }
}
