package io.regulars.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
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
import java.io.ByteArrayInputStream;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a write answers about itself, and the forms in which systems write. */
@QuarkusTest
class TakenIT {
    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    @Inject
    TestClock clock;

    @Inject
    Database database;

    private TestBusiness salon = new TestBusiness(new io.regulars.access.businesses.BusinessId(0), "", Map.of());

    @BeforeEach
    void aSalon() {
        clock.set("2026-11-22T12:00:00Z");
        release.activate();
        salon = businesses.fresh();
    }

    @Test
    void everyWriteSaysHowFarItReachedAndWhatBeatsIt() {
        booking("b-1", "c-1", "COMPLETED", "2026-11-20T10:00:00Z")
                .body("taken", equalTo("latest"))
                .body("beatenBy", nullValue());
        booking("b-1", "c-1", "BOOKED", "2026-11-18T10:00:00Z")
                .body("taken", equalTo("past"))
                .body("beatenBy", equalTo("2026-11-20T10:00:00Z"));
        booking("b-1", "c-1", "BOOKED", "2026-11-18T10:00:00Z").body("taken", equalTo("nothing"));
        patch("/api/bookings/b-1", "{\"status\": \"BOOKED\", \"occurredAt\": \"2026-11-19T10:00:00Z\"}")
                .body("taken", equalTo("past"))
                .body("beatenBy", equalTo("2026-11-20T10:00:00Z"));
        put("/api/clients/c-1", "{\"city\": \"Riga\"}").body("taken", equalTo("latest"));
        put("/api/clients/c-1", "{\"city\": \"Riga\"}").body("taken", equalTo("nothing"));
        put("/api/clients/c-1", "{\"city\": \"Cesis\", \"occurredAt\": \"2026-11-01T10:00:00Z\"}")
                .body("taken", equalTo("past"))
                .body("beatenBy", equalTo("2026-11-22T12:00:00Z"));
        put("/api/services/cut", "{\"name\": \"Cut\"}").body("taken", equalTo("latest"));
        put("/api/services/cut", "{\"name\": \"Old\", \"occurredAt\": \"2026-11-01T10:00:00Z\"}")
                .body("name", equalTo("Cut"))
                .body("taken", equalTo("past"))
                .body("beatenBy", equalTo("2026-11-22T12:00:00Z"));
        post("/api/activity", "{\"id\": \"e\", \"client\": \"c-1\", \"type\": \"REFERRED\"}")
                .body("taken", equalTo("latest"));
        post("/api/activity", "{\"id\": \"e\", \"client\": \"c-1\", \"type\": \"REFERRED\"}")
                .body("taken", equalTo("nothing"));
        post("/api/tags", "{\"client\": \"c-1\", \"add\": [\"x\"]}").body("taken", equalTo("latest"));
        post("/api/tags", "{\"client\": \"c-1\", \"add\": [\"x\"]}").body("taken", equalTo("nothing"));
        delete("/api/bookings/b-1?occurredAt=2026-11-19T10:00:00Z")
                .body("taken", equalTo("nothing"))
                .body("beatenBy", equalTo("2026-11-20T10:00:00Z"));
        delete("/api/bookings/b-1").body("taken", equalTo("latest"));
    }

    @Test
    void aBookingThatMovesNamesWhoseItWasAndWhatTheyLeft() {
        put("/api/clients/c-1", "{\"firstName\": \"Ana\"}");
        booking("b-1", "c-1", "COMPLETED", "2026-11-20T10:00:00Z").body("former", nullValue());

        booking("b-1", "c-2", "COMPLETED", "2026-11-20T10:00:00Z")
                .body("client", equalTo("c-2"))
                .body("former.client", equalTo("c-1"))
                .body("former.left", contains("first-timer"))
                .body("former.entered", contains("lead"));
        patch("/api/bookings/b-1", "{\"client\": \"c-3\"}").body("former.client", equalTo("c-2"));
    }

    @Test
    void aRemovalToldBeforeWhatItRemovesIsRemembered() {
        delete("/api/bookings/b-1?occurredAt=2026-11-20T12:00:00Z")
                .statusCode(200)
                .body("taken", equalTo("latest"))
                .body("client", nullValue());

        booking("b-1", "c-1", "COMPLETED", "2026-11-20T10:00:00Z")
                .body("taken", equalTo("past"))
                .body("beatenBy", equalTo("2026-11-20T12:00:00Z"))
                .body("segments", empty());
        get("/api/bookings/b-1").statusCode(404);
        get("/api/clients").body("id", empty());
        booking("b-1", "c-1", "COMPLETED", "2026-11-20T13:00:00Z").body("taken", equalTo("latest"));
        get("/api/bookings/b-1").statusCode(200);
    }

    @Test
    void aRemovalToldAgainHoldsUntilTheLaterMoment() {
        booking("b-1", "c-1", "BOOKED", "2026-11-20T09:00:00Z");
        delete("/api/bookings/b-1?occurredAt=2026-11-20T10:00:00Z").body("taken", equalTo("latest"));
        delete("/api/bookings/b-1?occurredAt=2026-11-20T12:00:00Z").body("taken", equalTo("nothing"));

        booking("b-1", "c-1", "COMPLETED", "2026-11-20T11:00:00Z").body("taken", equalTo("past"));
        get("/api/bookings/b-1").statusCode(404);
    }

    @Test
    void nothingIsRemovedAsOfTomorrowNorByAnIdThatIsNone() {
        for (String path : new String[] {"/api/bookings/", "/api/receipts/"}) {
            delete(path + "b-1?occurredAt=2026-11-23T12:00:00Z")
                    .statusCode(422)
                    .body("detail", containsString("occurredAt: lies in the future; it is 2026-11-22T12:00:00Z here"));
            delete(path + "b-1?occurredAt=2026-11-22T12:04:00Z").statusCode(200);
            delete(path + "x".repeat(201)).statusCode(422);
            delete(path + "a\tb").statusCode(422);
        }
        patch("/api/bookings/" + "x".repeat(201), "{}").statusCode(422);
    }

    @Test
    void aRemovedReceiptIsRememberedAndImportsKnowIt() {
        delete("/api/receipts/r-1?occurredAt=2026-11-20T12:00:00Z").statusCode(200);
        salon.bookingSystem()
                .contentType("application/x-ndjson")
                .body(new ByteArrayInputStream("""
                        {"record": "receipt", "id": "r-1", "client": "c-1", "date": "2026-11-10", "amount": "9.00", "kind": "PRODUCT"}
                        """.getBytes(UTF_8)))
                .post("/api/import")
                .then()
                .statusCode(202)
                .body("accepted", equalTo(1));
        get("/api/receipts/r-1").statusCode(404);
    }

    @Test
    void whoWasNamedOnlyByWhatIsSomebodyElsesIsNowhere() {
        booking("b-1", "x", "COMPLETED", "2026-11-20T10:00:00Z");
        booking("b-1", "y", "COMPLETED", "2026-11-20T10:00:00Z");
        booking("b-2", "z", "COMPLETED", "2026-11-20T10:00:00Z");
        delete("/api/bookings/b-2");

        get("/api/clients").body("id", contains("y"));
        get("/api/clients/x/facts")
                .statusCode(404)
                .body("detail", containsString("Nothing is known of the client 'x'"));
        get("/api/clients/x").statusCode(404).body("detail", containsString("Nothing is known of the client 'x'"));
        get("/api/clients/x/segments").body("name", empty());
        get("/api/clients/x/segments?asOf=2026-11-21T00:00:00Z").body("name", empty());
        get("/api/clients/x/explain?segment=lead")
                .body("held", equalTo(false))
                .body("changesAt", nullValue())
                .body("sentence", containsString("Nothing is known of them"));
        get("/api/clients/x/forecast?until=2027-01-01T00:00:00Z").body("transitions", empty());
        salon.as(Role.ANALYST)
                .body(
                        "{\"drl\": \"rule \\\"N\\\" when $c : Client( visits == 0 ) then segments.assign($c, \\\"n\\\"); end\"}")
                .post("/api/segments/preview")
                .then()
                .body("count", equalTo(0))
                .body("clients", equalTo(1));
    }

    @Test
    void aBookingOfAnErasedClientIsTakenForALivingOne() {
        booking("b-1", "c-1", "COMPLETED", "2026-11-20T10:00:00Z");
        delete("/api/clients/c-1").statusCode(204);

        patch("/api/bookings/b-1", "{\"price\": \"5.00\"}")
                .statusCode(410)
                .body("detail", containsString("'b-1' belongs to a client who was erased"))
                .body("detail", containsString("name that client"));
        booking("b-1", "c-2", "COMPLETED", "2026-11-20T10:00:00Z")
                .body("client", equalTo("c-2"))
                .body("entered", hasItems("first-timer"));
        get("/api/clients/c-1").statusCode(410);
        booking("b-1", "c-1", "COMPLETED", "2026-11-21T10:00:00Z").statusCode(410);
    }

    @Test
    void whatAGetAnswersCanBePutBack() {
        put("/api/clients/c-1", "{\"firstName\": \"Ana\", \"tags\": [\"own\"], \"consents\": {\"email\": true}}");
        post("/api/tags", "{\"client\": \"c-1\", \"add\": [\"staff\"]}");
        booking("b-1", "c-1", "COMPLETED", "2026-11-20T10:00:00Z");
        put(
                "/api/receipts/r-1",
                "{\"client\": \"c-1\", \"date\": \"2026-11-20\", \"amount\": \"1.00\", \"kind\": \"PRODUCT\"}");
        put("/api/services/cut", "{\"name\": \"Cut\"}");

        for (String path :
                new String[] {"/api/clients/c-1", "/api/bookings/b-1", "/api/receipts/r-1", "/api/services/cut"}) {
            put(path, get(path).extract().asString()).statusCode(200).body("taken", equalTo("nothing"));
        }
        String listed = get("/api/clients/c-1/bookings").extract().asString();
        put("/api/bookings/b-1", listed.substring(1, listed.length() - 1)).statusCode(200);
        post("/api/tags", "{\"client\": \"c-1\", \"remove\": [\"staff\"]}");
        get("/api/clients/c-1").body("tags", contains("own"));

        put("/api/clients/c-1", "{\"id\": \"c-2\"}").statusCode(422).body("errors.pointer", contains("/id"));
        put("/api/clients/c-1", "{\"known\": false}").statusCode(422).body("errors.pointer", contains("/known"));
    }

    @Test
    void aTagOfTheProfileIsTakenOffUntilTheProfileIsToldWithItAgain() {
        put("/api/clients/c-1", "{\"firstName\": \"Ana\", \"tags\": [\"own\", \"other\"]}");
        post("/api/tags", "{\"client\": \"c-1\", \"remove\": [\"own\"]}").body("taken", equalTo("latest"));
        get("/api/clients/c-1").body("tags", contains("other")).body("firstName", equalTo("Ana"));
        post("/api/tags", "{\"client\": \"c-1\", \"remove\": [\"own\"]}").body("taken", equalTo("nothing"));

        put("/api/clients/c-1", "{\"firstName\": \"Ana\", \"tags\": [\"own\"]}");
        get("/api/clients/c-1").body("tags", contains("own"));
    }

    @Test
    void whoWasNamedOnlyByATagThatWasTakenOffIsNobody() {
        post("/api/tags", "{\"client\": \"c-1\", \"add\": [\"x\"]}").body("entered", hasItems("lead"));
        post("/api/tags", "{\"client\": \"c-1\", \"remove\": [\"x\"]}").statusCode(200);

        get("/api/clients/c-1").statusCode(404);
        get("/api/clients/c-1/segments").body("name", empty());
        post("/api/tags", "{\"client\": \"c-1\", \"add\": [\"y\"]}").body("entered", hasItems("lead"));
    }

    @Test
    void nobodyRegisteredInTheFuture() {
        put("/api/clients/c-1", "{\"registeredAt\": \"2026-11-22T12:04:00Z\"}").statusCode(200);
        put("/api/clients/c-1", "{\"registeredAt\": \"2026-11-22T12:06:00Z\"}")
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/registeredAt"))
                .body("errors[0].detail", containsString("lies in the future"));
    }

    @Test
    void moneyIsNeverReadAHundredTimesTooHigh() {
        put("/api/bookings/b-1", json("\"price\": 6000"))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/price"))
                .body("errors[0].detail", containsString("\"6000.00\""))
                .body("errors[0].detail", containsString("\"priceMinor\": 6000"));
        put("/api/bookings/b-1", json("\"priceMinor\": 6000, \"tipMinor\": 150, \"discount\": 0, \"tax\": 1.5"))
                .statusCode(200);
        get("/api/bookings/b-1")
                .body("price", equalTo("60.00"))
                .body("tip", equalTo("1.50"))
                .body("discount", equalTo("0.00"))
                .body("tax", equalTo("1.50"));
        put("/api/bookings/b-1", json("\"price\": \"60.00\", \"priceMinor\": 6000"))
                .statusCode(200);
        put("/api/bookings/b-1", json("\"price\": \"6000.00\", \"priceMinor\": 6000"))
                .statusCode(422)
                .body("errors.pointer", contains("/priceMinor"));
        patch("/api/bookings/b-1", "{\"priceMinor\": 7000}").statusCode(200);
        get("/api/bookings/b-1").body("price", equalTo("70.00"));
    }

    @Test
    void textsAreTrimmedAndIdsAndCodesTakenInTheFormsOfTheirSystems() {
        put("/api/clients/17", """
                {"email": " ana@example.com\\u00a0", "city": "\\u00a0Riga ", "country": "lv", "tags": ["vip "],
                 "attributes": {"hair": " curly "}}
                """).statusCode(200);
        get("/api/clients/17")
                .body("email", equalTo("ana@example.com"))
                .body("city", equalTo("Riga"))
                .body("country", equalTo("LV"))
                .body("tags", contains("vip"))
                .body("attributes.hair", equalTo("curly"));
        put("/api/bookings/b-1", """
                {"client": 17, "service": 4, "startsAt": "2026-11-20T09:00:00-0700", "status": "BOOKED", "currency": "eur"}
                """).statusCode(200).body("client", equalTo("17"));
        get("/api/bookings/b-1").body("service", equalTo("4")).body("startsAt", equalTo("2026-11-20T16:00:00Z"));
        put("/api/bookings/b-1", json("\"client\": 1.5")).statusCode(422);
        patch("/api/bookings/b-1", "{\"client\": 18}")
                .body("client", equalTo("18"))
                .body("former.client", equalTo("17"));
        patch("/api/bookings/b-1", "{\"client\": 19, \"occurredAt\": \"2026-11-21T12:00:00Z\"}")
                .statusCode(200)
                .body("taken", equalTo("past"));
    }

    @Test
    void aMomentWithoutOffsetIsOfTheClockOfTheLocation() {
        database.transaction(tx -> tx.update(
                "insert into location (business_id, external_id, zone) values (?, 'ny', 'America/New_York')",
                salon.id().value()));
        put("/api/bookings/b-1", """
                {"client": "c", "service": "cut", "location": "ny", "startsAt": "2026-11-20T20:00", "status": "BOOKED"}
                """).statusCode(200);
        get("/api/bookings/b-1").body("startsAt", equalTo("2026-11-21T01:00:00Z"));
        patch("/api/bookings/b-1", "{\"startsAt\": \"2026-11-20 21:00:00\"}").statusCode(200);
        get("/api/bookings/b-1").body("startsAt", equalTo("2026-11-21T02:00:00Z"));
        put("/api/bookings/b-2", """
                {"client": "c", "service": "cut", "startsAt": "2026-11-20T20:00", "status": "BOOKED"}
                """).statusCode(200);
        get("/api/bookings/b-2").body("startsAt", equalTo("2026-11-20T18:00:00Z"));
        put("/api/bookings/b-2", """
                {"client": "c", "service": "cut", "startsAt": 1763629200, "status": "BOOKED"}
                """)
                .statusCode(422)
                .body("errors[0].detail", containsString("seconds since 1970 is \"2025-11-20T09:00:00Z\""));
    }

    @Test
    void anotherSystemsRemovalOfTheSameIdLeavesOurs() {
        booking("b-1", "c-1", "COMPLETED", "2026-11-20T10:00:00Z");
        businesses.fresh().bookingSystem().delete("/api/bookings/b-1").then().statusCode(200);
        get("/api/bookings/b-1").statusCode(200);
        assertThat(get("/api/clients/c-1/segments").extract().asString()).contains("first-timer");
        get("/api/clients").body("id", not(hasItems("x")));
    }

    private static String json(String fields) {
        return (fields.contains("client") ? "{" : "{\"client\": \"c-1\", ")
                + "\"service\": \"cut\", \"startsAt\": \"2026-11-20T09:00:00Z\", \"status\": \"BOOKED\", " + fields
                + "}";
    }

    private ValidatableResponse booking(String id, String client, String status, String at) {
        return put("/api/bookings/" + id, """
                {"client": "%s", "service": "massage", "startsAt": "2026-11-20T09:00:00Z", "status": "%s",
                 "occurredAt": "%s"}
                """.formatted(client, status, at));
    }

    private ValidatableResponse put(String path, String body) {
        return salon.bookingSystem().body(body).put(path).then();
    }

    private ValidatableResponse patch(String path, String body) {
        return salon.bookingSystem().body(body).patch(path).then();
    }

    private ValidatableResponse post(String path, String body) {
        return salon.bookingSystem().body(body).post(path).then();
    }

    private ValidatableResponse delete(String path) {
        return salon.bookingSystem().delete(path).then();
    }

    private ValidatableResponse get(String path) {
        return salon.as(Role.ADMIN).get(path).then();
    }
}
