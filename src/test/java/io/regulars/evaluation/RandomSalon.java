package io.regulars.evaluation;

import io.regulars.access.Role;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Lets things happen to the clients of a salon over its REST face, one thing at a time, by chance: bookings and what
 * becomes of them, corrections that arrive late, removals, moves to another client, tags, surveys, page views, changes of
 * the catalogue. The same seed makes the same things happen.
 */
public final class RandomSalon {
    public static final List<String> CLIENTS = List.of("c-1", "c-2");
    private static final List<String> SERVICES = List.of("cut", "color", "massage");
    private static final List<String> AHEAD = List.of("BOOKED", "CANCELLED");
    private static final List<String> STATES = List.of("BOOKED", "COMPLETED", "CANCELLED", "NO_SHOW");

    private final TestBusiness salon;
    private final TestClock clock;
    private final Random chance;
    private final List<String> bookings = new ArrayList<>();
    private int made;

    public RandomSalon(TestBusiness salon, TestClock clock, long seed) {
        this.salon = salon;
        this.clock = clock;
        this.chance = new Random(seed);
    }

    /** Opens with a catalogue and clients that are known by their profiles. */
    public void open() {
        for (String service : SERVICES) {
            catalogue(service);
        }
        for (String client : CLIENTS) {
            profile(client);
        }
    }

    /** Lets minutes or weeks pass. */
    public void timePasses() {
        clock.advance(
                chance.nextInt(3) == 0
                        ? Duration.ofMinutes(1 + chance.nextInt(2_000))
                        : Duration.ofHours(1 + chance.nextInt(30 * 24)));
    }

    /** Something happens. */
    public void somethingHappens() {
        switch (chance.nextInt(12)) {
            case 0, 1, 2, 3 -> newBooking();
            case 4, 5, 6 -> whatBecomesOfABooking();
            case 7 -> remove();
            case 8 -> tag();
            case 9 -> survey();
            case 10 -> pageView();
            default -> {
                if (chance.nextBoolean()) {
                    profile(anyClient());
                } else {
                    catalogue(SERVICES.get(chance.nextInt(SERVICES.size())));
                }
            }
        }
    }

    private void newBooking() {
        String id = "b-" + ++made;
        bookings.add(id);
        // 150 days back to 60 ahead; told now, when it ended, or a while later
        Instant startsAt =
                clock.instant().plus(chance.nextInt(210) - 150, ChronoUnit.DAYS).plus(hours(), ChronoUnit.HOURS);
        boolean past = startsAt.isBefore(clock.instant());
        put(
                "/api/bookings/" + id,
                booking(startsAt, past ? STATES.get(1 + chance.nextInt(8) / 6) : "BOOKED")
                        + (past && chance.nextBoolean() ? ", \"occurredAt\": \"" + startsAt + "\"" : ""));
    }

    /** Its status, price, day or client become others; told as of now, or as of a while ago. */
    private void whatBecomesOfABooking() {
        if (bookings.isEmpty()) {
            newBooking();
            return;
        }
        Instant startsAt =
                clock.instant().plus(chance.nextInt(120) - 100, ChronoUnit.DAYS).plus(hours(), ChronoUnit.HOURS);
        Instant told =
                chance.nextInt(3) == 0 ? clock.instant().minus(chance.nextInt(60), ChronoUnit.DAYS) : clock.instant();
        List<String> possible = startsAt.isAfter(told) ? AHEAD : STATES;
        put(
                "/api/bookings/" + bookings.get(chance.nextInt(bookings.size())),
                booking(startsAt, possible.get(chance.nextInt(possible.size()))) + ", \"occurredAt\": \"" + told
                        + "\"");
    }

    private String booking(Instant startsAt, String status) {
        return """
               "client": "%s", "service": "%s", "startsAt": "%s", "status": "%s", "price": "%d.00", "refunded": "%d.00"
               """.formatted(
                                anyClient(),
                                SERVICES.get(chance.nextInt(SERVICES.size())),
                                startsAt,
                                status,
                                20 + chance.nextInt(150),
                                chance.nextInt(4) == 0 ? 15 : 0)
                + bookedAt(startsAt);
    }

    /** Given or not; nobody booked ahead of now. */
    private String bookedAt(Instant startsAt) {
        Instant bookedAt = startsAt.minus(chance.nextInt(40), ChronoUnit.DAYS);
        return chance.nextBoolean() || bookedAt.isAfter(clock.instant()) ? "" : ", \"bookedAt\": \"" + bookedAt + "\"";
    }

    private void remove() {
        if (!bookings.isEmpty()) {
            salon.bookingSystem().delete("/api/bookings/" + bookings.get(chance.nextInt(bookings.size())));
        }
    }

    private void tag() {
        post(
                "/api/tags",
                "\"client\": \"%s\", \"%s\": [\"%s\"]"
                        .formatted(
                                anyClient(),
                                chance.nextBoolean() ? "add" : "remove",
                                chance.nextBoolean() ? "student" : "call"));
    }

    private void survey() {
        Instant answeredAt = clock.instant().minus(chance.nextInt(50), ChronoUnit.DAYS);
        post("/api/surveys", """
                "id": "s-%d", "client": "%s", "kind": "CSAT", "score": %d, "answeredAt": "%s"
                """.formatted(++made, anyClient(), chance.nextInt(11), answeredAt));
    }

    private void pageView() {
        post("/api/activity", """
                "id": "a-%d", "client": "%s", "type": "%s", "occurredAt": "%s", "data": {"category": "color"}
                """.formatted(
                        ++made,
                        anyClient(),
                        chance.nextBoolean() ? "PAGE_VIEWED" : "BOOKING_STARTED",
                        clock.instant().minus(chance.nextInt(500), ChronoUnit.HOURS)));
    }

    private void profile(String client) {
        put("/api/clients/" + client, """
                "firstName": "Ana", "birthDate": "19%d-03-0%d", "country": "%s", "registeredAt": "2031-01-0%dT08:00:00Z"
                """.formatted(
                        60 + chance.nextInt(40),
                        1 + chance.nextInt(9),
                        chance.nextBoolean() ? "LV" : "EE",
                        1 + chance.nextInt(9)));
    }

    /** Whoever booked it may be judged otherwise, so everybody is evaluated. */
    private void catalogue(String service) {
        put(
                "/api/services/" + service,
                "\"name\": \"%s\", \"category\": \"%s\", \"cost\": \"%d.00\", \"lateCancellationHours\": %d"
                        .formatted(
                                service,
                                chance.nextBoolean() ? "hair" : "color",
                                chance.nextInt(50),
                                chance.nextInt(72)));
        for (String client : CLIENTS) {
            salon.as(Role.ANALYST).body("{\"client\": \"" + client + "\"}").post("/api/evaluate");
        }
    }

    private int hours() {
        return chance.nextInt(24);
    }

    private String anyClient() {
        return CLIENTS.get(chance.nextInt(CLIENTS.size()));
    }

    private void put(String path, String fields) {
        salon.bookingSystem()
                .body("{" + fields + "}")
                .put(path)
                .then()
                .log()
                .ifValidationFails()
                .statusCode(200);
    }

    private void post(String path, String fields) {
        salon.bookingSystem()
                .body("{" + fields + "}")
                .post(path)
                .then()
                .log()
                .ifValidationFails()
                .statusCode(200);
    }
}
