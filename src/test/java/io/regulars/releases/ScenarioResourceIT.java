package io.regulars.releases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestRelease;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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

    private Response generate(String query) {
        return salon.as(Role.ANALYST).post("/api/rules/scenarios/generate" + query);
    }
}
