package io.regulars.releases;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.platform.database.Database;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
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
    void whatOnlyTheClientsShowIsToldAndOfHowManyItIsNotKnown() {
        salon.bookingSystem().body("{\"city\": \"Riga\", \"country\": \"LV\"}").put("/api/clients/c-0");
        salon.bookingSystem().body("{\"city\": \"riga\"}").put("/api/clients/c-1");
        salon.bookingSystem().body("{\"city\": \"Riga\"}").put("/api/clients/c-2");
        salon.bookingSystem().body("{\"category\": \"hair\"}").put("/api/services/cut");
        String draft = draft("""
                rule "Abroad" when $c: Client( country not in ("LV"), visits >= 0 ) then segments.assign($c, "abroad"); end
                rule "Twice" when $c: Client( visits >= 2 ) then segments.assign($c, "twice"); end
                rule "Twice a week" when $c: Client( visits >= 2, visitsInLast(365) >= 1 ) then segments.assign($c, "keen"); end
                rule "Never cut" when $c: Client( visits == 0, booked("cutt") == false ) then segments.assign($c, "never-cut"); end
                rule "City" when $c: Client( $city : city != null ) then segments.assign($c, "city:" + $city); end
                rule "Of the hair" when $c: Client( bookedCategory("hair") ) then segments.assign($c, "of-the-hair"); end
                """);

        check(draft)
                .body("ready", is(true))
                .body(
                        "problems.find { it.code == 'holds-for-none' }.message",
                        is(
                                "'country not in (\"LV\")' holds for none of your 4 clients; values that occur: LV 1; of 3 clients it"
                                        + " is not known."))
                .body(
                        "problems.find { it.code == 'unknown-name' && it.line == 4 }.message",
                        is("The business has no service 'cutt'."))
                .body("problems.find { it.code == 'unknown-name' && it.line == 4 }.hint", is("Did you mean 'cut'?"))
                .body(
                        "problems.findAll { it.file == 'segments/r.drl' && it.line == 6 && it.code == 'unknown-name' }",
                        is(List.of()))
                .body("problems.find { it.code == 'idle-condition' }.clients", is(0))
                .body("problems.find { it.code == 'idle-condition' }.unknown", is(3))
                .body(
                        "problems.findAll { it.code == 'same-members-now' }.message",
                        hasItem("The segments 'keen' and 'twice' have the same 2 members now, of 4 clients."))
                .body(
                        "problems.find { it.code == 'similar-values' }.message",
                        is(
                                "The segments 'city:Riga' (2), 'city:riga' (1) differ only in capitals, blanks or dashes of what clients'"
                                        + " data say."))
                .body("problems.find { it.code == 'similar-values' }.file", is("segments/r.drl"));
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

    @Test
    void aPoolThatTheBusinessHasNotIsAWarning() {
        salon.as(Role.ADMIN)
                .contentType("text/plain")
                .body("SPRING-1")
                .post("/api/offer-pools/spring")
                .then()
                .statusCode(200);
        String draft = draft();
        salon.as(Role.ANALYST)
                .contentType("text/plain")
                .header("If-Match", "*")
                .body("""
                    name: gift
                    title: A gift
                    offer: {percent: 10, validity: 14d, code: "pool:sprig"}
                    steps: [{name: mail, message: {channel: email, text: "{offer.code}"}}]
                    """)
                .put("/api/rules/releases/" + draft + "/files/campaigns/gift.yaml")
                .then()
                .statusCode(200);

        check(draft)
                .body("ready", is(true))
                .body(
                        "problems.find { it.code == 'unknown-pool' }.message",
                        is("The business has no pool 'sprig', so what brings its codes waits."))
                .body("problems.find { it.code == 'unknown-pool' }.hint", is("Did you mean 'spring'?"))
                .body("problems.find { it.code == 'unknown-pool' }.line", is(3));
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
        return draft(RULES);
    }

    private String draft(String rules) {
        Response made = salon.as(Role.ANALYST).body("{}").post("/api/rules/releases");
        salon.as(Role.ANALYST)
                .contentType("text/plain")
                .header("If-Match", "*")
                .body(rules)
                .put("/api/rules/releases/" + made.path("id") + "/files/segments/r.drl")
                .then()
                .statusCode(200);
        return made.path("id");
    }
}
