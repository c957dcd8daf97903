package io.regulars.releases.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.rules.LegalRules;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestRelease;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scenarios are written for the rules that answer. */
@QuarkusTest
class ScenarioResourceIT {
    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    private TestBusiness salon;

    @BeforeEach
    void aSalon() {
        release.activate("""
                rule "Regular" when $c: Client( visits >= 3 ) then segments.assign($c, "regular"); end
                rule "City" when $c: Client( $city : city, visits >= 1 ) then segments.assign($c, "of-" + $city); end
                """);
        salon = businesses.fresh();
    }

    @Test
    void theyAreAFileThatPassesWhenItIsSaved() {
        Response generated = generate("?rule=Regular");

        assertThat(generated.statusCode()).isEqualTo(200);
        assertThat(generated.contentType()).startsWith("application/yaml");
        String draft = salon.as(Role.ANALYST)
                .body("{\"scope\": \"own\"}")
                .post("/api/rules/releases")
                .path("id");
        salon.as(Role.ANALYST)
                .header("If-Match", "*")
                .contentType("text/plain")
                .body(generated.asString())
                .put("/api/rules/releases/" + draft + "/files/scenarios/regular.yaml")
                .then()
                .statusCode(200);
        salon.as(Role.ANALYST)
                .post("/api/rules/releases/" + draft + "/check")
                .then()
                .body("ready", is(true))
                .body("coverage.rulesTouched", is(2));
    }

    @Test
    void aRuleThatTheyCannotBeWrittenForIsToldApart() {
        generate("").then().statusCode(422).body("detail", containsString("'rule' is the name of a rule"));
        generate("?rule=Regulr")
                .then()
                .statusCode(404)
                .body("detail", is("No rule 'Regulr' assigns a segment. Did you mean 'Regular'?"));
        generate("?rule=City")
                .then()
                .statusCode(404)
                .body(
                        "detail",
                        is("The rule 'City' computes the name of its segment, so no scenario can name it before."));
    }

    /** What {@link LegalRulesTest} does to many without a service. */
    @ParameterizedTest
    @ValueSource(longs = {3, 9, 14})
    void randomLegalRulesAreCheckedActivatedExplainedAndComparedWithoutAFault(long seed) {
        for (int visit = 0; visit < 3; visit++) {
            salon.bookingSystem()
                    .body("""
                            {"client": "c", "service": "massage", "startsAt": "2026-0%d-05T10:00:00Z", "status": "COMPLETED", "price": "40.00"}
                            """.formatted(visit + 1))
                    .put("/api/bookings/b-" + visit)
                    .then()
                    .statusCode(200);
        }
        String draft = salon.as(Role.ANALYST)
                .body("{\"scope\": \"own\"}")
                .post("/api/rules/releases")
                .path("id");
        String path = "/api/rules/releases/" + draft;
        LegalRulesTest.files(new LegalRules(new Random(seed)).next(6))
                .forEach(file -> salon.as(Role.ANALYST)
                        .header("If-Match", "*")
                        .contentType("text/plain")
                        .body(file.content())
                        .put(path + "/files/" + file.path())
                        .then()
                        .statusCode(200));
        answered(salon.as(Role.ANALYST).post(path + "/check"));
        answered(salon.as(Role.ANALYST).body("{\"starts\": \"everyone\"}").post(path + "/activate"));
        answered(salon.as(Role.VIEWER)
                .get(path + "/diff/"
                        + salon.as(Role.VIEWER).get("/api/rules/active").path("shared")));
        answered(salon.bookingSystem().body("{\"city\": \"Riga\"}").put("/api/clients/c"));
        answered(salon.as(Role.VIEWER).get("/api/clients/c/forecast"));
        for (String segment : List.of("vip", "s 0", "s 1", "s 2", "seg:hair", "both")) {
            answered(salon.as(Role.VIEWER).queryParam("segment", segment).get("/api/clients/c/explain"));
            answered(salon.as(Role.ANALYST).get("/api/segments/" + segment + "/definition"));
        }
        for (int rule = 0; rule < 6; rule++) {
            answered(generate("?rule=rule " + rule));
        }
    }

    private static void answered(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isLessThan(500);
        assertThat(response.asString()).doesNotContain("internal-fault", "The service failed");
    }

    private Response generate(String query) {
        return salon.as(Role.ANALYST).post("/api/rules/scenarios/generate" + query);
    }
}
