package io.regulars.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What two requests do to the same things at the same moment. */
@QuarkusTest
class SameMomentIT {
    private static final int ROUNDS = 15;

    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    @Inject
    TestClock clock;

    @Inject
    Intake intake;

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private TestBusiness salon;

    @BeforeEach
    void aSalon() {
        clock.set("2026-11-22T12:00:00Z");
        release.activate();
        salon = businesses.fresh();
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void twoBookingsSwapTheirClientsAndNobodyWaitsForEver() {
        for (int round = 0; round < ROUNDS; round++) {
            String one = round % 2 == 0 ? "c-1" : "c-2";
            String other = round % 2 == 0 ? "c-2" : "c-1";

            assertThat(together(put("b-1", one), put("b-2", other))).containsOnly(200);

            bookingsOf(one, "b-1");
            bookingsOf(other, "b-2");
        }
    }

    @Test
    void aBookingMovedTwoWaysAtOnceBelongsToOneClient() {
        for (int round = 0; round < ROUNDS; round++) {
            String booking = "b-" + round;
            String[] clients = {"c-" + round + "-a", "c-" + round + "-b"};

            assertThat(together(put(booking, clients[0]), put(booking, clients[1])))
                    .containsOnly(200);

            String owner = salon.bookingSystem().get("/api/bookings/" + booking).path("client");
            String loser = owner.equals(clients[0]) ? clients[1] : clients[0];
            segmentsOf(owner, "first-timer");
            segmentsOf(loser);
            salon.as(Role.ANALYST)
                    .body("{\"client\": \"" + loser + "\"}")
                    .post("/api/evaluate")
                    .then()
                    .statusCode(200)
                    .body("entered", empty());
        }
    }

    @Test
    void anAnswerIsKeptForAWeek() {
        assertThat(repeated("{\"firstName\": \"Ana\"}")).isEqualTo(200);
        clock.advance(Duration.ofDays(7));
        intake.forgetOldAnswers();
        assertThat(repeated("{\"firstName\": \"Eva\"}"))
                .as("the key is still known")
                .isEqualTo(422);

        clock.advance(Duration.ofSeconds(1));
        intake.forgetOldAnswers();
        assertThat(repeated("{\"firstName\": \"Eva\"}")).isEqualTo(200);
    }

    private int repeated(String body) {
        return salon.bookingSystem()
                .header("Idempotency-Key", "k-1")
                .body(body)
                .put("/api/clients/c-1")
                .statusCode();
    }

    private interface Request {
        int send() throws Exception;
    }

    private Request put(String booking, String client) {
        return () -> salon.bookingSystem()
                .body("""
                      {"client": "%s", "service": "massage", "startsAt": "2026-11-20T09:00:00Z", "status": "COMPLETED"}
                      """.formatted(client))
                .put("/api/bookings/" + booking)
                .statusCode();
    }

    private List<Integer> together(Request... requests) {
        var start = new CyclicBarrier(requests.length);
        return IntStream.range(0, requests.length)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                start.await();
                                return requests[i].send();
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        },
                        threads))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
    }

    private void bookingsOf(String client, String booking) {
        salon.bookingSystem()
                .get("/api/clients/" + client + "/bookings")
                .then()
                .statusCode(200)
                .body("id", contains(booking));
    }

    private void segmentsOf(String client, String... segments) {
        salon.bookingSystem()
                .get("/api/clients/" + client + "/segments")
                .then()
                .statusCode(200)
                .body("name", segments.length == 0 ? empty() : contains(segments));
    }
}
