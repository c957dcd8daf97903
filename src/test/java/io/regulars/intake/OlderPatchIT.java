package io.regulars.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.platform.database.Database;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A PATCH of the past: what it names holds from its moment until a later state says it, for everything that can be asked. */
@QuarkusTest
class OlderPatchIT {
    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    @Inject
    TestClock clock;

    @Inject
    Database database;

    private TestBusiness salon =
            new TestBusiness(new io.regulars.access.businesses.BusinessId(0), "", java.util.Map.of());

    @BeforeEach
    void aSalon() {
        clock.set("2026-11-29T12:00:00Z");
        release.activateDefaults();
        salon = businesses.fresh();
    }

    @Test
    void aPriceToldAfterTheVisitIsItsPriceAndTheVisitBeganWhenItBegan() {
        booked("b-1", "c-1", "2026-11-27T08:00:00Z", "");
        completed("b-1", "c-1", "2026-11-29T07:00:00Z", "");

        patch("/api/bookings/b-1", "{\"price\": \"77.00\", \"occurredAt\": \"2026-11-28T08:00:00Z\"}")
                .statusCode(200)
                .body("client", equalTo("c-1"));

        get("/api/bookings/b-1")
                .body("price", equalTo("77.00"))
                .body("status", equalTo("COMPLETED"))
                .body("occurredAt", equalTo("2026-11-29T07:00:00Z"));
        get("/api/clients/c-1/segments")
                .body("find { it.name == 'first-timer' }.since", equalTo("2026-11-29T07:00:00Z"));
        get("/api/clients/c-1/segments?asOf=2026-11-28T09:00:00Z")
                .body("name", not(hasItems("first-timer")))
                .body("name", hasItems("lead"));
        get("/api/clients/c-1/segments?asOf=2026-11-29T08:00:00Z").body("name", hasItems("first-timer"));
        assertThat(statuses("c-1", "2026-11-28T08:00:00Z")).containsExactly("BOOKED");
        assertThat(transitions("c-1", "first-timer")).containsExactly("ENTERED 2026-11-29T07:00:00Z");
        assertThat(spend("c-1")).isEqualTo("77");
    }

    @Test
    void aPriceThatALaterStateSaidStays() {
        booked("b-1", "c-1", "2026-11-27T08:00:00Z", "");
        completed("b-1", "c-1", "2026-11-29T07:00:00Z", ", \"price\": \"60.00\"");

        patch("/api/bookings/b-1", "{\"price\": \"77.00\", \"occurredAt\": \"2026-11-28T08:00:00Z\"}")
                .statusCode(200);

        get("/api/bookings/b-1").body("price", equalTo("60.00"));
        assertThat(prices("c-1", "2026-11-28T08:00:00Z")).containsExactly("77.00");
    }

    @Test
    void anOutcomeToldLateHappenedThen() {
        booked("b-1", "c-1", "2026-11-27T08:00:00Z", "");
        patch("/api/bookings/b-1", "{\"staff\": \"KIM\", \"occurredAt\": \"2026-11-29T11:00:00Z\"}")
                .statusCode(200);

        patch("/api/bookings/b-1", "{\"status\": \"COMPLETED\", \"occurredAt\": \"2026-11-29T07:00:00Z\"}")
                .statusCode(200)
                .body("entered", hasItems("first-timer"))
                .body("segments.find { it.name == 'first-timer' }.since", equalTo("2026-11-29T07:00:00Z"));

        get("/api/bookings/b-1").body("status", equalTo("COMPLETED")).body("staff", equalTo("KIM"));
        get("/api/clients/c-1/segments?asOf=2026-11-29T06:30:00Z").body("name", hasItems("lead"));
    }

    @Test
    void whatWasKnownThenIsStillWhatWasKnownThen() {
        clock.set("2026-11-29T08:00:00Z");
        booked("b-1", "c-1", "2026-11-27T08:00:00Z", "");
        patch("/api/bookings/b-1", "{\"staff\": \"KIM\", \"occurredAt\": \"2026-11-29T07:30:00Z\"}");
        clock.set("2026-11-29T12:00:00Z");
        patch("/api/bookings/b-1", "{\"status\": \"COMPLETED\", \"occurredAt\": \"2026-11-29T07:00:00Z\"}");

        get("/api/clients/c-1/segments?asOf=2026-11-29T09:00:00Z&knowledge=then&release=" + release.label())
                .body("name", hasItems("lead"))
                .body("name", not(hasItems("first-timer")));
        get("/api/clients/c-1/segments?asOf=2026-11-29T09:00:00Z&knowledge=now").body("name", hasItems("first-timer"));
    }

    @Test
    void beforeItsFirstStateABookingWasBookedAndNothingRefunded() {
        completed("b-1", "c-1", "2026-11-29T07:00:00Z", ", \"price\": \"60.00\", \"refunded\": \"10.00\"");

        patch("/api/bookings/b-1", "{\"staff\": \"KIM\", \"occurredAt\": \"2026-11-25T08:00:00Z\"}")
                .statusCode(200);

        get("/api/bookings/b-1")
                .body("staff", equalTo("KIM"))
                .body("refunded", equalTo("10.00"))
                .body("status", equalTo("COMPLETED"));
        assertThat(statuses("c-1", "2026-11-25T08:00:00Z")).containsExactly("BOOKED");
        get("/api/clients/c-1/segments?asOf=2026-11-26T00:00:00Z").body("name", hasItems("lead"));
        get("/api/clients/c-1/segments")
                .body("find { it.name == 'first-timer' }.since", equalTo("2026-11-29T07:00:00Z"));
    }

    @Test
    void aBookingThatWasSomebodyElsesAllAlongGoesToThem() {
        booked("b-1", "c-1", "2026-11-27T08:00:00Z", "");
        patch("/api/bookings/b-1", "{\"status\": \"COMPLETED\", \"occurredAt\": \"2026-11-29T07:00:00Z\"}");

        patch("/api/bookings/b-1", "{\"client\": \"c-2\", \"occurredAt\": \"2026-11-28T08:00:00Z\"}")
                .statusCode(200)
                .body("client", equalTo("c-2"))
                .body("segments.find { it.name == 'first-timer' }.since", equalTo("2026-11-29T07:00:00Z"));

        get("/api/clients/c-1/segments").body("name", empty());
        get("/api/clients/c-1/bookings").body("", empty());
        get("/api/clients/c-2/bookings").body("id", contains("b-1"));
        get("/api/clients/c-2/segments?asOf=2026-11-28T09:00:00Z").body("name", hasItems("lead"));
    }

    @Test
    void aBookingThatALaterStateGaveBackStaysWhereItIs() {
        booked("b-1", "c-1", "2026-11-27T08:00:00Z", "");
        completed("b-1", "c-1", "2026-11-29T07:00:00Z", "");

        patch("/api/bookings/b-1", "{\"client\": \"c-2\", \"occurredAt\": \"2026-11-28T08:00:00Z\"}")
                .statusCode(200);

        get("/api/bookings/b-1").body("client", equalTo("c-1"));
        get("/api/clients/c-2/segments").body("name", empty());
        get("/api/clients/c-1/segments")
                .body("find { it.name == 'first-timer' }.since", equalTo("2026-11-29T07:00:00Z"));
    }

    @Test
    void whatIsToldOfTheTimeOfAFormerClientReachesTheOneWhoHasItNow() {
        booked("b-1", "c-1", "2026-11-27T08:00:00Z", "");
        patch("/api/bookings/b-1", "{\"client\": \"c-2\", \"occurredAt\": \"2026-11-28T08:00:00Z\"}");
        patch("/api/bookings/b-1", "{\"status\": \"COMPLETED\", \"occurredAt\": \"2026-11-29T07:00:00Z\"}");

        patch("/api/bookings/b-1", "{\"price\": \"77.00\", \"occurredAt\": \"2026-11-27T12:00:00Z\"}")
                .statusCode(200)
                .body("client", equalTo("c-2"));

        assertThat(spend("c-2")).isEqualTo("77");
        get("/api/clients/c-1/segments").body("name", empty());
    }

    @Test
    void whoHasItStillIsJudgedAnewWhenSomeOfTheirPastGoesToAnother() {
        completed("b-1", "c-1", "2026-11-29T09:00:00Z", "");
        patch("/api/bookings/b-1", "{\"status\": \"COMPLETED\", \"occurredAt\": \"2026-11-29T08:00:00Z\"}")
                .statusCode(200)
                .body("segments.find { it.name == 'first-timer' }.since", equalTo("2026-11-29T08:00:00Z"));

        booked("b-1", "c-2", "2026-11-28T08:00:00Z", "");

        get("/api/clients/c-1/segments")
                .body("find { it.name == 'first-timer' }.since", equalTo("2026-11-29T09:00:00Z"));
        get("/api/clients/c-2/segments").body("name", empty());
    }

    @Test
    void aWholeStateToldLateIsGoneOnFrom() {
        booked("b-1", "c-1", "2026-11-27T08:00:00Z", "");
        patch("/api/bookings/b-1", "{\"status\": \"COMPLETED\", \"occurredAt\": \"2026-11-29T07:00:00Z\"}");

        booked("b-1", "c-1", "2026-11-28T08:00:00Z", ", \"price\": \"77.00\"");

        get("/api/bookings/b-1").body("price", equalTo("77.00")).body("status", equalTo("COMPLETED"));
        assertThat(spend("c-1")).isEqualTo("77");
    }

    @Test
    void thePastOfWhatWasRemovedIsNotTold() {
        booked("b-1", "c-1", "2026-11-27T08:00:00Z", "");
        salon.bookingSystem().delete("/api/bookings/b-1?occurredAt=2026-11-28T08:00:00Z");

        patch("/api/bookings/b-1", "{\"price\": \"77.00\", \"occurredAt\": \"2026-11-27T10:00:00Z\"}")
                .statusCode(404)
                .body(
                        "detail",
                        equalTo("'b-1' was removed as of 2026-11-28T08:00:00Z; to have it again, PUT all of it."));
    }

    @Test
    void whatWasRemovedBeforeSomebodyElseHadItStaysWithThem() {
        put("/api/receipts/r-1", """
                {"client": "c-1", "date": "2026-11-20", "amount": "88.00", "kind": "PRODUCT",
                 "occurredAt": "2026-11-20T08:00:00Z"}
                """);
        salon.bookingSystem().delete("/api/receipts/r-1?occurredAt=2026-11-21T08:00:00Z");
        put("/api/receipts/r-1", """
                {"client": "c-2", "date": "2026-11-27", "amount": "40.00", "kind": "PRODUCT",
                 "occurredAt": "2026-11-27T08:00:00Z"}
                """);

        patch("/api/receipts/r-1", "{\"date\": \"2026-11-19\", \"occurredAt\": \"2026-11-24T08:00:00Z\"}")
                .statusCode(200);

        assertThat(spend("c-1")).isEqualTo("0");
        assertThat(spend("c-2")).isEqualTo("40");
    }

    @Test
    void aPatchOfThePastThatALaterStateContradictsIsRefusedWhole() {
        booked("b-1", "c-1", "2026-11-27T08:00:00Z", ", \"price\": \"60.00\"");
        patch("/api/bookings/b-1", "{\"discount\": \"50.00\", \"occurredAt\": \"2026-11-29T07:00:00Z\"}");

        patch("/api/bookings/b-1", "{\"price\": \"40.00\", \"occurredAt\": \"2026-11-28T08:00:00Z\"}")
                .statusCode(422)
                .body("detail", org.hamcrest.Matchers.containsString("2026-11-29T07:00:00Z"))
                .body("errors.pointer", contains("/discount"));

        get("/api/bookings/b-1").body("price", equalTo("60.00"));
        assertThat(statuses("c-1", "2026-11-28T08:00:00Z")).isEmpty();
    }

    @Test
    void aCancellationToldLateIsAsOldAsItsNews() {
        booked("b-1", "c-1", "2026-11-20T08:00:00Z", "");
        patch("/api/bookings/b-1", "{\"staff\": \"KIM\", \"occurredAt\": \"2026-11-29T11:00:00Z\"}");

        patch("/api/bookings/b-1", "{\"status\": \"CANCELLED\", \"occurredAt\": \"2026-11-22T07:00:00Z\"}")
                .statusCode(200);

        get("/api/bookings/b-1")
                .body("status", equalTo("CANCELLED"))
                .body("cancelledAt", equalTo("2026-11-22T07:00:00Z"));
    }

    @Test
    void aReceiptIsToldLateLikeABooking() {
        put("/api/receipts/r-1", """
                {"client": "c-1", "date": "2026-11-20", "amount": "30.00", "kind": "PRODUCT",
                 "occurredAt": "2026-11-20T08:00:00Z"}
                """);
        patch("/api/receipts/r-1", "{\"service\": \"cut\", \"occurredAt\": \"2026-11-28T08:00:00Z\"}");

        patch("/api/receipts/r-1", "{\"amount\": \"45.00\", \"occurredAt\": \"2026-11-24T08:00:00Z\"}")
                .statusCode(200);

        get("/api/receipts/r-1").body("amount", equalTo("45.00")).body("service", equalTo("cut"));
        assertThat(spend("c-1")).isEqualTo("45");
    }

    @Test
    void fieldsOfAProfileAndItsAttributesHoldUntilTheyAreSaid() {
        put("/api/clients/c-1", """
                {"firstName": "Ana", "city": "Riga", "attributes": {"hair": "long", "skin": "dry"},
                 "occurredAt": "2026-11-20T08:00:00Z"}
                """);
        patch("/api/clients/c-1", """
                {"lastName": "Ozola", "attributes": {"skin": "oily"}, "occurredAt": "2026-11-28T08:00:00Z"}
                """);

        patch("/api/clients/c-1", """
                {"city": "Cesis", "lastName": "Berzina", "attributes": {"hair": "short", "skin": "normal"},
                 "occurredAt": "2026-11-24T08:00:00Z"}
                """)
                .statusCode(200)
                .body("entered", hasItems("city:Cesis"))
                .body("left", hasItems("city:Riga"));

        get("/api/clients/c-1")
                .body("firstName", equalTo("Ana"))
                .body("city", equalTo("Cesis"))
                .body("lastName", equalTo("Ozola"))
                .body("attributes.hair", equalTo("short"))
                .body("attributes.skin", equalTo("oily"));
        get("/api/clients/c-1/segments")
                .body("find { it.name == 'city:Cesis' }.since", equalTo("2026-11-24T08:00:00Z"));
        get("/api/clients/c-1/segments?asOf=2026-11-23T00:00:00Z").body("name", hasItems("city:Riga"));
    }

    @Test
    void fieldsOfAServiceHoldUntilTheyAreSaid() {
        put("/api/services/cut", "{\"name\": \"Cut\", \"price\": \"40.00\", \"occurredAt\": \"2026-11-20T08:00:00Z\"}");
        patch("/api/services/cut", "{\"category\": \"hair\", \"occurredAt\": \"2026-11-28T08:00:00Z\"}");

        patch(
                        "/api/services/cut",
                        "{\"price\": \"45.00\", \"category\": \"x\", \"occurredAt\": \"2026-11-24T08:00:00Z\"}")
                .statusCode(200);

        get("/api/services/cut").body("price", equalTo("45.00")).body("category", equalTo("hair"));
    }

    private void booked(String id, String client, String at, String more) {
        put("/api/bookings/" + id, """
                {"client": "%s", "service": "cut", "startsAt": "2026-11-29T06:00:00Z", "status": "BOOKED",
                 "occurredAt": "%s"%s}
                """.formatted(client, at, more));
    }

    private void completed(String id, String client, String at, String more) {
        put("/api/bookings/" + id, """
                {"client": "%s", "service": "cut", "startsAt": "2026-11-29T06:00:00Z", "status": "COMPLETED",
                 "occurredAt": "%s"%s}
                """.formatted(client, at, more));
    }

    private List<String> statuses(String client, String at) {
        return timeline(client).getList("findAll { it.what == 'BOOKING' && it.at == '" + at + "' }.details.status");
    }

    private List<String> prices(String client, String at) {
        return timeline(client).getList("findAll { it.what == 'BOOKING' && it.at == '" + at + "' }.details.price");
    }

    private List<String> transitions(String client, String segment) {
        return timeline(client)
                .getList("findAll { it.details.segment == '" + segment + "' }.collect { it.what + ' ' + it.at }");
    }

    private io.restassured.path.json.JsonPath timeline(String client) {
        return get("/api/clients/" + client + "/timeline?limit=200").extract().jsonPath();
    }

    private String spend(String client) {
        return database.transaction(tx -> tx.first(
                        "select spend_minor / 100 from client where business_id = ? and external_id = ?",
                        row -> row.getString(1),
                        salon.id().value(),
                        client)
                .orElseThrow());
    }

    private void put(String path, String body) {
        salon.bookingSystem().body(body).put(path).then().statusCode(200);
    }

    private ValidatableResponse patch(String path, String body) {
        return salon.bookingSystem().body(body).patch(path).then();
    }

    private ValidatableResponse get(String path) {
        return salon.as(io.regulars.access.Role.ADMIN).get(path).then();
    }
}
