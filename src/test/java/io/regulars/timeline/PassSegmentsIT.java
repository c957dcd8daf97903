package io.regulars.timeline;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.access.businesses.BusinessId;
import io.regulars.live.EvaluateDueClients;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What rules say of passes: at once, as time goes, at past moments and in future. The gym is in Riga, where midnight is 22:00 UTC. */
@QuarkusTest
class PassSegmentsIT {
    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    @Inject
    TestClock clock;

    @Inject
    EvaluateDueClients dueClients;

    private TestBusiness gym = new TestBusiness(new BusinessId(0), "", Map.of());

    @BeforeEach
    void aGymThatAsksForPasses() {
        clock.set("2026-11-22T12:00:00Z");
        release.activate("""
                rule "Member" when $c: Client( hasPass ) then segments.assign($c, "member"); end
                rule "Two left" when $c: Client( passVisitsLeft <= 2 ) then segments.assign($c, "two-left"); end
                rule "Ending" when $c: Client( daysUntilPassEnds <= 14 ) then segments.assign($c, "ending"); end
                rule "Lost" when $c: Client( daysSincePassEnded >= 30 ) then segments.assign($c, "lost"); end
                """);
        gym = businesses.fresh();
        pass("p-1", "'endsOn': '2026-12-31', 'visitsLeft': 10, 'occurredAt': '2026-11-01T09:00:00Z'");
    }

    @AfterEach
    void noLaterThanOthers() {
        clock.set("2026-11-22T12:00:00Z");
    }

    @Test
    void eachCountIsAnsweredAtOnce() {
        pass("p-1", "'endsOn': '2026-12-31', 'visitsLeft': 2").body("entered", contains("two-left"));
        pass("p-1", "'endsOn': '2026-12-31', 'visitsLeft': 0")
                .body("left", containsInAnyOrder("member", "two-left"))
                .body("segments.name", empty());
    }

    @Test
    void aMembershipBeginsWhenTheCountWasSo() {
        pass("p-1", "'endsOn': '2026-12-31', 'visitsLeft': 1, 'occurredAt': '2026-11-20T09:00:00Z'");
        pass("p-1", "'endsOn': '2026-12-31', 'visitsLeft': 2, 'occurredAt': '2026-11-15T09:00:00Z'");

        segments("2026-11-22T12:00:00Z")
                .body("name", containsInAnyOrder("member", "two-left"))
                .body("find { it.name == 'two-left' }.since", equalTo("2026-11-15T09:00:00Z"))
                .body("find { it.name == 'member' }.since", equalTo("2026-11-01T09:00:00Z"));
        segments("2026-11-15T08:59:59Z").body("name", contains("member"));
    }

    @Test
    void theForecastSaysWhatTimeWillDoAndTimeDoesIt() {
        gym.as(Role.VIEWER)
                .get("/api/clients/c-1/forecast?until=2027-02-15")
                .then()
                .statusCode(200)
                .body("transitions.segment", contains("ending", "ending", "member", "lost"))
                .body("transitions.kind", contains("ENTERED", "LEFT", "LEFT", "ENTERED"))
                .body(
                        "transitions.at",
                        contains(
                                "2026-12-16T22:00:00Z",
                                "2026-12-31T22:00:00Z",
                                "2026-12-31T22:00:00Z",
                                "2027-01-29T22:00:00Z"));

        evaluatedAt("2026-12-16T21:59:59Z").body("name", contains("member"));
        evaluatedAt("2026-12-16T22:00:00Z").body("name", containsInAnyOrder("member", "ending"));
        evaluatedAt("2026-12-31T22:00:00Z").body("name", empty());
        evaluatedAt("2027-01-29T22:00:00Z").body("name", contains("lost"));
    }

    @Test
    void whoRenewsIsNotLost() {
        evaluatedAt("2027-01-29T22:00:00Z").body("name", contains("lost"));
        clock.moveTo(Instant.parse("2027-02-01T12:00:00Z"));

        pass("p-2", "'startsOn': '2027-02-03'").body("left", contains("lost")).body("segments.name", empty());
        evaluatedAt("2027-02-02T22:00:00Z").body("name", contains("member"));
    }

    @Test
    void aRemovedPassHasNeverBeenOne() {
        gym.bookingSystem().delete("/api/passes/p-1").then().statusCode(200).body("left", contains("member"));
        segments("2026-11-10T12:00:00Z").body("name", empty());
    }

    @Test
    void thePassThatASegmentRestsOnIsNamed() {
        gym.as(Role.VIEWER)
                .get("/api/clients/c-1/explain?segment=member")
                .then()
                .body("held", equalTo(true))
                .body("rules[0].conditions[0].evidence.kind", contains("pass"))
                .body("rules[0].conditions[0].evidence.id", contains("p-1"));
    }

    private ValidatableResponse pass(String id, String fields) {
        String starts = fields.contains("startsOn") ? "" : ", 'startsOn': '2026-11-01'";
        return gym.bookingSystem()
                .body(("{'client': 'c-1', 'name': 'Ten visits', " + fields + starts + "}").replace('\'', '"'))
                .put("/api/passes/" + id)
                .then()
                .statusCode(200);
    }

    private ValidatableResponse segments(String asOf) {
        return gym.as(Role.VIEWER)
                .queryParam("asOf", asOf)
                .queryParam("knowledge", "now")
                .get("/api/clients/c-1/segments")
                .then()
                .statusCode(200);
    }

    /** After the service did what was due. */
    private ValidatableResponse evaluatedAt(String moment) {
        clock.moveTo(Instant.parse(moment));
        dueClients.evaluate();
        return gym.as(Role.VIEWER).get("/api/clients/c-1/segments").then().statusCode(200);
    }
}
