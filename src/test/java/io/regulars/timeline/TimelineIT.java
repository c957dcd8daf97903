package io.regulars.timeline;

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
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client's life, read backwards. */
@QuarkusTest
class TimelineIT {
    @Inject
    TestBusinesses businesses;

    @Inject
    TestClock clock;

    @Inject
    TestRelease release;

    private TestBusiness salon;

    @BeforeEach
    void aClientToWhomAllKindsOfThingsHappened() {
        release.activate();
        salon = businesses.fresh();
        at("2026-11-01T10:00:00Z");
        put("/api/clients/c-1", "{'firstName': 'Ana', 'consents': {'email': true}}");
        at("2026-11-02T10:00:00Z");
        put("/api/bookings/b-1", booking("2026-11-05T09:00:00Z", "BOOKED"));
        at("2026-11-05T10:00:00Z");
        put("/api/bookings/b-1", booking("2026-11-05T09:00:00Z", "COMPLETED"));
        at("2026-11-06T10:00:00Z");
        put("/api/receipts/r-1", "{'client': 'c-1', 'date': '2026-11-05', 'amount': '30.00', 'kind': 'PRODUCT'}");
        at("2026-11-07T10:00:00Z");
        post("/api/surveys", "{'id': 's-1', 'client': 'c-1', 'kind': 'CSAT', 'score': 9}");
        at("2026-11-08T10:00:00Z");
        post("/api/activity", "{'id': 'a-1', 'client': 'c-1', 'type': 'PAGE_VIEWED', 'data': {'category': 'color'}}");
        at("2026-11-09T10:00:00Z");
        post("/api/tags", "{'client': 'c-1', 'add': ['student']}");
        at("2026-11-10T10:00:00Z");
        post("/api/tags", "{'client': 'c-1', 'remove': ['student']}");
        at("2026-11-11T10:00:00Z");
        salon.bookingSystem().delete("/api/bookings/b-1").then().statusCode(200);
    }

    @Test
    void itIsToldFromTheYoungestToTheOldest() {
        timeline()
                .then()
                .statusCode(200)
                .body(
                        "what",
                        contains(
                                "BOOKING", // removed, as if it had never been
                                "TAG_REMOVED",
                                "LEFT",
                                "TAG_ADDED",
                                "ENTERED",
                                "CAMPAIGN",
                                "ACTION",
                                "ACTIVITY",
                                "SURVEY",
                                "RECEIPT",
                                "LEFT", // first-timer never, as the removal says
                                "LEFT",
                                "ENTERED",
                                "BOOKING",
                                "BOOKING",
                                "PROFILE",
                                "ENTERED",
                                "ENTERED", // a lead all the time, as the removal says
                                "CONSENT"));
    }

    @Test
    void eachEntrySaysWhatHappenedAndWhy() {
        Response timeline = timeline();
        timeline.then()
                .body("find { it.what == 'RECEIPT' }.details.amount", equalTo("30.00"))
                .body("find { it.what == 'RECEIPT' }.id", equalTo("r-1"))
                .body("find { it.what == 'SURVEY' }.details.score", equalTo(9))
                .body("find { it.what == 'ACTIVITY' }.details.data.category", equalTo("color"))
                .body("find { it.what == 'TAG_ADDED' }.details.by", equalTo("staff"))
                .body("find { it.what == 'CAMPAIGN' }.details.campaign", equalTo("welcome"))
                .body("find { it.what == 'ACTION' }.details.state", equalTo("QUEUED"))
                .body("findAll { it.what == 'BOOKING' }.details.status", hasItems("BOOKED", "COMPLETED"))
                .body("find { it.what == 'BOOKING' }.details.removed", equalTo(true))
                .body("find { it.what == 'BOOKING' }.details.price", equalTo("60.00"))
                .body("findAll { it.what == 'ENTERED' }.details.because", hasItems("visits is 1"));
    }

    @Test
    void whatArrivesLateStandsWhereItHappened() {
        put(
                "/api/bookings/b-2",
                booking("2026-10-20T09:00:00Z", "COMPLETED").replace("}", ", 'occurredAt': '2026-10-20T10:00:00Z'}"));

        timeline()
                .then()
                .body("last().id", equalTo("b-2"))
                .body("last().at", equalTo("2026-10-20T10:00:00Z"))
                .body("last().recordedAt", equalTo("2026-11-11T10:00:00Z"));
    }

    @Test
    void whatATagGaveEndedWhenTheTagWasTakenOff() {
        timeline()
                .then()
                .body(
                        "find { it.what == 'LEFT' && it.details.segment == 'student' }.at",
                        equalTo("2026-11-10T10:00:00Z"))
                .body(
                        "find { it.what == 'ENTERED' && it.details.segment == 'student' }.at",
                        equalTo("2026-11-09T10:00:00Z"));
        salon.as(Role.VIEWER).get("/api/clients/c-1").then().body("tags", empty());
    }

    @Test
    void pagesFollowEachOtherWithoutAGapOrATwice() {
        List<String> whole = timeline().path("collect { it.at + it.what + it.details }");
        var paged = new ArrayList<String>();
        String next = "/api/clients/c-1/timeline?limit=4";
        while (next != null) {
            Response page = salon.as(Role.VIEWER).urlEncodingEnabled(false).get(next);
            paged.addAll(page.path("collect { it.at + it.what + it.details }"));
            String link = page.header("Link");
            next = link == null ? null : link.substring(link.indexOf('<') + 1, link.indexOf('>'));
        }

        assertThat(paged).isEqualTo(whole);
    }

    @Test
    void aCursorThatNoPageGaveIsRefused() {
        salon.as(Role.VIEWER)
                .queryParam("after", "yesterday")
                .get("/api/clients/c-1/timeline")
                .then()
                .statusCode(422)
                .body("detail", containsString("link to the next page"));
    }

    @Test
    void nobodyElsesClientIsTold() {
        businesses
                .fresh()
                .as(Role.VIEWER)
                .get("/api/clients/c-1/timeline")
                .then()
                .statusCode(404);
        salon.bookingSystem().get("/api/clients/c-1/timeline").then().statusCode(403);
    }

    private Response timeline() {
        return salon.as(Role.VIEWER).get("/api/clients/c-1/timeline");
    }

    private void at(String moment) {
        clock.set(moment);
    }

    private void put(String path, String body) {
        salon.bookingSystem().body(body.replace('\'', '"')).put(path).then().statusCode(200);
    }

    private void post(String path, String body) {
        salon.bookingSystem().body(body.replace('\'', '"')).post(path).then().statusCode(200);
    }

    private static String booking(String startsAt, String status) {
        return "{'client': 'c-1', 'service': 'massage', 'startsAt': '%s', 'status': '%s', 'price': '60.00'}"
                .formatted(startsAt, status);
    }
}
