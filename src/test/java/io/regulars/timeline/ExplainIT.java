package io.regulars.timeline;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.ranking.ApplySpendChanges;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Why a client of a salon in Riga is in a segment, or why not. */
@QuarkusTest
class ExplainIT {
    private static final String RULES = """
            rule "Recent" when $c: Client( daysSinceLastVisit < 30 ) then segments.assign($c, "recent"); end
            rule "At risk" when $c: Client( daysSinceLastVisit >= 60 ) then segments.assign($c, "at-risk"); end
            rule "Often" when $c: Client( visits >= 3 ) then segments.assign($c, "loyal"); end
            rule "Much" when $c: Client( spend >= 5000 ) then segments.assign($c, "loyal"); end
            """;

    @Inject
    TestBusinesses businesses;

    @Inject
    TestClock clock;

    @Inject
    TestRelease release;

    @Inject
    ApplySpendChanges applySpendChanges;

    private TestBusiness salon;

    @BeforeEach
    void aClientWhoCameTwice() {
        clock.set("2026-11-22T12:00:00Z");
        release.activate(RULES);
        salon = businesses.fresh();
        booking("b-1", "2026-11-10T10:00:00Z").statusCode(200);
        booking("b-2", "2026-11-20T10:00:00Z").statusCode(200);
    }

    @Test
    void whyWithTheEvidenceAndUntilWhen() {
        explain("recent")
                .statusCode(200)
                .body("held", equalTo(true))
                .body("since", equalTo("2026-11-22T12:00:00Z"))
                .body("changesAt", equalTo("2026-12-19T22:00:00Z"))
                .body(
                        "sentence",
                        equalTo(
                                "daysSinceLastVisit is 2. So since 2026-11-22. If nothing happens it ends on 2026-12-20."))
                .body("rules.rule", contains("Recent"))
                .body("rules[0].conditions[0].evidence.id", contains("b-2"));
    }

    @Test
    void whyNotWithTheNearestMissFirst() {
        explain("loyal")
                .statusCode(200)
                .body("held", equalTo(false))
                .body("since", nullValue())
                .body("changesAt", nullValue())
                .body("sentence", equalTo("visits is 2; it must be at least 3: 1 more."))
                .body("rules.rule", contains("Often", "Much"));
        explain("at-risk").body("sentence", containsString("If nothing happens it begins on 2027-01-19."));
    }

    @Test
    void theRankItselfIsShown() {
        release.activate("""
                rule "Top" when $c: Client( spendPercentile > 80 ) then segments.assign($c, "top"); end
                """);
        for (int other = 2; other <= 6; other++) {
            String body = """
                    {"client": "c-%d", "service": "massage", "startsAt": "2026-11-10T10:00:00Z", "status": "COMPLETED", "price": "%d.00"}
                    """.formatted(other, 17 + other);
            salon.bookingSystem()
                    .body(body)
                    .put("/api/bookings/o-" + other)
                    .then()
                    .statusCode(200);
        }

        // they spent 20, the others 19 to 23: three of six spent more
        explain("top")
                .body("sentence", equalTo("spendPercentile is 50; it must be > 80."))
                .body("rules[0].conditions[0].values[0].value", equalTo("50"));
        applySpendChanges.apply();
        explain("top").body("sentence", equalTo("spendPercentile is 50; it must be > 80."));
    }

    @Test
    void aSegmentThatNoRuleKnowsIsRefusedWithTheOneThatWasMeant() {
        explain("loyall").statusCode(404).body("detail", containsString("Did you mean 'loyal'?"));
        explain("").statusCode(422).body("detail", containsString("?segment=vip"));
    }

    @Test
    void aRequestWhoseClientMakesRulesFireWithoutEndNamesThemAndKeepsNothing() {
        release.activate(RULES + """
                rule "ping" when $c: Client( visits >= 3 ) Finding( $n : name ) then insertLogical( new Finding($c, "a" + $n) ); end
                rule "start" when $c: Client() then insertLogical( new Finding($c, "a") ); end
                """);

        booking("b-3", "2026-11-21T10:00:00Z")
                .statusCode(500)
                .body("type", containsString("rules-stopped"))
                .body("detail", containsString("'ping'"));
        salon.as(Role.VIEWER).get("/api/bookings/b-3").then().statusCode(404);
        explain("recent").statusCode(200);
    }

    private ValidatableResponse explain(String segment) {
        return salon.as(Role.VIEWER)
                .queryParam("segment", segment)
                .get("/api/clients/c-1/explain")
                .then();
    }

    private ValidatableResponse booking(String id, String startsAt) {
        return salon.as(Role.BOOKING_SYSTEM)
                .body("""
                        {"client": "c-1", "service": "massage", "startsAt": "%s", "status": "COMPLETED", "price": "10.00"}
                        """.formatted(startsAt))
                .put("/api/bookings/" + id)
                .then();
    }
}
