package io.regulars.releases;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.regulars.access.Role;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where the API leads, a changed folder is a draft and a conflict that is told, and nothing else. */
@QuarkusTest
@TestProfile(ApiLeadsIT.OwnFolder.class)
class ApiLeadsIT {
    private static final Path FOLDER = Path.of(
                    "target", "api-leads-rules-" + ProcessHandle.current().pid())
            .toAbsolutePath();

    @Inject
    TestBusinesses businesses;

    /** A rules folder of this test's own, which does not lead. */
    public static final class OwnFolder implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                Files.createDirectories(FOLDER);
                Files.writeString(FOLDER.resolve("r.drl"), segment("of-the-folder"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Map.of("regulars.rules", FOLDER.toString(), "regulars.rules-lead", "api");
        }
    }

    @Test
    void aChangedFolderIsADraftUntilSomebodyActivatesIt() throws IOException {
        TestBusiness salon = businesses.fresh();
        String draft = salon.as(Role.PLATFORM)
                .body("{\"scope\": \"shared\", \"message\": \"By the API\"}")
                .post("/api/rules/releases")
                .path("id");
        salon.as(Role.PLATFORM)
                .contentType("text/plain")
                .header("If-Match", "*")
                .body(segment("of-the-api-" + System.nanoTime()))
                .put("/api/rules/releases/" + draft + "/files/r.drl")
                .then()
                .statusCode(200);
        activate(salon, draft).statusCode(200);
        Files.writeString(FOLDER.resolve("r.drl"), segment("saved-" + System.nanoTime()));

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            active(salon).body("conflict", containsString("REGULARS_RULES_LEAD=api"));
            // the folder was another before it was changed, so the conflict may be told before the draft is made
            releases(salon).body("[0].author", is("folder"));
        });
        active(salon).body("id", is(draft)).body("lead", is("api")).body("author", is("platform"));
        RestAssured.get("/q/health/ready")
                .then()
                .body("checks.find { it.name == 'rule release' }.data.conflict", containsString(draft));
        String ofTheFolder = releases(salon)
                .body("[0].state", is("DRAFT"))
                .body("[0].parent", notNullValue())
                .extract()
                .path("[0].id");

        Files.writeString(FOLDER.resolve("r.drl"), segment("saved-again-" + System.nanoTime()));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> salon.as(Role.VIEWER)
                        .get("/api/rules/releases/" + ofTheFolder + "/files/r.drl")
                        .then()
                        .body(containsString("saved-again")));
        releases(salon).body("[0].id", is(ofTheFolder));

        activate(salon, ofTheFolder)
                .statusCode(409)
                .body("takesBack.over", is(draft))
                .body("takesBack.files", is(List.of("r.drl")));
        salon.as(Role.PLATFORM)
                .body("{\"over\": \"" + draft + "\"}")
                .post("/api/rules/releases/" + ofTheFolder + "/activate")
                .then()
                .statusCode(200);
        active(salon).body("id", is(ofTheFolder)).body("conflict", nullValue()).body("id", not(draft));
    }

    private static ValidatableResponse activate(TestBusiness salon, String release) {
        return salon.as(Role.PLATFORM)
                .body("{}")
                .post("/api/rules/releases/" + release + "/activate")
                .then();
    }

    private static ValidatableResponse active(TestBusiness salon) {
        return salon.as(Role.VIEWER).get("/api/rules/active").then().statusCode(200);
    }

    private static ValidatableResponse releases(TestBusiness salon) {
        return salon.as(Role.VIEWER).get("/api/rules/releases").then();
    }

    private static String segment(String name) {
        return "rule \"r\" when $c: Client( visits >= 0 ) then segments.assign($c, \"" + name + "\"); end\n";
    }
}
