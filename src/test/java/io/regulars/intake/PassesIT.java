package io.regulars.intake;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.platform.database.Database;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Packages of visits and periods, as a booking system tells them. */
@QuarkusTest
class PassesIT {
    private static final String TEN_MASSAGES = """
            {"client": "c-1", "name": "10 massages", "service": "massage", "startsOn": "2026-11-01", "endsOn": "2027-04-30",
             "visits": 10, "visitsLeft": 10, "occurredAt": "2026-11-01T10:00:00Z"}
            """;

    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    @Inject
    TestClock clock;

    @Inject
    Database database;

    private TestBusiness gym = new TestBusiness(new io.regulars.access.businesses.BusinessId(0), "", Map.of());

    @BeforeEach
    void aGym() {
        clock.set("2026-11-22T12:00:00Z");
        release.activate();
        gym = businesses.fresh();
    }

    @Test
    void aPassIsReadBackAsItWasTold() {
        put("p-1", TEN_MASSAGES).body("taken", equalTo("latest"));

        read("p-1")
                .body("client", equalTo("c-1"))
                .body("name", equalTo("10 massages"))
                .body("service", equalTo("massage"))
                .body("category", nullValue())
                .body("startsOn", equalTo("2026-11-01"))
                .body("endsOn", equalTo("2027-04-30"))
                .body("visits", equalTo(10))
                .body("visitsLeft", equalTo(10))
                .body("cancelledOn", nullValue())
                .body("occurredAt", equalTo("2026-11-01T10:00:00Z"));
    }

    @Test
    void aPassAloneMakesAClient() {
        put("p-1", TEN_MASSAGES).body("client", equalTo("c-1"));
        gym.bookingSystem().get("/api/clients").then().body("id", contains("c-1"));
    }

    @Test
    void toldOnceMoreNothingChanges() {
        put("p-1", TEN_MASSAGES);
        put("p-1", TEN_MASSAGES).body("taken", equalTo("nothing"));
    }

    @Test
    void aPatchCountsAVisitAndClearsAField() {
        put("p-1", TEN_MASSAGES);
        patch("p-1", "{\"visitsLeft\": 0, \"endsOn\": null}").body("taken", equalTo("latest"));

        read("p-1")
                .body("visitsLeft", equalTo(0))
                .body("endsOn", nullValue())
                .body("visits", equalTo(10))
                .body("service", equalTo("massage"));
    }

    @Test
    void aCountToldLateHoldsUntilTheNextOne() {
        put("p-1", TEN_MASSAGES);
        patch("p-1", "{\"visitsLeft\": 8, \"occurredAt\": \"2026-11-10T10:00:00Z\"}");
        patch("p-1", "{\"visitsLeft\": 9, \"occurredAt\": \"2026-11-05T10:00:00Z\"}")
                .body("taken", equalTo("past"))
                .body("beatenBy", equalTo("2026-11-10T10:00:00Z"));
        patch("p-1", "{\"name\": \"Ten massages\", \"occurredAt\": \"2026-11-06T10:00:00Z\"}")
                .body("taken", equalTo("latest"));

        read("p-1").body("visitsLeft", equalTo(8)).body("name", equalTo("Ten massages"));
    }

    /** That none is left is said, though it is zero: an older state does not bring the visits back. */
    @Test
    void noneLeftIsACountThatWasTold() {
        put("p-1", TEN_MASSAGES);
        patch("p-1", "{\"visitsLeft\": 0, \"occurredAt\": \"2026-11-20T10:00:00Z\"}");
        patch("p-1", "{\"visitsLeft\": 1, \"occurredAt\": \"2026-11-19T10:00:00Z\"}");

        read("p-1").body("visitsLeft", equalTo(0));
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        gym.bookingSystem()
                .body("""
                        {"client": "c-1", "service": "massage", "category": "body", "startsOn": "2026-11-01",
                         "endsOn": "2026-10-31", "visits": 5, "visitsLeft": 6, "occuredAt": "2026-11-01T10:00:00Z"}
                        """)
                .put("/api/passes/p-1")
                .then()
                .statusCode(422)
                .body(
                        "errors.pointer",
                        containsInAnyOrder("/name", "/category", "/endsOn", "/visitsLeft", "/occuredAt"));
    }

    @Test
    void aPatchMayNotContradictWhatIsKnown() {
        put("p-1", TEN_MASSAGES);
        gym.bookingSystem()
                .body("{\"visitsLeft\": 11}")
                .patch("/api/passes/p-1")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/visitsLeft"));
        read("p-1").body("visitsLeft", equalTo(10));
    }

    @Test
    void aPassThatMovesToAnotherClientLeavesTheFirst() {
        put("p-1", TEN_MASSAGES);
        patch("p-1", "{\"client\": \"c-2\"}").body("client", equalTo("c-2")).body("former.client", equalTo("c-1"));

        read("p-1").body("client", equalTo("c-2"));
        gym.bookingSystem().get("/api/clients").then().body("id", contains("c-2"));
    }

    @Test
    void aRemovedPassHasNeverBeen() {
        put("p-1", TEN_MASSAGES);
        remove("/api/passes/p-1").body("taken", equalTo("latest"));

        gym.bookingSystem().get("/api/passes/p-1").then().statusCode(404);
        gym.bookingSystem().get("/api/clients").then().body("id", empty());
    }

    @Test
    void aRemovalToldBeforeThePassIsRemembered() {
        remove("/api/passes/p-1?occurredAt=2026-11-02T10:00:00Z").body("taken", equalTo("latest"));
        put("p-1", TEN_MASSAGES).body("taken", equalTo("past"));
        gym.bookingSystem().get("/api/passes/p-1").then().statusCode(404);
    }

    @Test
    void passesGoWithTheirClient() {
        put("p-1", TEN_MASSAGES);
        put("p-2", TEN_MASSAGES.replace("c-1", "c-2"));
        put("p-2", TEN_MASSAGES.replace("occurredAt\": \"2026-11-01", "occurredAt\": \"2026-11-02"));
        gym.as(Role.ADMIN).delete("/api/clients/c-1").then().statusCode(204);

        gym.bookingSystem().get("/api/passes/p-1").then().statusCode(404);
        gym.bookingSystem().body(TEN_MASSAGES).put("/api/passes/p-1").then().statusCode(410);
        List<String> left = database.transaction(tx -> tx.list(
                "select c.external_id from pass_version v join client c on c.id = v.client_id where c.business_id = ?"
                        + " union all select external_id from pass where business_id = ?",
                row -> row.getString(1),
                gym.id().value(),
                gym.id().value()));
        Assertions.assertThat(left).containsOnly("c-2");
    }

    @Test
    void theTimelineTellsOfPasses() {
        put("p-1", TEN_MASSAGES);
        patch("p-1", "{\"visitsLeft\": 9, \"occurredAt\": \"2026-11-05T10:00:00Z\"}");

        gym.as(Role.VIEWER)
                .get("/api/clients/c-1/timeline")
                .then()
                .body("findAll { it.what == 'PASS' }.id", contains("p-1", "p-1"))
                .body("findAll { it.what == 'PASS' }.details.visitsLeft", contains(9, 10))
                .body("find { it.what == 'PASS' }.details.name", equalTo("10 massages"));
    }

    private ValidatableResponse put(String id, String body) {
        return gym.bookingSystem().body(body).put("/api/passes/" + id).then().statusCode(200);
    }

    private ValidatableResponse patch(String id, String body) {
        return gym.bookingSystem().body(body).patch("/api/passes/" + id).then().statusCode(200);
    }

    private ValidatableResponse remove(String path) {
        return gym.bookingSystem().delete(path).then().statusCode(200);
    }

    private ValidatableResponse read(String id) {
        return gym.bookingSystem().get("/api/passes/" + id).then().statusCode(200);
    }
}
