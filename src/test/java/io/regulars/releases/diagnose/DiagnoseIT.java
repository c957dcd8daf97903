package io.regulars.releases.diagnose;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is wrong with a file is told while somebody writes it, at its line, and nothing of it is stored. */
@QuarkusTest
class DiagnoseIT {
    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    @Inject
    TestClock clock;

    private TestBusiness salon;

    @BeforeEach
    void aSalon() {
        clock.set("2026-11-22T12:00:00Z");
        release.activate();
        salon = businesses.fresh();
    }

    @Test
    void aMisspeltWordIsToldAtItsLineWithTheNearestOne() {
        diagnosed("segments/mine.drl", """
                        rule "Mine"
                        when
                            $c : Client( visitz >= 3 )
                        then
                            segments.assign($c, "mine");
                        end
                        """)
                .statusCode(200)
                .body("problems.line", contains(3))
                .body("problems[0].code", containsString("unknown"))
                .body("problems[0].hint", containsString("visits"))
                .body("elsewhere", empty());
        salon.as(Role.VIEWER)
                .get("/api/rules/active")
                .then()
                .body("problems", empty())
                .body("files", hasSize(2));
    }

    @Test
    void whatCanBeReadHasNoErrorAndWhatOtherFilesMissIsToldApart() {
        diagnosed("segments/mine.drl", """
                        rule "Mine" when $c : Client( visits >= 3 ) then segments.assign($c, "mine"); end
                        """).body("problems.severity", not(hasItem("ERROR")));
        diagnosed("campaigns/welcome.yaml", "name: another\ntitle: Another\nsteps: [{name: hello, tag: x}]\n")
                .body("elsewhere.file", hasItem("segments/test.drl"));
        diagnosed("scenarios/mine.yaml", "- scenario: [").body("problems", hasSize(1));
    }

    @Test
    void onlyWhoMayChangeRulesAsksAndOnlyOfReleasesOfTheirs() {
        salon.as(Role.VIEWER)
                .body(Map.of("path", "a.drl", "text", ""))
                .post("/api/rules/diagnose")
                .then()
                .statusCode(403);
        salon.as(Role.ANALYST)
                .body(Map.of("path", "a.drl", "text", "", "release", "r-999999999"))
                .post("/api/rules/diagnose")
                .then()
                .statusCode(404);
        salon.as(Role.ANALYST)
                .body(Map.of("path", "a.drl"))
                .post("/api/rules/diagnose")
                .then()
                .statusCode(422);
    }

    private ValidatableResponse diagnosed(String path, String text) {
        return salon.as(Role.ANALYST)
                .body(Map.of("path", path, "text", text))
                .post("/api/rules/diagnose")
                .then();
    }
}
