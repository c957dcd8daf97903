package io.regulars.releases.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.platform.database.Database;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestRelease;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was activated since a draft was made is never taken back without a word. */
@QuarkusTest
class TakesBackIT {
    private static final String RELEASES = "/api/rules/releases/";
    private static final String WELCOME =
            "name: greet\ntitle: Greet\nsteps: [{name: hello, message: {channel: email, text: Hi}}]\n";

    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    @Inject
    Database database;

    private TestBusiness salon;

    @BeforeEach
    void aSalonThatFollowsTheSharedRules() {
        release.activate();
        salon = businesses.fresh();
    }

    @Test
    void ofTwoSegmentsSavedOfTheSameReleaseTheSecondDoesNotTakeTheFirstOut() {
        String first = saved("aa", null);
        String second = saved("bb", null);
        activate(first, "{}").statusCode(200).body("takesBack", nullValue());

        activate(second, "{}")
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", containsString(second + " was made of " + release.label() + ", and " + first))
                .body("takesBack.over", is(first))
                .body("takesBack.madeOf", is(release.label()))
                .body("takesBack.rules", contains("AA"))
                .body("takesBack.segments", contains("aa"))
                .body("takesBack.campaigns", empty())
                .body("takesBack.files", contains("segments.yaml", "segments/aa.drl"))
                .body("takesBack.changes.sentence", hasItem("The rule 'AA' is gone."));
        active().body("id", is(first));
        salon.as(Role.ANALYST)
                .post(RELEASES + second + "/check")
                .then()
                .statusCode(200)
                .body("ready", is(true))
                .body("takesBack.rules", contains("AA"))
                .body("problems.find { it.code == 'takes-back' }.message", containsString("the rule 'AA'"))
                .body("problems.find { it.code == 'takes-back' }.hint", containsString(second + "/rebase"));

        rebase(second, "{}").statusCode(200).body("onto", is(first)).body("brought.of", hasItem("AA"));
        state(second).body("parent", is(first)).body("editedBy", is("analyst"));
        activate(second, "{}").statusCode(200).body("takesBack", nullValue());
        active().body("files", hasItem("segments/aa.drl")).body("files", hasItem("segments/bb.drl"));
    }

    @Test
    void whatIsToBeTakenBackIsNamedByTheReleaseThatAnswersAndOnlyThat() {
        String first = draft("campaigns/greet.yaml", WELCOME);
        String second = saved("bb", null);
        String third = saved("cc", null);
        activate(first, "{}").statusCode(200);

        activate(second, "{\"over\": \"" + release.label() + "\"}")
                .statusCode(409)
                .body("detail", containsString(first + " does"));
        activate(second, "{\"over\": 5}").statusCode(422).body("errors[0].pointer", is("/over"));
        activate(second, "{\"over\": \"" + first + "\"}")
                .statusCode(200)
                .body("takesBack.campaigns", contains("greet"))
                .body("takesBack.rules", empty());
        salon.as(Role.ADMIN)
                .get("/api/audit-log")
                .then()
                .body("[0].details", containsString("over " + first + ", taking back the campaign 'greet'"));
        activate(third, "{\"over\": \"" + first + "\"}").statusCode(409);
        active().body("id", is(second));
    }

    @Test
    void goingBackIsOneCallAndSaysWhatWent() {
        String first = saved("aa", null);
        activate(first, "{}").statusCode(200);
        String second = saved("bb", null);
        activate(second, "{}").statusCode(200);
        salon.as(Role.ANALYST)
                .post(RELEASES + first + "/check")
                .then()
                .body("problems.find { it.code == 'takes-back' }.message", containsString("going back to " + first));

        activate(first, "{\"over\": \"" + first + "\"}").statusCode(409);
        activate(first, "{}")
                .statusCode(200)
                .body("takesBack.rollback", is(true))
                .body("takesBack.over", is(second))
                .body("takesBack.segments", contains("bb"));
        salon.as(Role.ANALYST).post(RELEASES + first + "/check").then().body("takesBack", nullValue());
    }

    @Test
    void aDraftThatHasAllThatWasActivatedSinceTakesNothingBack() {
        String first = draft("r.drl", rule("AA", 1));
        String second = draft("s.drl", rule("BB", 1));
        activate(first, "{}").statusCode(200);
        put(second, "r.drl", rule("AA", 2)).then().statusCode(200);
        activate(second, "{}").statusCode(409).body("takesBack.rules", contains("AA"));
        put(second, "r.drl", "// by hand\n\n" + rule("AA", 1)).then().statusCode(200);
        activate(second, "{}").statusCode(200);
    }

    @Test
    void aDraftOfADraftDoesNotTakeBackWhatThatWasGivenLater() {
        String first = draft("r.drl", rule("AA", 1));
        String second = salon.as(Role.ANALYST)
                .body("{\"parent\": \"" + first + "\"}")
                .post("/api/rules/releases")
                .path("id");
        put(second, "s.drl", rule("BB", 1)).then().statusCode(200);
        put(first, "r.drl", rule("AA", 2)).then().statusCode(200);
        activate(first, "{}").statusCode(200);

        activate(second, "{}").statusCode(409).body("takesBack.rules", contains("AA"));
        rebase(second, "{}")
                .statusCode(409)
                .body("conflicts.sentence", contains(containsString("have the rule 'AA' newly")));
    }

    @Test
    void whatBothHaveChangedIsToldAtItsPlaceAndNothingIsMergedUntilSomebodyDecides() {
        activate(draft("r.drl", rule("AA", 1) + rule("BB", 1)), "{}").statusCode(200);
        String first = draft("r.drl", rule("AA", 2) + rule("BB", 1));
        String second = draft("r.drl", rule("AA", 3) + rule("BB", 1) + rule("CC", 1));
        activate(first, "{}").statusCode(200);
        String seen = state(second).extract().header("ETag");

        rebase(second, "{}")
                .statusCode(409)
                .contentType("application/problem+json")
                .body("conflicts.size()", is(1))
                .body("conflicts[0].file", is("r.drl"))
                .body("conflicts[0].line", is(1))
                .body("conflicts[0].part", is("RULE"))
                .body("conflicts[0].of", is("AA"))
                .body("conflicts[0].active", containsString("visits >= 2"))
                .body("conflicts[0].draft", containsString("visits >= 3"));
        state(second).header("ETag", seen).body("parent", not(first));
        salon.as(Role.ADMIN)
                .header("If-Match", seen)
                .body("{\"conflicts\": \"draft\"}")
                .post(RELEASES + second + "/rebase")
                .then()
                .statusCode(200)
                .body("decided.of", contains("AA"));
        state(second).body("parent", is(first)).body("editedBy", is("admin")).body("state", is("DRAFT"));
        assertThat(salon.as(Role.VIEWER).get(RELEASES + second + "/files/r.drl").asString())
                .isEqualTo(rule("AA", 3) + rule("BB", 1) + rule("CC", 1));
        salon.as(Role.ANALYST)
                .header("If-Match", "\"another\"")
                .body("{}")
                .post(RELEASES + second + "/rebase")
                .then()
                .statusCode(412);
        activate(second, "{}").statusCode(200);
        rebase(second, "{}").statusCode(200).body("brought", empty());
        rebase(first, "{}").statusCode(409).body("detail", containsString("was active"));
    }

    @Test
    void aReleaseThatBecomesActiveDuringTheCheckIsNotTakenBackEither() {
        activate(saved("aa", null), "{}").statusCode(200);
        String second = saved("bb", null);
        String third = saved("cc", null);
        int number = Integer.parseInt(third.substring(2));
        CompletableFuture<Response> late = database.transaction(tx -> {
            tx.first("select id from release where id = ? for update", row -> row.getInt(1), number);
            var activation = CompletableFuture.supplyAsync(
                    () -> salon.as(Role.ANALYST).body("{}").post(RELEASES + third + "/activate"));
            await().until(() -> blocked() > 0);
            activate(second, "{}").statusCode(200);
            return activation;
        });

        late.join()
                .then()
                .statusCode(409)
                .body("detail", containsString("another release has become active meanwhile"));
        active().body("id", is(second));
        activate(third, "{}").statusCode(409).body("takesBack.segments", contains("bb"));
    }

    @Test
    void aFirstReleaseOfItsOwnTakesNothingBackOfTheSharedOneThatCameMeanwhile() {
        String own = saved("aa", null);
        release.activate("rule \"Late\" when $c: Client( visits == 0 ) then segments.assign($c, \"late\"); end");

        activate(own, "{}").statusCode(409).body("takesBack.rules", hasItem("Late"));
        salon.as(Role.ANALYST)
                .body("{\"over\": \"r-1\"}")
                .post("/api/rules/follow-default")
                .then()
                .statusCode(409);
    }

    @Test
    void anUploadSaysWhatItWasMadeOf() {
        byte[] zip = salon.as(Role.VIEWER)
                .get(RELEASES + release.label() + "/download")
                .asByteArray();
        activate(saved("aa", null), "{}").statusCode(200);
        String uploaded = salon.as(Role.ANALYST)
                .contentType("application/zip")
                .body(zip)
                .post(RELEASES + "upload?parent=" + release.label())
                .path("id");

        activate(uploaded, "{}").statusCode(409).body("takesBack.segments", contains("aa"));
    }

    @Test
    void severalSegmentsAreEditedInOneDraft() {
        Response made = save("aa", null, null);
        made.then().statusCode(201);
        String draft = made.path("release");
        Response more = save("bb", draft, made.header("ETag"));
        more.then().statusCode(200).body("release", is(draft));

        save("cc", draft, made.header("ETag")).then().statusCode(412);
        save("cc", draft, null).then().statusCode(428);
        save("cc", "r-999999", "*").then().statusCode(404);
        save("cc", release.label(), "*").then().statusCode(403);
        salon.as(Role.VIEWER)
                .get("/api/segments/bb/definition?release=" + draft)
                .then()
                .statusCode(200)
                .header("ETag", more.header("ETag"))
                .body("release", is(draft))
                .body("editable", is(true));
        Response taken = salon.as(Role.ANALYST)
                .header("If-Match", more.header("ETag"))
                .delete("/api/segments/aa?release=" + draft);
        taken.then().statusCode(200).body("release", is(draft));
        save("dd", draft + "&activate=true", taken.header("ETag"))
                .then()
                .statusCode(200)
                .body("activation.id", is(draft));
        active().body("id", is(draft)).body("files", hasItem("segments/bb.drl"));
        active().body("files", not(hasItem("segments/aa.drl")));
        state(draft).body("parent", is(release.label()));
        salon.as(Role.VIEWER)
                .get(RELEASES + release.label() + "/diff/" + draft)
                .then()
                .body("meaning.of", containsInAnyOrder("bb", "dd", "BB", "DD"));
    }

    private String saved(String segment, @Nullable String draft) {
        Response saved = save(segment, draft, null);
        saved.then().statusCode(201);
        return saved.path("release");
    }

    private Response save(String segment, @Nullable String draft, @Nullable String ifMatch) {
        var request = salon.as(Role.ANALYST)
                .body("""
                        {"definition": {"all": [{"field": "visits", "operator": ">=", "value": %d}]}, "title": "%s"}
                        """.formatted(segment.charAt(0) - 'a' + 1, segment.toUpperCase(java.util.Locale.ROOT)));
        return (ifMatch == null ? request : request.header("If-Match", ifMatch))
                .put("/api/segments/" + segment + (draft == null ? "" : "?release=" + draft));
    }

    private String draft(String path, String text) {
        String draft =
                salon.as(Role.ANALYST).body("{}").post("/api/rules/releases").path("id");
        put(draft, path, text).then().statusCode(200);
        return draft;
    }

    private Response put(String draft, String path, String text) {
        return salon.as(Role.ANALYST)
                .contentType("text/plain")
                .header("If-Match", "*")
                .body(text)
                .put(RELEASES + draft + "/files/" + path);
    }

    private ValidatableResponse activate(String draft, String body) {
        return salon.as(Role.ANALYST)
                .body(body)
                .post(RELEASES + draft + "/activate")
                .then();
    }

    private ValidatableResponse rebase(String draft, String body) {
        return salon.as(Role.ANALYST)
                .body(body)
                .post(RELEASES + draft + "/rebase")
                .then();
    }

    private ValidatableResponse state(String id) {
        return salon.as(Role.VIEWER).get(RELEASES + id).then().statusCode(200);
    }

    private ValidatableResponse active() {
        return salon.as(Role.VIEWER).get("/api/rules/active").then().statusCode(200);
    }

    private long blocked() {
        return database.transaction(tx -> tx.first(
                        "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%from release%'",
                        row -> row.getLong(1)))
                .orElseThrow();
    }

    private static String rule(String name, int visits) {
        return "rule \"%s\" when $c: Client( visits >= %d ) then segments.assign($c, \"%s\"); end\n"
                .formatted(name, visits, name.toLowerCase(java.util.Locale.ROOT));
    }
}
