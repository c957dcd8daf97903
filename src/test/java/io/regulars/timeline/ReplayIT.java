package io.regulars.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.evaluation.StoredHistory;
import io.regulars.facts.history.BookingState.Status;
import io.regulars.platform.database.Database;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A past moment replayed for a whole salon: 130 clients, of whom every other came back in March, as we learn in April. */
@QuarkusTest
class ReplayIT {
    private static final int CLIENTS = 130;
    private static final String RULES = """
            rule "At risk: 60 days, or more" when $c: Client( daysSinceLastVisit >= 60 ) then segments.assign($c, "at-risk"); end
            rule "Repeat" when $c: Client( visits >= 2 ) then segments.assign($c, "repeat"); end
            """;

    @Inject
    TestBusinesses businesses;

    @Inject
    TestClock clock;

    @Inject
    TestRelease release;

    @Inject
    Database database;

    private TestBusiness salon;

    @BeforeEach
    void aSalon() {
        clock.set("2030-06-01T00:00:00Z");
        release.activate(RULES);
        salon = businesses.fresh();
        for (int i = 0; i < CLIENTS; i++) {
            var stored = new StoredHistory(database, salon.id()).recordedAt("2030-01-10T12:00:00Z");
            long client = stored.client("c-" + i, "2030-01-01T12:00:00Z");
            stored.booking(client, "b-" + i, "2030-01-10T10:00:00Z", Status.COMPLETED, 30_00);
            if (i % 2 == 0) {
                stored.recordedAt("2030-04-01T12:00:00Z")
                        .booking(client, "b-again-" + i, "2030-03-05T10:00:00Z", Status.COMPLETED, 30_00);
            }
        }
    }

    @Test
    void itCountsWhoWasInEachSegmentFromWhatIsKnownNow() {
        JsonPath done = replay("'asOf': '2030-03-20T12:00:00Z'");

        assertThat(done.getMap("segments")).isEqualTo(Map.of("at-risk", CLIENTS / 2, "repeat", CLIENTS / 2));
        assertThat(done.getLong("replayed")).isEqualTo(CLIENTS);
        assertThat(done.getString("knowledge")).isEqualTo("now");
        assertThat(done.getString("release")).isEqualTo(release.label());
    }

    @Test
    void itCountsWhoWasInEachSegmentFromWhatWasKnownThenByTheReleaseNamed() {
        JsonPath done =
                replay("'asOf': '2030-03-20T12:00:00Z', 'knowledge': 'then', 'release': '" + release.label() + "'");

        assertThat(done.getMap("segments")).isEqualTo(Map.of("at-risk", CLIENTS));
    }

    @Test
    void itListsWhoSinceWhenAndWhyAndOnlyTheSegmentsAskedFor() {
        JsonPath done = replay("'asOf': '2030-03-20T12:00:00Z', 'segments': ['at-risk']");

        List<String> lines = lines(done);
        assertThat(lines).hasSize(1 + CLIENTS / 2).first().isEqualTo("client,segment,since,rule");
        assertThat(lines)
                .contains("c-1,at-risk,2030-03-10T22:00:00Z,\"At risk: 60 days, or more\"")
                .noneMatch(line -> line.startsWith("c-2,"));
    }

    @Test
    void nothingOfWhatIsSoNowChanges() {
        replay("'asOf': '2030-03-20T12:00:00Z'");

        salon.as(Role.VIEWER).get("/api/segments").then().body("members", hasItems(0, 0));
        salon.as(Role.VIEWER).get("/api/segments/at-risk/transitions").then().body("", empty());
    }

    @Test
    void whoeverWasErasedSinceIsLeftOut() {
        JsonPath done = replay("'asOf': '2030-03-20T12:00:00Z'");
        salon.bookingSystem().delete("/api/clients/c-1").then().statusCode(204);

        assertThat(lines(done)).hasSize(CLIENTS);
        salon.as(Role.ANALYST)
                .get("/api/replay/" + done.getString("job"))
                .then()
                .body("segments.at-risk", equalTo(CLIENTS / 2 - 1));
    }

    @Test
    void whatCannotBeReplayedIsRefusedFieldByField() {
        post("'asOf': '2031-01-01T00:00:00Z', 'knowledge': 'maybe', 'release': '17', 'since': 1")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/asOf", "/knowledge", "/release", "/since"));
        post("'release': 'r-999999999', 'asOf': '2030-03-20T12:00:00Z'").then().statusCode(404);
        post("").then().statusCode(422).body("errors.pointer", contains("/asOf"));
    }

    @Test
    void anotherBusinessDoesNotSeeIt() {
        String job = replay("'asOf': '2030-03-20T12:00:00Z'").getString("job");
        TestBusiness other = businesses.fresh();

        other.as(Role.ANALYST).get("/api/replay/" + job).then().statusCode(404);
        other.as(Role.ANALYST).get("/api/replay/" + job + "/members").then().statusCode(404);
        salon.as(Role.VIEWER).get("/api/replay/" + job).then().statusCode(403);
    }

    @Test
    void oneRunsAtATime() {
        database.transaction(
                tx -> tx.update("""
                insert into replay_job (business_id, state, as_of, knowledge, release_id, clients, started_at, beat_at)
                values (?, 'RUNNING', ?, 'NOW', 1, 0, ?, ?)
                """, salon.id().value(), clock.instant(), clock.instant(), clock.instant()));

        post("'asOf': '2030-03-20T12:00:00Z'")
                .then()
                .statusCode(409)
                .body("detail", containsString("ask again when it is done"));
    }

    private JsonPath replay(String fields) {
        String job = post(fields)
                .then()
                .statusCode(202)
                .body("clients", equalTo(CLIENTS))
                .body("segments", aMapWithSize(0))
                .extract()
                .path("job");
        await().until(() -> !job(job).getString("state").equals("RUNNING"));
        assertThat(job(job).getString("state")).isEqualTo("DONE");
        return job(job);
    }

    private Response post(String fields) {
        return salon.as(Role.ANALYST)
                .body(("{" + fields + "}").replace('\'', '"'))
                .post("/api/replay");
    }

    private JsonPath job(String job) {
        return salon.as(Role.ANALYST)
                .get("/api/replay/" + job)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private List<String> lines(JsonPath job) {
        return salon.as(Role.ANALYST)
                .get("/api/replay/" + job.getString("job") + "/members")
                .then()
                .statusCode(200)
                .contentType("text/csv")
                .extract()
                .asString()
                .lines()
                .toList();
    }
}
