package io.regulars.live;

import static org.hamcrest.Matchers.contains;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.evaluation.EvaluationCause;
import io.regulars.rules.model.RuleFile;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was true when other rules began to answer starts nothing; what becomes true later does, whoever notices. */
@QuarkusTest
class SwitchBacklogIT {
    private static final List<RuleFile> MISSED = List.of(
            new RuleFile("r.drl", """
                    rule "Missed" when $c: Client( daysSinceLastVisit >= 30 ) then segments.assign($c, "missed"); end
                    rule "Call" when $c: Client() Entered( segment == "missed" ) then campaigns.start($c, "call"); end
                    """),
            new RuleFile(
                    "campaigns/call.yaml",
                    "name: call\ntitle: Call\nsteps: [{name: hello, message: {channel: email, text: Hi}}]\n"));

    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    @Inject
    TestClock clock;

    @Inject
    EvaluateAll evaluateAll;

    private TestBusiness salon;

    @BeforeEach
    void aClientWhoCameOnTheFirstOfNovember() {
        clock.set("2026-11-20T12:00:00Z");
        release.activate();
        salon = businesses.fresh();
        salon.bookingSystem().body("""
                        {"client": "c-1", "service": "cut", "startsAt": "2026-11-01T09:00:00Z", "status": "COMPLETED"}
                        """).put("/api/bookings/b-1").then().statusCode(200);
        clock.set("2026-11-20T12:00:01Z");
        salon.as(Role.ANALYST)
                .body("{\"client\": \"c-1\"}")
                .post("/api/evaluate")
                .then()
                .statusCode(200);
    }

    @Test
    void whatTimeMadeTrueBetweenTheLastEvaluationAndTheSwitchIsBacklogOfTheSwitch() {
        clock.set("2026-12-01T06:00:00Z");
        release.activate(MISSED);
        clock.set("2026-12-01T07:00:00Z");
        named("Ana");

        expect("BACKLOG", "RELEASE");
    }

    @Test
    void whatBecomesTrueBehindTheSwitchIsNoBacklogWhereEverybodyIsEvaluatedByTheReleaseLater() {
        clock.set("2026-11-30T12:00:00Z");
        release.activate(MISSED);
        clock.set("2026-12-01T12:00:00Z");
        evaluateAll.evaluate(salon.id(), EvaluationCause.RELEASE, done -> {});

        expect("QUEUED", "RELEASE");
    }

    private void named(String name) {
        salon.bookingSystem()
                .body("{\"firstName\": \"" + name + "\"}")
                .put("/api/clients/c-1")
                .then()
                .statusCode(200);
    }

    private void expect(String state, String cause) {
        salon.as(Role.VIEWER)
                .get("/api/campaigns/call/actions")
                .then()
                .statusCode(200)
                .body("state", contains(state));
        salon.as(Role.VIEWER)
                .get("/api/segments/missed/transitions")
                .then()
                .statusCode(200)
                .body("cause", contains(cause));
    }
}
