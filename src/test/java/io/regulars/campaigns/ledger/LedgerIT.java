package io.regulars.campaigns.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.delivery.DecideDueActions;
import io.regulars.rules.model.RuleFile;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ledger read by whoever wants to know what happened last, and what staff say of their tasks. */
@QuarkusTest
class LedgerIT {
    private static final Pattern NEXT = Pattern.compile("<https?://[^/]+([^>]+)>; ?rel=\"?next");

    @Inject
    TestBusinesses businesses;

    @Inject
    TestClock clock;

    @Inject
    TestRelease release;

    @Inject
    DecideDueActions decide;

    private TestBusiness salon;

    @BeforeEach
    void aSalonThatCallsAndWritesToStudents() {
        clock.set("2026-11-20T10:00:00Z");
        release.activate(List.of(new RuleFile("segments/test.drl", """
                    rule "Student" when $c : Client( tags contains "student" ) then segments.assign($c, "student"); end
                    rule "Welcome" when $c : Client() Entered( segment == "student" ) then campaigns.start($c, "welcome"); end
                    """), new RuleFile("campaigns/welcome.yaml", """
                    name: welcome
                    title: Welcome
                    kind: service
                    steps:
                      - {name: call, task: {for: manager, text: Call them, priority: high, due: 2d}}
                      - {name: later, after: 2d, message: {channel: email, text: Hello}}
                    """)));
        salon = businesses.fresh();
        student("c-1", "Ana");
        clock.set("2026-11-20T11:00:00Z");
        student("c-2", "Bea");
        decide.decide();
    }

    @Test
    void theNewestComesFirstAndPagesGoOnWhereTheLastOneEnded() {
        assertThat(paged("/api/actions?order=newest&limit=1"))
                .containsExactly("c-2 later", "c-1 later", "c-2 call", "c-1 call");
        assertThat(paged("/api/actions?order=soonest&limit=3"))
                .containsExactly("c-1 call", "c-2 call", "c-1 later", "c-2 later");
        assertThat(paged("/api/actions?limit=3"))
                .containsExactlyInAnyOrder("c-1 call", "c-1 later", "c-2 call", "c-2 later");
        for (String cursor : List.of("yesterday_1.x", "9999-01-01T00:00:00Z_1." + new UUID(0, 0), "%00")) {
            salon.as(Role.VIEWER)
                    .urlEncodingEnabled(false)
                    .get("/api/actions?order=newest&after=" + cursor)
                    .then()
                    .statusCode(lessThan(500))
                    .statusCode(greaterThanOrEqualTo(400));
        }
        salon.as(Role.VIEWER)
                .get("/api/actions?order=latest")
                .then()
                .statusCode(422)
                .body("detail", containsString("oldest, newest or soonest"));
    }

    @Test
    void severalStatesAndAKindCanBeAskedFor() {
        salon.as(Role.VIEWER)
                .get("/api/actions?state=QUEUED,DONE&kind=task&order=newest")
                .then()
                .body("name", contains("Bea", "Ana"))
                .body("task.text", contains("Call them", "Call them"));
        salon.as(Role.VIEWER)
                .get("/api/actions?state=QUEUED,DON")
                .then()
                .statusCode(422)
                .body("detail", containsString("did you mean DONE?"));
        salon.as(Role.VIEWER)
                .get("/api/campaigns/welcome/actions?order=newest&kind=message&to=2026-11-22T10:30:00Z")
                .then()
                .body("client", contains("c-1"));
    }

    @Test
    void aTaskIsDoneWhenStaffSaySoAndOpenAgainIfTheyErred() {
        String task = salon.as(Role.VIEWER)
                .get("/api/actions?client=c-1&kind=task")
                .then()
                .body("[0].task.assignee", equalTo("manager"))
                .body("[0].task.openUntil", equalTo("2026-11-22T11:00:00Z"))
                .body("[0].task.finishedAt", nullValue())
                .extract()
                .path("[0].id");
        salon.as(Role.VIEWER).put("/api/actions/" + task + "/finished").then().statusCode(403);
        businesses
                .fresh()
                .as(Role.ANALYST)
                .put("/api/actions/" + task + "/finished")
                .then()
                .statusCode(404);

        salon.as(Role.ANALYST)
                .put("/api/actions/" + task + "/finished")
                .then()
                .statusCode(200)
                .body("task.finishedAt", equalTo("2026-11-20T11:00:00Z"));
        open().then().body("client", contains("c-2"));
        salon.as(Role.VIEWER).get("/api/actions?finished=true").then().body("client", contains("c-1"));

        salon.as(Role.ANALYST)
                .delete("/api/actions/" + task + "/finished")
                .then()
                .body("task.finishedAt", nullValue());
        open().then().body("client", containsInAnyOrder("c-1", "c-2"));
    }

    @Test
    void aMessageIsNoTaskThatIsDone() {
        String message = salon.as(Role.VIEWER)
                .get("/api/actions?client=c-1&kind=message")
                .path("[0].id");
        salon.as(Role.ANALYST)
                .put("/api/actions/" + message + "/finished")
                .then()
                .statusCode(404)
                .body("detail", containsString("Staff were given no task"));
    }

    @Test
    void whoDidWhatIsFoundByTheKeyTheDeedAndItsSubject() {
        salon.as(Role.ADMIN)
                .body("{\"name\": \"till\", \"roles\": [\"viewer\"]}")
                .post("/api/keys")
                .then()
                .statusCode(201);
        String subject = salon.as(Role.ANALYST)
                .get("/api/audit-log?what=key-made")
                .then()
                .body("subject", contains(containsString("'till'")))
                .extract()
                .path("[0].subject");
        salon.as(Role.ANALYST)
                .queryParam("subject", subject)
                .get("/api/audit-log")
                .then()
                .body("what", contains("key-made"));
        salon.as(Role.ANALYST)
                .get("/api/audit-log?what=key-made&who=nobody")
                .then()
                .body("$", hasSize(0));
        salon.as(Role.ANALYST)
                .get("/api/audit-log?what=key-made&to=2026-11-20T11:00:00Z")
                .then()
                .body("$", hasSize(0));
        for (String nonsense : List.of("who=%00", "what=%00", "subject=" + "x".repeat(5_000))) {
            salon.as(Role.ANALYST)
                    .urlEncodingEnabled(false)
                    .get("/api/audit-log?" + nonsense)
                    .then()
                    .statusCode(lessThan(500));
        }
        salon.as(Role.ANALYST).get("/api/audit-log?to=yesterday").then().statusCode(422);
    }

    private Response open() {
        return salon.as(Role.VIEWER).get("/api/actions?finished=false");
    }

    private List<String> paged(String first) {
        var all = new ArrayList<String>();
        String path = first;
        while (!path.isEmpty()) {
            Response page = salon.as(Role.VIEWER).urlEncodingEnabled(false).get(path);
            List<String> clients = page.then().statusCode(200).extract().path("client");
            List<String> steps = page.path("step");
            for (int i = 0; i < clients.size(); i++) {
                all.add(clients.get(i) + " " + steps.get(i));
            }
            Matcher next = NEXT.matcher(String.valueOf(page.header("Link")));
            path = next.find() ? next.group(1) : "";
        }
        return all;
    }

    private void student(String client, String name) {
        salon.bookingSystem()
                .body("{\"firstName\": \"" + name + "\", \"email\": \"" + client
                        + "@mail.example\", \"tags\": [\"student\"]}")
                .put("/api/clients/" + client)
                .then()
                .statusCode(200);
    }
}
