package io.regulars.timeline;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What time will do to a client of a salon in Riga. */
@QuarkusTest
class ForecastIT {
    @Inject
    TestBusinesses businesses;

    @Inject
    TestClock clock;

    @Inject
    TestRelease release;

    @Inject
    Database database;

    private TestBusiness salon;

    @BeforeEach
    void aClientWhoCameOnTheTwentiethOfNovember() {
        clock.set("2026-11-22T12:00:00Z");
        release.activate("""
                rule "Recent" when $c: Client( daysSinceLastVisit < 30 ) then segments.assign($c, "recent"); end
                rule "At risk" when $c: Client( daysSinceLastVisit >= 60 ) then segments.assign($c, "at-risk"); end
                rule "Repeat" when $c: Client( visits >= 2 ) then segments.assign($c, "repeat"); end
                rule "First-timer" when $c: Client( visits == 1 ) then segments.assign($c, "first-timer"); end
                """);
        salon = businesses.fresh();
        booking("b-1", "2026-11-20T10:00:00Z", "COMPLETED");
    }

    @Test
    void eachTransitionComesWithItsMomentAndItsReasonAsItWillBe() {
        forecast("2027-12-31")
                .body("transitions.at", contains("2026-12-19T22:00:00Z", "2027-01-18T22:00:00Z"))
                .body("transitions.kind", contains("LEFT", "ENTERED"))
                .body("transitions.segment", contains("recent", "at-risk"))
                .body("transitions.rule", contains("Recent", "At risk"))
                .body(
                        "transitions.because",
                        contains("daysSinceLastVisit is 30; it must be less than 30.", "daysSinceLastVisit is 60"))
                .body("complete", equalTo(true))
                .body("until", equalTo("2027-12-31T21:59:59.999999Z"))
                .body("assuming", hasItem(containsString("cut-offs stay as they are now")));
    }

    @Test
    void theDayNamedIsIncludedAndTheNextIsNot() {
        forecast("2027-01-19").body("transitions.segment", contains("recent", "at-risk"));
        forecast("2027-01-18").body("transitions.segment", contains("recent"));
        forecast("2026-12-19T22:00:00Z").body("transitions.segment", contains("recent"));
        forecast("2026-12-19T21:59:59Z").body("transitions", empty());
    }

    @Test
    void anUpcomingBookingIsNeitherKeptNorMissed() {
        booking("b-2", "2026-12-01T10:00:00Z", "BOOKED");

        forecast("2027-12-31")
                .body("transitions.segment", contains("recent", "at-risk"))
                .body("assuming", hasItem("Upcoming bookings are neither kept nor missed when their time comes."));
    }

    @Test
    void anUpcomingBookingCountsWhereTheBusinessSaysSo() {
        database.transaction(tx -> tx.update(
                "update business set assume_completed_after_hours = 24 where id = ?",
                salon.id().value()));
        booking("b-2", "2026-12-01T10:00:00Z", "BOOKED");

        forecast("2027-01-31")
                .body(
                        "transitions.at",
                        contains(
                                "2026-12-02T10:00:00Z",
                                "2026-12-02T10:00:00Z",
                                "2026-12-30T22:00:00Z",
                                "2027-01-29T22:00:00Z"))
                .body("transitions.segment", contains("first-timer", "repeat", "recent", "at-risk"))
                .body("assuming", hasItem("Upcoming bookings count as completed 24 hours after their end."));
    }

    @Test
    void aMembershipSaysUntilWhenItLastsIfNothingHappens() {
        salon.as(Role.VIEWER)
                .get("/api/clients/c-1/segments")
                .then()
                .statusCode(200)
                .body("find { it.name == 'recent' }.until", equalTo("2026-12-19T22:00:00Z"))
                .body("find { it.name == 'first-timer' }.until", nullValue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-21           | is ahead, by three years at most",
                "2026-11-22T12:00:00Z | is ahead, by three years at most",
                "2029-11-30           | is ahead, by three years at most",
                "2027-02-30           | there is no day 2027-02-30",
                "christmas            | a day such as 2027-12-31",
            })
    void whatCannotBeForetoldIsRefused(String until, String says) {
        salon.as(Role.VIEWER)
                .queryParam("until", until)
                .get("/api/clients/c-1/forecast")
                .then()
                .statusCode(422)
                .body("detail", containsString(says));
    }

    private ValidatableResponse forecast(String until) {
        return salon.as(Role.VIEWER)
                .queryParam("until", until)
                .get("/api/clients/c-1/forecast")
                .then()
                .statusCode(200);
    }

    private void booking(String id, String startsAt, String status) {
        salon.bookingSystem()
                .body("""
                        {"client": "c-1", "service": "cut", "startsAt": "%s", "status": "%s"}
                        """.formatted(startsAt, status))
                .put("/api/bookings/" + id)
                .then()
                .statusCode(200);
    }
}
