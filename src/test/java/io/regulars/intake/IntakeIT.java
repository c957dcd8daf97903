package io.regulars.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class IntakeIT {
    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    @Inject
    TestClock clock;

    private TestBusiness salon =
            new TestBusiness(new io.regulars.access.businesses.BusinessId(0), "", java.util.Map.of());

    @BeforeEach
    void aSalon() {
        clock.set("2026-11-22T12:00:00Z");
        release.activate();
        salon = businesses.fresh();
    }

    @Test
    void aCompletedBookingMakesALeadAFirstTimer() {
        put("/api/clients/c-1", "{\"firstName\": \"Ana\"}").statusCode(200).body("entered", contains("lead"));
        put("/api/bookings/b-1", completed("c-1", "2026-11-20"))
                .statusCode(200)
                .body("client", equalTo("c-1"))
                .body("entered", contains("first-timer"))
                .body("left", contains("lead"))
                .body("segments[0].because", equalTo("visits is 1"));
        salon.as(Role.VIEWER)
                .get("/api/clients/c-1/segments")
                .then()
                .statusCode(200)
                .body("name", contains("first-timer"));
    }

    @Test
    void aBookingMayNameAClientThatIsCompletedLater() {
        put("/api/bookings/b-1", completed("c-9", "2026-11-20")).statusCode(200);
        get("/api/clients/c-9").statusCode(200).body("known", equalTo(false));
        put("/api/clients/c-9", "{\"firstName\": \"Zane\"}").statusCode(200);
        get("/api/clients/c-9").body("known", equalTo(true)).body("firstName", equalTo("Zane"));
    }

    @Test
    void theSameBookingAgainChangesNothing() {
        put("/api/bookings/b-1", completed("c-1", "2026-11-20")).statusCode(200);
        put("/api/bookings/b-1", completed("c-1", "2026-11-20"))
                .statusCode(200)
                .body("entered", empty())
                .body("left", empty())
                .body("actions", empty())
                .body("segments.name", contains("first-timer"));
    }

    @Test
    void anOlderStateNeverOverwritesANewer() {
        put("/api/bookings/b-1", booking("c-1", "COMPLETED", "2026-11-20T10:00:00Z"))
                .statusCode(200);
        put("/api/bookings/b-1", booking("c-1", "BOOKED", "2026-11-18T10:00:00Z"))
                .statusCode(200);
        get("/api/bookings/b-1").statusCode(200).body("status", equalTo("COMPLETED"));
    }

    @Test
    void onATieTheLaterArrivalWins() {
        put("/api/bookings/b-1", booking("c-1", "COMPLETED", "2026-11-20T10:00:00Z"))
                .statusCode(200);
        put("/api/bookings/b-1", booking("c-1", "NO_SHOW", "2026-11-20T10:00:00Z"))
                .statusCode(200)
                .body("left", contains("first-timer"));
        get("/api/bookings/b-1").body("status", equalTo("NO_SHOW"));
    }

    @Test
    void aMovedBookingLeavesItsClientAsIfItHadNeverBeenTheirs() {
        put("/api/bookings/b-1", completed("c-1", "2026-11-20")).statusCode(200);
        put("/api/bookings/b-1", completed("c-2", "2026-11-20")).body("segments.name", contains("first-timer"));
        get("/api/clients/c-1/segments").body("name", empty());
        get("/api/clients/c-1/bookings").body("", empty());
        get("/api/clients/c-2/bookings").body("id", contains("b-1"));
    }

    @Test
    void aRemovedBookingComesBackOnlyWithNewerNews() {
        put("/api/bookings/b-1", booking("c-1", "COMPLETED", "2026-11-20T10:00:00Z"))
                .statusCode(200);
        bookingSystemDelete("/api/bookings/b-1").statusCode(200).body("left", contains("first-timer"));
        get("/api/bookings/b-1").statusCode(404);
        put("/api/bookings/b-1", booking("c-1", "NO_SHOW", "2026-11-20T11:00:00Z"))
                .statusCode(200);
        get("/api/bookings/b-1").statusCode(404);
        clock.set("2026-11-23T12:00:00Z");
        put("/api/bookings/b-1", booking("c-1", "COMPLETED", "2026-11-23T10:00:00Z"))
                .body("entered", contains("first-timer"));
    }

    @Test
    void patchMergesAndNullClears() {
        put(
                "/api/clients/c-1",
                "{\"firstName\": \"Ana\", \"city\": \"Riga\", \"attributes\": {\"a\": 1, \"b\": \"x\"}}");
        salon.bookingSystem()
                .body("{\"city\": null, \"attributes\": {\"a\": null}}")
                .patch("/api/clients/c-1")
                .then()
                .statusCode(200);
        get("/api/clients/c-1")
                .body("firstName", equalTo("Ana"))
                .body("city", equalTo(null))
                .body("attributes", equalTo(java.util.Map.of("b", "x")));
    }

    @Test
    void tagsOfStaffSurviveAPut() {
        put("/api/clients/c-1", "{\"firstName\": \"Ana\"}");
        salon.bookingSystem()
                .body("{\"client\": \"c-1\", \"add\": [\"student\"]}")
                .post("/api/tags")
                .then()
                .statusCode(200)
                .body("entered", contains("student"));
        put("/api/clients/c-1", "{\"firstName\": \"Anna\"}").body("segments.name", hasItems("student"));
    }

    @Test
    void anErasedClientStaysErased() {
        put("/api/clients/c-1", "{\"firstName\": \"Ana\", \"email\": \"ana@example.com\"}");
        put("/api/bookings/b-1", completed("c-1", "2026-11-20"));
        bookingSystemDelete("/api/clients/c-1").statusCode(204);
        get("/api/clients/c-1").statusCode(410);
        put("/api/clients/c-1", "{\"firstName\": \"Ana\"}").statusCode(410).body("type", containsString("erased"));
        put("/api/bookings/b-2", completed("c-1", "2026-11-21")).statusCode(410);
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        put("/api/bookings/b-1", """
                        {"client": "c-1", "startsAt": "2026-11-20T10:00:00Z", "endsAt": "2026-11-20T09:00:00Z",
                         "status": "COMPLETE", "price": "1.234", "currency": "USD", "staus": 1}
                        """)
                .statusCode(422)
                .body("errors.pointer", hasItems("/service", "/endsAt", "/status", "/price", "/currency", "/staus"))
                .body("errors.find { it.pointer == '/status' }.detail", containsString("COMPLETED"));
        get("/api/clients/c-1").statusCode(404);
    }

    @Test
    void anIdOfTenKilobytesIsRefusedInWords() {
        put("/api/clients/" + "x".repeat(10_000), "{}")
                .statusCode(422)
                .body("detail", containsString("200 characters"));
    }

    @Test
    void newsFromTheFutureIsRefused() {
        put("/api/clients/c-1", "{\"occurredAt\": \"2026-11-22T12:06:00Z\"}")
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/occurredAt"));
    }

    @Test
    void whatHasNotBegunIsNeitherKeptNorMissed() {
        String ahead = """
                {"client": "c-1", "service": "massage", "startsAt": "2027-11-20T09:00:00Z", "status": "%s"%s}
                """;
        for (String status : new String[] {"COMPLETED", "NO_SHOW"}) {
            put("/api/bookings/b-1", ahead.formatted(status, ""))
                    .statusCode(422)
                    .body("errors.pointer", contains("/status"))
                    .body("errors[0].detail", containsString("2027-11-20T09:00:00Z"))
                    .body("errors[0].detail", containsString("it is 2026-11-22T12:00:00Z now"))
                    .body("errors[0].detail", containsString("send BOOKED"));
        }
        put("/api/bookings/b-1", ahead.formatted("BOOKED", "")).statusCode(200);
        salon.bookingSystem()
                .body("{\"status\": \"COMPLETED\"}")
                .patch("/api/bookings/b-1")
                .then()
                .statusCode(422);
        get("/api/clients/c-1/segments").body("name", contains("lead"));
        put("/api/bookings/b-2", booking("c-1", "COMPLETED", "2026-11-20T08:59:59Z"))
                .statusCode(422)
                .body("errors[0].detail", containsString("this is told as of 2026-11-20T08:59:59Z"));
        put("/api/bookings/b-2", booking("c-1", "COMPLETED", "2026-11-20T09:00:00Z"))
                .statusCode(200);
        salon.bookingSystem()
                .body("{\"startsAt\": \"2027-11-20T09:00:00Z\"}")
                .patch("/api/bookings/b-2")
                .then()
                .statusCode(422);
    }

    @Test
    void twoBusinessesNeverSeeEachOther() {
        put("/api/clients/c-1", "{\"firstName\": \"Ana\"}").statusCode(200);
        put("/api/bookings/b-1", completed("c-1", "2026-11-20")).statusCode(200);
        TestBusiness other = businesses.fresh();
        other.bookingSystem().get("/api/clients/c-1").then().statusCode(404);
        other.bookingSystem().get("/api/bookings/b-1").then().statusCode(404);
        other.bookingSystem().delete("/api/bookings/b-1").then().statusCode(200);
        get("/api/bookings/b-1").statusCode(200);
        other.bookingSystem().get("/api/clients").then().body("", empty());
        other.bookingSystem()
                .body("{\"firstName\": \"Eve\"}")
                .put("/api/clients/c-1")
                .then()
                .statusCode(200);
        get("/api/clients/c-1").body("firstName", equalTo("Ana"));
    }

    @Test
    void concurrentRequestsOfOneIdempotencyKeyAreOneRequest() {
        var answers = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> salon.bookingSystem()
                        .header("Idempotency-Key", "k-1")
                        .body("{\"client\": \"c-1\", \"type\": \"PAGE_VIEWED\"}")
                        .post("/api/activity")
                        .asString()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .distinct()
                .toList();
        assertThat(answers).singleElement().asString().contains("\"entered\":[\"lead\"]");
        salon.bookingSystem()
                .header("Idempotency-Key", "k-1")
                .body("{\"client\": \"c-2\", \"type\": \"PAGE_VIEWED\"}")
                .post("/api/activity")
                .then()
                .statusCode(422);
    }

    @Test
    void receiptsSurveysAndServicesAreTaken() {
        put(
                        "/api/services/massage",
                        "{\"name\": \"Massage\", \"category\": \"massage\", \"price\": \"60.00\", \"cost\": \"20\"}")
                .statusCode(200)
                .body("cost", equalTo("20.00"));
        put(
                        "/api/receipts/r-1",
                        "{\"client\": \"c-1\", \"date\": \"2026-11-20\", \"amount\": \"30.00\", \"kind\": \"PRODUCT\"}")
                .statusCode(200)
                .body("entered", contains("lead"));
        String survey = "{\"id\": \"s-1\", \"client\": \"c-1\", \"kind\": \"CSAT\", \"score\": %d}";
        salon.bookingSystem()
                .body(survey.formatted(9))
                .post("/api/surveys")
                .then()
                .statusCode(200);
        salon.bookingSystem()
                .body(survey.formatted(11))
                .post("/api/surveys")
                .then()
                .statusCode(422);
    }

    @Test
    void listsArePagesWithALinkToTheNext() {
        for (String id : new String[] {"a", "b", "c"}) {
            put("/api/clients/" + id, "{}").statusCode(200);
        }
        String next = get("/api/clients?limit=2")
                .body("id", contains("a", "b"))
                .extract()
                .header("Link");
        assertThat(next).contains("after=b").contains("rel=\"next\"");
        get("/api/clients?limit=2&after=b").body("id", contains("c"));
    }

    @Test
    void aPlatformMakesBusinesses() {
        String key = salon.as(Role.PLATFORM)
                .body(
                        "{\"id\": \"" + salon.externalId() + "-2\", \"name\": \"Two\", \"zone\": \"Asia/Tokyo\","
                                + " \"currency\": \"JPY\", \"country\": \"JP\", \"locations\": [{\"id\": \"o\", \"zone\": \"UTC\"}]}")
                .post("/api/businesses")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
        io.restassured.RestAssured.given()
                .header("Authorization", "Bearer " + key)
                .get("/api/business")
                .then()
                .statusCode(200)
                .body("currency", equalTo("JPY"))
                .body("locations[0].zone", equalTo("UTC"));
        salon.as(Role.ADMIN).body("{}").post("/api/businesses").then().statusCode(403);
    }

    private ValidatableResponse put(String path, String body) {
        return salon.bookingSystem().body(body).put(path).then();
    }

    private ValidatableResponse get(String path) {
        return salon.bookingSystem().get(path).then();
    }

    private ValidatableResponse bookingSystemDelete(String path) {
        return salon.bookingSystem().delete(path).then();
    }

    private static String completed(String client, String day) {
        return """
               {"client": "%s", "service": "massage", "startsAt": "%sT09:00:00Z", "endsAt": "%sT10:00:00Z",
                "status": "COMPLETED", "price": "60.00"}
               """.formatted(client, day, day);
    }

    private static String booking(String client, String status, String occurredAt) {
        return """
               {"client": "%s", "service": "massage", "startsAt": "2026-11-20T09:00:00Z", "status": "%s",
                "occurredAt": "%s"}
               """.formatted(client, status, occurredAt);
    }
}
