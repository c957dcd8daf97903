package io.regulars.releases.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestRelease;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Segments as an analyst builds them without writing rules. */
@QuarkusTest
class SegmentDefinitionIT {
    private static final String REGULARS =
            "{'definition': {'all': [{'field': 'visits', 'operator': '>=', 'value': 3}]}, 'title': 'Regulars', 'owner': 'ana'}";

    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    private TestBusiness salon;

    @BeforeEach
    void aSalonThatFollowsTheSharedRules() {
        release.activate();
        salon = businesses.fresh();
    }

    @Test
    void aSegmentIsSavedInADraftOfTheActiveRelease() {
        Response saved = save("regulars", REGULARS, null);

        saved.then()
                .statusCode(201)
                .body("file", is("segments/regulars.drl"))
                .body("rule", is("Regulars"))
                .body("warnings.findAll { it.code == 'missing-review' }.pointer", contains("/review"))
                .body("drl", containsString("$c: Client( visits >= 3 )"));
        String draft = saved.header("Location");
        salon.as(Role.ANALYST)
                .get(draft)
                .then()
                .statusCode(200)
                .body("state", is("CHECKED"))
                .body("parent", is(release.label()));
        assertThat(salon.as(Role.ANALYST).get(draft + "/files/segments.yaml").asString())
                .isEqualTo("segments:\n  regulars:\n    title: Regulars\n    owner: ana\n");
    }

    @Test
    void aSegmentThatIsActivatedIsOfTheActiveReleaseAndTheDifferenceIsTold() {
        Response saved = save("regulars?activate=true", REGULARS, null);

        saved.then().statusCode(201).body("activation.changed", is(true));
        String own = saved.path("release");
        salon.as(Role.VIEWER)
                .get("/api/segments/regulars/definition")
                .then()
                .statusCode(200)
                .body("release", is(own))
                .body("editable", is(true))
                .body("reason", nullValue())
                .body("rules[0].definition.all[0].value", is(3));
        salon.as(Role.VIEWER)
                .get("/api/rules/releases/" + release.label() + "/diff/" + own)
                .then()
                .statusCode(200)
                .body("meaning.kind", containsInAnyOrder("RULE_ADDED", "SEGMENT_INFO_ADDED"))
                .body("meaning.of", hasItem("Regulars"));
        save("regulars?activate=true", REGULARS.replace("'value': 3", "'value': 4"), null);
        salon.as(Role.VIEWER)
                .get("/api/rules/releases/" + own + "/diff/"
                        + salon.as(Role.VIEWER)
                                .get("/api/segments/regulars/definition")
                                .path("release"))
                .then()
                .body("meaning.sentence", contains("The rule 'Regulars' asks visits >= 4 instead of visits >= 3."));
    }

    @Test
    void theActiveRulesOfASegmentAreShownAsDefinitions() {
        salon.as(Role.VIEWER)
                .get("/api/segments/student/definition")
                .then()
                .statusCode(200)
                .header("ETag", notNullValue())
                .body("release", is(release.label()))
                .body("rules[0].rule", is("Student"))
                .body(
                        "rules[0].definition.all[0]",
                        equalTo(Map.of("field", "tags", "operator", "contains", "value", "student")))
                .body("rules[0].reason", nullValue())
                .body("editable", is(false))
                .body("reason", containsString("'Student'"));
        salon.as(Role.VIEWER).get("/api/segments/nobody/definition").then().statusCode(404);
    }

    @Test
    void whatIsWrongIsToldAtItsPlaceAndNothingIsSaved() {
        save("regulars", REGULARS.replace("visits", "visit").replace("'owner'", "'ownr'"), null)
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/definition/all/0/field"))
                .body("errors.detail", hasItem("Client has no property 'visit'. Did you mean 'visits'?"));
        save("student", REGULARS, null).then().statusCode(409).body("detail", containsString("'Student'"));
        save("regulars", REGULARS.replace("Regulars", "Student"), null)
                .then()
                .statusCode(422)
                .body("diagnostics.code", contains("duplicate-rule"))
                .body("diagnostics[0].message", containsString("There is another rule 'Student'"))
                .body("diagnostics[0].pointer", is("/rule"));
    }

    @Test
    void aSegmentSeenInAReleaseThatIsNoLongerActiveIsNotSaved() {
        String seen =
                salon.as(Role.ANALYST).get("/api/segments/student/definition").header("ETag");
        save("regulars", REGULARS, seen).then().statusCode(201);
        release.activate("rule \"Lead\" when $c: Client( visits == 0 ) then segments.assign($c, \"lead\"); end");
        save("regulars", REGULARS, seen).then().statusCode(412);
    }

    @Test
    void aSegmentThatIsTakenOutIsLeftByWhoeverIsInIt() {
        save("regulars?activate=true", REGULARS.replace("'value': 3", "'value': 0"), null);
        salon.bookingSystem().body("{}").put("/api/clients/c-1").then().statusCode(200);

        salon.as(Role.ANALYST)
                .delete("/api/segments/regulars?activate=true")
                .then()
                .statusCode(201)
                .body("file", is("segments/regulars.drl"))
                .body("activation.changed", is(true));

        await().untilAsserted(() -> salon.as(Role.VIEWER)
                .get("/api/segments/regulars/transitions")
                .then()
                .statusCode(200)
                .body("kind", contains("ENTERED", "LEFT")));
        salon.as(Role.ANALYST).delete("/api/segments/regulars").then().statusCode(404);
    }

    @Test
    void aSegmentThatAScenarioSpeaksOfIsNotTakenOut() {
        String saved = save("regulars", REGULARS, null).path("release");
        salon.as(Role.ANALYST)
                .header("If-Match", "*")
                .contentType("text/plain")
                .body(
                        "scenarios:\n  - name: New\n    timeline:\n      - {at: 2026-01-01, expect: {not in: regulars}}\n")
                .put("/api/rules/releases/" + saved + "/files/scenarios/regulars.yaml")
                .then()
                .statusCode(200);
        salon.as(Role.ANALYST)
                .body("{}")
                .post("/api/rules/releases/" + saved + "/activate")
                .then()
                .statusCode(200);

        salon.as(Role.ANALYST)
                .delete("/api/segments/regulars")
                .then()
                .statusCode(422)
                .body("detail", containsString("Without this segment the release cannot run"))
                .body("diagnostics[0].file", is("scenarios/regulars.yaml"));
    }

    @Test
    void aRuleWrittenByHandIsChangedInADraftThatScenariosStillKeepFromAnswering() {
        String draft = salon.as(Role.ANALYST)
                .body("{}")
                .post("/api/rules/releases")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        salon.as(Role.ANALYST)
                .header("If-Match", "*")
                .contentType("text/plain")
                .body(
                        "scenarios:\n  - name: Not yet\n    timeline:\n      - {at: 2026-01-01, expect: {not in: student}}\n")
                .put("/api/rules/releases/" + draft + "/files/scenarios/student.yaml")
                .then()
                .statusCode(200);
        String everybody = "{'definition': {'all': [{'field': 'visits', 'operator': '>=', 'value': 0}]}}";
        String at = "student?inPlace=true&release=" + draft;

        save(at, everybody, "*").then().statusCode(422).body("diagnostics.code", hasItem("scenario"));
        save(at + "&red=true", everybody, "*")
                .then()
                .statusCode(200)
                .body("rule", is("Student"))
                .body("problems.code", contains("scenario"));
        salon.as(Role.VIEWER).get("/api/rules/releases/" + draft).then().body("state", is("DRAFT"));
        salon.as(Role.VIEWER)
                .get("/api/segments/student/definition?release=" + draft)
                .then()
                .body("editable", is(false))
                .body("inPlace", is(true))
                .body("rules[0].definition.all[0].field", is("visits"));
    }

    @Test
    void whatNobodyKnowsIsNoSegment() {
        salon.as(Role.VIEWER)
                .get("/api/segments/studnt/members")
                .then()
                .statusCode(404)
                .body("detail", is("There is no segment 'studnt'. Did you mean 'student'?"));
        salon.as(Role.VIEWER).get("/api/segments/studnt/transitions").then().statusCode(404);
    }

    @Test
    void whetherItIsToAnswerIsTrueOrFalse() {
        save("regulars?activate=yes", REGULARS, null)
                .then()
                .statusCode(422)
                .body("detail", is("'activate' is true or false, not 'yes'."));
    }

    @Test
    void aDefinitionIsDrlAndDrlIsADefinition() {
        String definition = "{'all': [{'field': 'booked', 'arguments': ['massage']}]}".replace('\'', '"');
        String drl = salon.as(Role.VIEWER)
                .body("{\"segment\": \"s\", \"definition\": " + definition + "}")
                .post("/api/rules/builder/drl")
                .path("drl");
        assertThat(drl).contains("$c: Client( booked(\"massage\") )");
        salon.as(Role.VIEWER)
                .body(Map.of("drl", drl))
                .post("/api/rules/builder/definition")
                .then()
                .statusCode(200)
                .body("segment", is("s"))
                .body("definition.all[0].field", is("booked"));
        salon.as(Role.VIEWER)
                .body(Map.of(
                        "drl",
                        drl.replace("booked(\"massage\")", "$s: favouriteService")
                                .replace("\"s\"", "$s")))
                .post("/api/rules/builder/definition")
                .then()
                .statusCode(422)
                .body("errors[0].detail", containsString("one segment by its name"));
    }

    private Response save(String segment, String json, @org.jspecify.annotations.Nullable String ifMatch) {
        var request = salon.as(Role.ANALYST).body(json.replace('\'', '"'));
        return (ifMatch == null ? request : request.header("If-Match", ifMatch)).put("/api/segments/" + segment);
    }
}
