package io.regulars.releases;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.platform.Database;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of how many clients a warning is, is told with it. */
@QuarkusTest
class CountedWarningsIT {
    private static final String RULES = """
            rule "Regular" when $c: Client( visits >= 1 ) then segments.assign($c, "regular"); end
            rule "Twice" when $c: Client( visits >= 2 ) then segments.assign($c, "regular"); end
            rule "Nobody" when $c: Client( visits < 0 ) then segments.assign($c, "nobody"); end
            rule "Often" when $c: Client( visits >= 3 ) then segments.assign($c, "often"); end
            rule "Loyal" when $c: Client( visits > 2 ) then segments.assign($c, "loyal"); end
            rule "Few" @complete(visits) when $c: Client( visits < 2 ) then segments.assign($c, "few"); end
            rule "Many" @complete(visits) when $c: Client( visits > 2 ) then segments.assign($c, "many"); end
            """;

    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    @Inject
    TestClock clock;

    @Inject
    Database database;

    private TestBusiness salon;

    @BeforeEach
    void aSalonWhoseClientsHaveComeUpToThreeTimes() {
        clock.set("2026-11-22T12:00:00Z");
        release.activate();
        salon = businesses.fresh();
        for (int client = 0; client <= 3; client++) {
            salon.bookingSystem().body("{}").put("/api/clients/c-" + client);
            for (int visit = 1; visit <= client; visit++) {
                salon.bookingSystem()
                        .body("""
                                {"client": "c-%d", "service": "cut", "startsAt": "2026-11-%02dT09:00:00Z", "status": "COMPLETED"}
                                """.formatted(client, 10 + visit))
                        .put("/api/bookings/b-%d-%d".formatted(client, visit))
                        .then()
                        .statusCode(200);
            }
        }
    }

    @Test
    void ofAReleaseThatARedScenarioKeepsWarningsAreCountedToo() {
        String draft = draft();
        salon.as(Role.ANALYST)
                .header("If-Match", "*")
                .contentType("text/plain")
                .body(
                        "scenarios:\n  - name: Nobody comes\n    timeline:\n      - {at: 2026-01-01, expect: {in: regular}}\n")
                .put("/api/rules/releases/" + draft + "/files/scenarios/red.yaml")
                .then()
                .statusCode(200);

        ValidatableResponse check = check(draft).body("ready", is(false)).body("counted.clients", is(4));
        isToldOf(check, "problems", "shadowed", 2);
        check.body("problems[0].severity", is("ERROR")).body("coverage.rules", greaterThan(7));
    }

    @Test
    void aCheckAndAnActivationSayHowManyClientsEachWarningIsAbout() {
        String draft = draft();
        ValidatableResponse check = check(draft).body("ready", is(true)).body("counted.clients", is(4));
        isToldOf(check, "problems", "shadowed", 2);
        isToldOf(check, "problems", "unreachable", 0);
        isToldOf(check, "problems", "same-members", 1);
        isToldOf(check, "problems", "gap", 1);
        check.body("counted.at", is("2026-11-22T12:00:00Z")).body("counted.reason", nullValue());

        ValidatableResponse activation = salon.as(Role.ANALYST)
                .body("{}")
                .post("/api/rules/releases/" + draft + "/activate")
                .then()
                .statusCode(200);
        isToldOf(activation, "warnings", "shadowed", 2);
    }

    @Test
    void whereTheClientsAreManyAndNotInMemoryTheyAreNotCountedAndThatIsSaid() {
        database.transaction(tx -> tx.update("""
                insert into client (business_id, external_id, known, recorded_at)
                select ?, 'many-' || i, true, ? from generate_series(1, 5001) i
                """, salon.id().value(), clock.instant()));
        String draft = draft();

        check(draft)
                .body("ready", is(true))
                .body("problems.find { it.code == 'shadowed' }.message", notNullValue())
                .body("problems.find { it.code == 'shadowed' }.clients", nullValue())
                .body("counted.clients", nullValue())
                .body("counted.reason", containsString("not in memory"));
    }

    private static void isToldOf(ValidatableResponse answer, String list, String code, int clients) {
        answer.body(list + ".find { it.code == '" + code + "' }.clients", is(clients));
    }

    private ValidatableResponse check(String draft) {
        return salon.as(Role.ANALYST)
                .post("/api/rules/releases/" + draft + "/check")
                .then()
                .statusCode(200);
    }

    private String draft() {
        Response made = salon.as(Role.ANALYST).body("{}").post("/api/rules/releases");
        salon.as(Role.ANALYST)
                .contentType("text/plain")
                .header("If-Match", "*")
                .body(RULES)
                .put("/api/rules/releases/" + made.path("id") + "/files/segments/r.drl")
                .then()
                .statusCode(200);
        return made.path("id");
    }
}
