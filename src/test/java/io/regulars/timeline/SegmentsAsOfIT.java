package io.regulars.timeline;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which segments a client was in: from what was known then, and from what is known now. */
@QuarkusTest
class SegmentsAsOfIT {
    private static final String AT_RISK = """
            rule "At risk" when $c: Client( daysSinceLastVisit >= 60 ) then segments.assign($c, "at-risk"); end
            """;
    private static final String STRICT = AT_RISK.replace(">= 60", ">= 20");

    @Inject
    TestBusinesses businesses;

    @Inject
    TestClock clock;

    @Inject
    TestRelease release;

    private TestBusiness salon;

    @BeforeEach
    void aClientWhoCameInJanuaryAndAgainInMarchAsWeLearnInApril() {
        clock.set("2030-01-01T00:00:00Z");
        release.activate(AT_RISK);
        salon = businesses.fresh();
        visit("b-1", "2030-01-10T10:00:00Z", "2030-01-10T12:00:00Z");
        visit("b-2", "2030-03-05T10:00:00Z", "2030-04-01T12:00:00Z");
    }

    @Test
    void whatWasKnownThenIsNotWhatIsKnownNow() {
        asOf("2030-03-20T12:00:00Z", "then")
                .body("name", contains("at-risk"))
                .body("[0].since", equalTo("2030-03-10T22:00:00Z"))
                .body("[0].because", equalTo("daysSinceLastVisit is 69"))
                .body("[0].until", nullValue());
        asOf("2030-03-20T12:00:00Z", "now").body("name", empty());
    }

    @Test
    void theMomentSomethingWasLearnedBelongsToWhatWasKnownThen() {
        asOf("2030-04-01T11:59:59Z", "then").body("name", contains("at-risk"));
        asOf("2030-04-01T12:00:00Z", "then").body("name", empty());
    }

    @Test
    void beforeAnythingWasKnownOfAClientSheWasInNoSegment() {
        release.activate("rule \"Lead\" when $c: Client( visits == 0 ) then segments.assign($c, \"lead\"); end");

        asOf("2030-01-09T12:00:00Z", "then").body("name", empty());
        asOf("2030-01-09T12:00:00Z", "now").body("name", empty());
    }

    @Test
    void theRulesAreThoseThatRanThenOrThoseThatRunNowOrTheOnesNamed() {
        String then = release.label();
        clock.set("2030-05-20T12:00:00Z");
        release.activate(STRICT);

        asOf("2030-02-05T12:00:00Z", "then").body("name", empty());
        asOf("2030-02-05T12:00:00Z", "now").body("name", contains("at-risk"));
        salon.as(Role.VIEWER)
                .queryParam("asOf", "2030-02-05T12:00:00Z")
                .queryParam("release", then)
                .get("/api/clients/c-1/segments")
                .then()
                .statusCode(200)
                .body("name", empty());
    }

    @Test
    void aServiceThatWasFiledElsewhereThenCountsAsItDid() {
        release.activate("rule \"Color\" when $c: Client( visitsToCategory(\"color\") >= 1 )"
                + " then segments.assign($c, \"color\"); end");
        catalogue("2030-04-10T12:00:00Z", "hair");
        catalogue("2030-04-20T12:00:00Z", "color");

        asOf("2030-04-15T12:00:00Z", "then").body("name", empty());
        asOf("2030-04-20T12:00:00Z", "then").body("name", hasItem("color"));
        asOf("2030-04-15T12:00:00Z", "now").body("name", hasItem("color"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "asOf=tomorrow                                            | 422 | is no moment",
                "asOf=2031-01-01T00:00:00Z                                | 422 | what is ahead is asked as forecast",
                "asOf=2030-02-01T00:00:00Z&knowledge=maybe                | 422 | 'then' (what was known then) or 'now'",
                "asOf=2030-02-01T00:00:00Z&release=17                     | 422 | a release's name such as r-17",
                "asOf=2030-02-01T00:00:00Z&release=r-999999999            | 404 | There is no release r-999999999",
                "asOf=1990-02-01T00:00:00Z&knowledge=then                 | 404 | No release was active at",
                "knowledge=then                                           | 422 | name it with 'asOf'",
                "release=r-1                                              | 422 | name it with 'asOf'",
            })
    void aQuestionThatCannotBeAnsweredIsRefusedWithWhatToAskInstead(String query, int status, String says) {
        salon.as(Role.VIEWER)
                .get("/api/clients/c-1/segments?" + query)
                .then()
                .statusCode(status)
                .body("detail", containsString(says));
    }

    private ValidatableResponse asOf(String moment, String knowledge) {
        return salon.as(Role.VIEWER)
                .queryParam("asOf", moment)
                .queryParam("knowledge", knowledge)
                .get("/api/clients/c-1/segments")
                .then()
                .statusCode(200);
    }

    private void visit(String id, String startsAt, String recordedAt) {
        clock.set(recordedAt);
        salon.bookingSystem()
                .body("""
                        {"client": "c-1", "service": "cut", "startsAt": "%s", "status": "COMPLETED", "occurredAt": "%s"}
                        """.formatted(startsAt, startsAt))
                .put("/api/bookings/" + id)
                .then()
                .statusCode(200);
    }

    private void catalogue(String moment, String category) {
        clock.set(moment);
        salon.bookingSystem()
                .body("{\"name\": \"Cut\", \"category\": \"%s\"}".formatted(category))
                .put("/api/services/cut")
                .then()
                .statusCode(200);
    }
}
