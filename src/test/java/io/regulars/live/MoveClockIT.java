package io.regulars.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.regulars.access.Role;
import io.regulars.access.sessions.Sessions;
import io.regulars.platform.database.Administration;
import io.regulars.platform.database.Database;
import io.regulars.rules.model.RuleFile;
import io.regulars.testing.MovableClock;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An analyst moves the time and sees what it does. */
@QuarkusTest
@TestProfile(MovableClock.class)
class MoveClockIT {
    @Inject
    TestBusinesses businesses;

    @Inject
    TestClock clock;

    @Inject
    TestRelease release;

    @Inject
    Database database;

    @Inject
    Administration administration;

    @Inject
    Sessions sessions;

    private TestBusiness salon;

    @BeforeEach
    void aClientWhoCameOnTheTwentiethOfNovember() {
        database.transaction(tx -> tx.update("update client set evaluate_again_at = null"));
        clock.set("2026-11-22T12:00:00Z");
        release.activate(List.of(new RuleFile("segments/test.drl", """
                        rule "Second month" when $c: Client( daysSinceLastVisit >= 30, daysSinceLastVisit < 60 )
                        then segments.assign($c, "second-month"); end
                        rule "At risk" when $c: Client( daysSinceLastVisit >= 60 ) then segments.assign($c, "at-risk"); end
                        rule "Called" when $c: Client( tags contains "call" ) then segments.assign($c, "called"); end
                        rule "Call" when $c: Client() Entered( segment == "at-risk" ) then campaigns.start($c, "call"); end
                        """), new RuleFile("campaigns/call.yaml", """
                        name: call
                        title: Call
                        steps: [{name: mark, after: P3D, tag: call}]
                        """)));
        salon = businesses.fresh();
        salon.bookingSystem()
                .body("{\"client\": \"c-1\", \"service\": \"cut\", \"startsAt\": \"2026-11-20T10:00:00Z\","
                        + " \"status\": \"COMPLETED\"}")
                .put("/api/bookings/b-1")
                .then()
                .statusCode(200);
    }

    @Test
    void eachTransitionOnTheWayHappensAtItsMoment() {
        move("{\"now\": \"2027-01-20T12:00:00Z\"}")
                .statusCode(200)
                .body("now", equalTo("2027-01-20T12:00:00Z"))
                .body("arrived", equalTo(true))
                .body(
                        "transitions.at",
                        contains("2026-12-19T22:00:00Z", "2027-01-18T22:00:00Z", "2027-01-18T22:00:00Z"))
                .body("transitions.segment", contains("second-month", "at-risk", "second-month"))
                .body("transitions.kind", contains("ENTERED", "ENTERED", "LEFT"))
                .body("transitions.client", hasItem("c-1"))
                .body("transitions.because", hasItem("daysSinceLastVisit is 60"));
    }

    @Test
    void whatCampaignsDoOnTheWayIsDoneToo() {
        move("{\"advance\": \"P65D\"}")
                .body("now", equalTo("2027-01-26T12:00:00Z"))
                .body("delivered", equalTo(1))
                .body("transitions.find { it.segment == 'called' }.at", equalTo("2027-01-21T22:00:00Z"));
    }

    @Test
    void whereNothingIsDueOnlyTheClockMoves() {
        move("{\"advance\": \"PT36H\"}")
                .body("now", equalTo("2026-11-24T00:00:00Z"))
                .body("transitions", empty());
    }

    @Test
    void whoIsSignedInStaysSoForAsLongAsWithoutMovingTheClock() {
        Response signedIn = RestAssured.given()
                .contentType(ContentType.JSON)
                .body(Map.of("key", Objects.requireNonNull(salon.keys().get(Role.ADMIN))))
                .post("/api/session");
        signedIn.then().statusCode(200).body("movable", equalTo(true));
        String link = administration
                .transaction(tx -> sessions.link(salon.id()))
                .orElseThrow()
                .text();

        clock.advance(Duration.ofHours(6));
        move("{\"advance\": \"P60D\"}").statusCode(200);
        move("{\"advance\": \"P366D\"}").statusCode(200);

        with(signedIn).get("/api/session").then().statusCode(200).body("now", equalTo("2028-01-22T18:00:00Z"));
        clock.advance(Duration.ofHours(13));
        with(signedIn).get("/api/session").then().statusCode(204);
        followed(link).statusCode(401);
    }

    @Test
    void aMoveWhoseCommitFailsLeavesTheClockWhereItWas() {
        administration.transaction(tx -> sessions.link(salon.id()));
        Instant before = clock.instant();
        database.transaction(tx -> {
            tx.update("create function move_breaks_off() returns trigger language plpgsql as $$ begin"
                    + " raise exception 'the service ended before the commit' using errcode = '57P01'; end $$");
            return tx.update("create constraint trigger move_breaks_off after update on sign_in_link"
                    + " deferrable initially deferred for each row execute function move_breaks_off()");
        });
        try {
            move("{\"advance\": \"P60D\"}").statusCode(greaterThanOrEqualTo(500));
        } finally {
            database.transaction(tx -> tx.update("drop function move_breaks_off() cascade"));
        }

        assertThat(clock.instant()).isEqualTo(before);
    }

    @Test
    void aLinkThatSignsInHoldsThoughTheClockIsMovedMeanwhile() {
        String link = administration
                .transaction(tx -> sessions.link(salon.id()))
                .orElseThrow()
                .text();

        clock.advance(Duration.ofMinutes(20));
        move("{\"advance\": \"P60D\"}").statusCode(200);

        clock.advance(Duration.ofMinutes(9));
        followed(link).statusCode(200);
    }

    private static ValidatableResponse followed(String link) {
        return RestAssured.given()
                .contentType(ContentType.JSON)
                .body(Map.of("code", link))
                .post("/api/session")
                .then();
    }

    private static RequestSpecification with(Response signedIn) {
        return RestAssured.given().cookie("regulars", signedIn.cookie("regulars"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'now': '2026-11-22T11:59:59Z'}                    | /now     | goes ahead from 2026-11-22T12:00:00Z",
                "{'now': '2028-01-01T00:00:00Z'}                    | /now     | by 366 days at a time at most",
                "{'advance': 'two weeks'}                           | /advance | such as P60D or PT36H",
                "{'advance': '-P1D'}                                | /advance | goes ahead",
                "{'advance': 'P1D', 'now': '2026-12-01T00:00:00Z'}  | /advance | one of them is enough",
                "{}                                                 | /now     | is required, or 'advance'",
                "{'now': ''}                                        | /now     | is required, or 'advance'",
                "{'advance': ' ', 'now': null}                      | /now     | is required, or 'advance'",
                "{'now': '+999999999-12-31T23:59:59Z'}              | /now     | no moment between the years 1900 and 2200",
                "{'advance': 'P99999999999999999D'}                 | /advance | such as P60D or PT36H",
                "{'advance': 5}                                     | /advance | is a text",
                "{'advance': null, 'now': {}}                       | /now     | is a text",
            })
    void timeThatCannotPassIsRefused(String body, String pointer, String says) {
        move(body.replace('\'', '"'))
                .statusCode(422)
                .body("errors[0].pointer", equalTo(pointer))
                .body("errors[0].detail", containsString(says));
    }

    @Test
    void onlyThePlatformMovesTheTimeOfAll() {
        salon.as(Role.ADMIN)
                .body("{\"advance\": \"P1D\"}")
                .post("/api/clock")
                .then()
                .statusCode(403);
    }

    private ValidatableResponse move(String body) {
        return salon.as(Role.PLATFORM).body(body).post("/api/clock").then();
    }
}
