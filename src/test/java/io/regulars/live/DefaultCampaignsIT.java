package io.regulars.live;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The default campaigns over the days of one client. */
@QuarkusTest
class DefaultCampaignsIT {
    @Inject
    TestBusinesses businesses;

    @Inject
    TestClock clock;

    @Inject
    TestRelease release;

    @Inject
    EvaluateDueClients dueClients;

    private TestBusiness salon;

    @BeforeEach
    void aSalonWithTheDefaultRules() {
        clock.set("2026-11-22T12:00:00Z");
        salon = businesses.fresh();
        release.activateDefaults();
    }

    @Test
    void aFirstTimerWhoCancelsHerNextBookingOnTheFifthDayIsInvitedAgain() {
        visits("b-1", "2026-11-22T11:00:00Z");
        books("b-2", "2026-12-10T11:00:00Z");
        clock.set("2026-11-27T12:00:00Z");
        dueClients.evaluate();
        ledger("second-visit").body("state", empty());

        cancels("b-2", "2026-12-10T11:00:00Z", "2026-11-27T12:00:00Z");

        ledger("second-visit").body("state", contains("QUEUED"));
    }

    @Test
    void newsOfACancellationThatComesTwoDaysLateStartsNothing() {
        visits("b-1", "2026-11-22T11:00:00Z");
        books("b-2", "2026-12-10T11:00:00Z");
        clock.set("2026-11-29T12:00:00Z");
        dueClients.evaluate();

        cancels("b-2", "2026-12-10T11:00:00Z", "2026-11-27T12:00:00Z");

        ledger("second-visit").body("state", contains("BACKLOG"));
    }

    @Test
    void aVisitWeAreToldOfAWeekLateInvitesNobody() {
        visits("b-1", "2026-11-15T11:00:00Z");

        ledger("second-visit").body("state", contains("BACKLOG"));
        ledger("welcome").body("state", contains("BACKLOG"));
    }

    @Test
    void whoBecomesReactivationAndLapsedAtOnceGetsOneOffer() {
        visits("b-1", "2026-11-22T11:00:00Z");
        clock.set("2027-07-01T12:00:00Z");

        dueClients.evaluate();

        ledger("win-back").body("state", containsInAnyOrder("QUEUED", "SKIPPED"));
    }

    private void visits(String id, String startsAt) {
        put(id, startsAt, "COMPLETED", startsAt);
    }

    private void books(String id, String startsAt) {
        put(id, startsAt, "BOOKED", clock.instant().toString());
    }

    private void cancels(String id, String startsAt, String moment) {
        put(id, startsAt, "CANCELLED", moment);
    }

    private void put(String id, String startsAt, String status, String occurredAt) {
        salon.bookingSystem()
                .body("""
                      {"client": "c-1", "service": "cut", "startsAt": "%s", "status": "%s", "occurredAt": "%s"}
                      """.formatted(startsAt, status, occurredAt))
                .put("/api/bookings/" + id)
                .then()
                .statusCode(200);
    }

    private ValidatableResponse ledger(String campaign) {
        return salon.as(Role.VIEWER)
                .get("/api/campaigns/" + campaign + "/actions")
                .then()
                .statusCode(200);
    }
}
