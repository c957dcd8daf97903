package io.regulars.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.evaluation.EvaluationCause;
import io.regulars.platform.database.Database;
import io.regulars.rules.model.RuleFile;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A salon that books everybody who walks in on one client, among others. */
@QuarkusTest
@Timeout(60)
class LongHistoryIT {
    private static final Instant FIRST_VISIT = Instant.parse("2026-01-01T10:00:00Z");

    @Inject
    TestBusinesses businesses;

    @Inject
    TestClock clock;

    @Inject
    Database database;

    @Inject
    TestRelease release;

    @Inject
    EvaluateAll evaluateAll;

    @Inject
    EvaluateDueClients dueClients;

    @Inject
    LongEvaluations longEvaluations;

    private TestBusiness salon;

    @BeforeEach
    void walkInsEveryTenMinutesAndOneWhoCameOnce() {
        clock.set("2026-03-01T12:00:00Z");
        salon = businesses.fresh();
        release.activate(List.of(new RuleFile("segments/test.drl", """
                rule "Busy" when $c : Client( bookings >= 602 ) then segments.assign($c, "busy"); end
                rule "Lapsed" when $c : Client( daysSinceLastVisit >= 180 ) then segments.assign($c, "lapsed"); end
                """)));
        visits("walk-in", 600);
        visits("c-1", 1);
        evaluateAll.evaluate(salon.id(), EvaluationCause.IMPORT, done -> {});
    }

    @Test
    void whoIsDueIsEvaluatedThoughALongEvaluationIsAtWorkAndThatFollows() {
        var mayEnd = new CountDownLatch(1);
        longEvaluations.start(-1, () -> await(mayEnd));
        clock.set("2026-10-01T12:00:00Z");

        dueClients.evaluate();

        segments("c-1").body("name", hasItem("lapsed"));
        segments("walk-in").body("name", not(hasItem("lapsed")));
        mayEnd.countDown();
        while (longEvaluations.clients().findAny().isPresent()) {
            Thread.onSpinWait();
        }
        segments("walk-in").body("name", hasItem("lapsed"));
    }

    @Test
    void whatIsKeptOfALongHistoryIsWhatIsStoredHoweverItCameToBe() {
        tell("b-601", "COMPLETED").body("entered", not(hasItem("busy")));
        tell("b-602", "COMPLETED").body("entered", hasItem("busy"));
        tell("b-602", "NO_SHOW").body("segments.name", hasItem("busy"));
        salon.bookingSystem().delete("/api/bookings/b-602").then().statusCode(200);
        segments("walk-in").body("name", not(hasItem("busy")));

        salon.bookingSystem().delete("/api/clients/walk-in").then().statusCode(204);

        assertThat(evaluateAll.evaluate(salon.id(), EvaluationCause.REQUEST, done -> {}))
                .isEqualTo(1);
    }

    private ValidatableResponse tell(String booking, String status) {
        return salon.bookingSystem()
                .body("""
                        {"client": "walk-in", "service": "cut", "startsAt": "2026-02-20T10:00:00Z", "status": "%s", "price": "10.00"}
                        """.formatted(status))
                .put("/api/bookings/" + booking)
                .then()
                .statusCode(200);
    }

    private ValidatableResponse segments(String client) {
        return salon.bookingSystem()
                .get("/api/clients/" + client + "/segments")
                .then()
                .statusCode(200);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void visits(String client, int count) {
        database.transaction(tx -> tx.update("""
                with one as (
                    insert into client (business_id, external_id, known, recorded_at) values (?, ?, false, ?) returning id)
                insert into booking_version (client_id, external_id, occurred_at, recorded_at, service, starts_at, status,
                                             price_minor, discount_minor, refunded_minor, tip_minor, tax_minor)
                select id, ? || '-' || i, at, at, 'cut', at, 'COMPLETED', 1000, 0, 0, 0, 0
                from one, generate_series(1, ?) i, lateral (select ?::timestamptz + i * interval '10 minutes' as at) moment
                """, salon.id().value(), client, FIRST_VISIT, client, count, FIRST_VISIT));
    }
}
