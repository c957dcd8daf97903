package io.regulars.releases.activation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.delivery.DeliverDueActions;
import io.regulars.platform.database.Database;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A release is checked and activated over the API, for one business, and back. */
@QuarkusTest
class ActivationIT {
    private static final String REGULAR =
            "rule \"Regular\" when $c: Client( visits >= 1 ) then segments.assign($c, \"regular\"); end\n";
    private static final String GREETED = REGULAR
            + "rule \"Greet\" when $c: Client() Entered( segment == \"regular\" ) then campaigns.start($c, \"greet\"); end\n";
    private static final String GREET =
            "name: greet\ntitle: Greet\nsteps: [{name: hello, task: {for: front desk, text: Greet them}}]\n";

    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    @Inject
    TestClock clock;

    @Inject
    Database database;

    @Inject
    DeliverDueActions deliver;

    private TestBusiness salon;

    @BeforeEach
    void aSalonThatFollowsTheSharedRules() {
        clock.set("2026-11-22T12:00:00Z");
        release.activate();
        salon = businesses.fresh();
    }

    @Test
    void aCheckedDraftAnswersForItsBusinessOnly() {
        TestBusiness other = businesses.fresh();
        String draft = draft("segments/regular.drl", REGULAR);
        salon.as(Role.ANALYST)
                .post("/api/rules/releases/" + draft + "/check")
                .then()
                .statusCode(200)
                .body("ready", is(true))
                .body("problems", hasSize(0));
        salon.as(Role.VIEWER).get("/api/rules/releases/" + draft).then().body("state", is("CHECKED"));

        activate(draft, "{}").statusCode(200).body("id", is(draft)).body("changed", is(true));

        active(salon)
                .body("id", is(draft))
                .body("scope", is("own"))
                .body("author", is("analyst"))
                .body("shared", is(release.label()));
        active(other).body("id", is(release.label())).body("scope", is("shared"));
        visit("c-1");
        salon.bookingSystem().get("/api/clients/c-1/segments").then().body("name", hasItem("regular"));
        other.bookingSystem()
                .body("{\"client\": \"c-1\", \"service\": \"cut\", \"startsAt\": \"2026-11-20T09:00:00Z\","
                        + " \"status\": \"COMPLETED\"}")
                .put("/api/bookings/b-1")
                .then()
                .body("release", is(release.label()))
                .body("entered", is(List.of("first-timer")));
    }

    @Test
    void anEarlierReleaseIsTheWayBackAndStaysTheSameRelease() {
        String first = draft("segments/regular.drl", REGULAR);
        activate(first, "{}").statusCode(200);
        String second = draft("segments/regular.drl", REGULAR.replace("visits >= 1", "visits >= 2"));
        activate(second, "{}").statusCode(200);
        state(first).body("state", is("RETIRED"));

        activate(first, "{}").statusCode(200).body("id", is(first));

        active(salon).body("id", is(first));
        state(first).body("state", is("ACTIVE"));
        state(second).body("state", is("RETIRED"));
        salon.as(Role.ADMIN)
                .get("/api/audit-log")
                .then()
                .statusCode(200)
                .body("[0].what", is("release-rolled-back"))
                .body("[0].subject", is(first))
                .body("[0].who", is("analyst"))
                .body("[0].details", is("starts future-only"))
                .body("what", hasItems("release-created", "release-edited", "release-activated"));
    }

    @Test
    void aBusinessGoesBackToTheSharedRelease() {
        visit("c-1");
        activate(draft("segments/regular.drl", REGULAR), "{}").statusCode(200);
        awaitSegments("c-1", "first-timer", "regular");

        salon.as(Role.ANALYST)
                .body("{}")
                .post("/api/rules/follow-default")
                .then()
                .statusCode(200)
                .body("id", is(release.label()));

        active(salon).body("id", is(release.label())).body("scope", is("shared"));
        awaitSegments("c-1", "first-timer");
        salon.as(Role.ANALYST)
                .body("{}")
                .post("/api/rules/follow-default")
                .then()
                .statusCode(409);
    }

    @Test
    void whatCannotRunIsNotActivatedAndEachProblemIsTold() {
        String draft = draft("segments/regular.drl", REGULAR.replace("visits", "visit"));

        salon.as(Role.ANALYST)
                .post("/api/rules/releases/" + draft + "/check")
                .then()
                .statusCode(200)
                .body("ready", is(false))
                .body("problems[0].file", is("segments/regular.drl"))
                .body("problems[0].line", is(1));
        activate(draft, "{}")
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", containsString("what answered before goes on"))
                .body("diagnostics[0].file", is("segments/regular.drl"))
                .body("diagnostics[0].hint", is("Did you mean 'visits'?"));
        active(salon).body("id", is(release.label()));
    }

    @Test
    void rulesThatFireWithoutEndAreNamedByTheCheckAndByTheActivationThatItPrecedes() {
        String draft = draft("segments/loop.drl", """
                rule "More" when $c: Client() Finding( $n : name ) then insertLogical( new Finding($c, $n + "x") ); end
                rule "Begin" when $c: Client( visits >= 3 ) then insertLogical( new Finding($c, "y") ); end
                rule "End" when $c: Client() Finding( name == "yxx" ) then segments.assign($c, "s"); end
                """);

        salon.as(Role.ANALYST)
                .post("/api/rules/releases/" + draft + "/check")
                .then()
                .statusCode(200)
                .body("ready", is(false))
                .body("problems.code", contains("endless-rules"))
                .body("problems[0].message", containsString("'More'"))
                .body("problems[0].file", is("segments/loop.drl"))
                .body("problems[0].line", is(1));
        activate(draft, "{}")
                .statusCode(409)
                .body("diagnostics.code", contains("endless-rules"))
                .body("diagnostics[0].message", containsString("'More'"));
        active(salon).body("id", is(release.label()));
    }

    @Test
    void aScenarioThatIsNotMetKeepsAReleaseFromAnswering() {
        String draft = draft("segments/regular.drl", REGULAR);
        put(draft, "scenarios/regular.yaml", """
                scenarios:
                  - name: A regular came once
                    client: {firstName: Ana}
                    timeline:
                      - {at: 2026-01-10, visit: {service: cut, price: 30}}
                      - {at: 2026-01-11, expect: {in: [vip-regular]}}
                """);

        activate(draft, "{}").statusCode(409).body("diagnostics.file", hasItem("scenarios/regular.yaml"));
    }

    @Test
    void whatARuleFindsAtTheSwitchStartsNothingUnlessAskedFor() {
        visit("c-1");
        String draft = draft("segments/regular.drl", GREETED);
        put(draft, "campaigns/greet.yaml", GREET);

        activate(draft, "{}").statusCode(200);

        awaitSegments("c-1", "first-timer", "regular");
        actions("greet").body("state", contains("BACKLOG"));
        activate(draft, "{}").statusCode(200).body("changed", is(false));
        activate(draft, "{\"starts\": \"everyone\"}")
                .statusCode(409)
                .body("detail", containsString("was decided when it began to"));
        salon.as(Role.VIEWER)
                .get("/api/segments/regular/transitions")
                .then()
                .body("kind", contains("ENTERED"))
                .body("cause", contains("RELEASE"));
        salon.as(Role.VIEWER)
                .get("/api/segments/first-timer/transitions")
                .then()
                .body("cause", contains("CHANGE"));
        salon.as(Role.VIEWER)
                .get("/api/clients/c-1/timeline")
                .then()
                .body("find { it.what == 'ENTERED' && it.details.segment == 'regular' }.details.cause", is("RELEASE"));
    }

    @Test
    void everyoneIsStartedWhereThatIsAskedForAlsoByARequestThatComesFirst() {
        visit("c-1");
        visit("c-2");
        String draft = draft("segments/regular.drl", GREETED);
        put(draft, "campaigns/greet.yaml", GREET);

        activate(draft, "{\"starts\": \"everyone\"}").statusCode(200);
        salon.bookingSystem()
                .body("{\"firstName\": \"Zane\"}")
                .put("/api/clients/c-2")
                .then()
                .statusCode(200);

        awaitSegments("c-1", "first-timer", "regular");
        actions("greet").body("state", contains("QUEUED", "QUEUED"));
    }

    @Test
    void startsAreSpreadOverDaysAndWhoHasLeftMeanwhileIsLeftAlone() {
        for (int i = 1; i <= 5; i++) {
            client("c-" + i, "Riga");
        }
        String draft = draft("segments/regular.drl", GREETED.replace("visits >= 1", "city == \"Riga\""));
        put(draft, "campaigns/greet.yaml", GREET);
        clock.set("2026-11-22T12:00:01Z");

        activate(draft, "{\"starts\": {\"perDay\": 2}}").statusCode(200);

        awaitSegments("c-5", "lead", "regular");
        actions("greet")
                .body("client", contains("c-1", "c-2", "c-3", "c-4", "c-5"))
                .body(
                        "dueAt",
                        contains(
                                "2026-11-22T12:00:01Z",
                                "2026-11-22T12:00:01Z",
                                "2026-11-23T12:00:01Z",
                                "2026-11-23T12:00:01Z",
                                "2026-11-24T12:00:01Z"));
        clock.set("2026-11-23T12:00:01Z");
        client("c-4", "Liepaja");
        deliver.deliver();

        actions("greet")
                .body("state", contains("DONE", "DONE", "DONE", "CANCELLED", "QUEUED"))
                .body("reason[3]", is("no longer in the segment 'regular'"));
    }

    @Test
    void howStartsAreWantedIsReadStrictly() {
        String draft = draft("segments/regular.drl", REGULAR);
        activate(draft, "{\"starts\": \"sometime\"}").statusCode(422).body("errors[0].pointer", is("/starts"));
        activate(draft, "{\"starts\": {\"perDay\": 0}}")
                .statusCode(422)
                .body("errors[0].pointer", is("/starts/perDay"));
    }

    @Test
    void aSharedReleaseNeedsThePlatformAndTheFolderHasTheWordWhereItLeads() {
        salon.as(Role.ANALYST)
                .body("{\"scope\": \"shared\"}")
                .post("/api/rules/releases")
                .then()
                .statusCode(403)
                .body("detail", containsString("platform"));
        Response made = salon.as(Role.PLATFORM).body("{\"scope\": \"shared\"}").post("/api/rules/releases");
        made.then().statusCode(201).body("scope", is("shared"));
        String draft = made.path("id");
        salon.as(Role.ADMIN)
                .body("{}")
                .post("/api/rules/releases/" + draft + "/activate")
                .then()
                .statusCode(403);

        salon.as(Role.PLATFORM)
                .body("{}")
                .post("/api/rules/releases/" + draft + "/activate")
                .then()
                .statusCode(409)
                .body("detail", containsString("REGULARS_RULES_LEAD"));
    }

    @Test
    void whereFourEyesAreWantedTheAuthorOfTheLastEditDoesNotActivate() {
        Response settings = salon.as(Role.ADMIN).get("/api/business");
        salon.as(Role.ADMIN)
                .body(settings.asString().replace("\"fourEyes\":false", "\"fourEyes\":true"))
                .put("/api/business")
                .then()
                .statusCode(200)
                .body("fourEyes", is(true));
        salon.as(Role.ADMIN)
                .body(settings.asString().replace("\"fourEyes\":false,", ""))
                .put("/api/business")
                .then()
                .statusCode(200)
                .body("fourEyes", is(true));
        String draft = draft("segments/regular.drl", REGULAR);

        activate(draft, "{}").statusCode(403).body("detail", containsString("four eyes"));
        salon.as(Role.ADMIN)
                .body("{}")
                .post("/api/rules/releases/" + draft + "/activate")
                .then()
                .statusCode(200);
        salon.as(Role.ADMIN)
                .get("/api/audit-log?limit=100")
                .then()
                .body("find { it.what == 'settings-changed' }.details", containsString("fourEyes: false → true"))
                .body("find { it.what == 'release-activated' }.who", is("admin"));
    }

    @Test
    void whoChangesNothingIsNotTheLastEditor() {
        String draft = draft("segments/regular.drl", REGULAR);
        salon.as(Role.ADMIN)
                .contentType("text/plain")
                .header("If-Match", "*")
                .body(REGULAR)
                .put("/api/rules/releases/" + draft + "/files/segments/regular.drl")
                .then()
                .statusCode(200);

        state(draft).body("editedBy", is("analyst"));
    }

    @Test
    void ofTwoActivationsAtOnceOneIsMadeAndTheOtherHearsOfIt() {
        String draft = draft("segments/regular.drl", REGULAR);
        int number = Integer.parseInt(draft.substring(2));
        CompletableFuture<Response> late = database.transaction(tx -> {
            tx.first("select id from release where id = ? for update", row -> row.getInt(1), number);
            var activation = CompletableFuture.supplyAsync(() -> salon.as(Role.ANALYST)
                    .body("{\"starts\": \"everyone\"}")
                    .post("/api/rules/releases/" + draft + "/activate"));
            await().until(() -> blocked() > 0);
            tx.update("update release set state = 'ACTIVE' where id = ?", number);
            return activation;
        });

        late.join().then().statusCode(409).body("detail", containsString("activated meanwhile"));
    }

    private long blocked() {
        return database.transaction(tx -> tx.first(
                        "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%from release%'",
                        row -> row.getLong(1)))
                .orElseThrow();
    }

    @Test
    void whoChecksASharedReleaseNeitherChangesItNorTellsOthers() {
        Response made = salon.as(Role.PLATFORM).body("{\"scope\": \"shared\"}").post("/api/rules/releases");
        String draft = made.path("id");
        salon.as(Role.ANALYST)
                .post("/api/rules/releases/" + draft + "/check")
                .then()
                .statusCode(200);

        state(draft).body("state", is("DRAFT"));
        businesses
                .fresh()
                .as(Role.ADMIN)
                .get("/api/audit-log")
                .then()
                .body("find { it.what == 'release-checked' && it.subject == '" + draft + "' }", nullValue());
        salon.as(Role.ADMIN)
                .get("/api/audit-log")
                .then()
                .body("find { it.what == 'release-checked' }.subject", is(draft));
    }

    @Test
    void whatWasSeenIsWhatIsActivatedWhereThatIsAskedFor() {
        Response made = salon.as(Role.ANALYST).body("{}").post("/api/rules/releases");
        put(made.path("id"), "segments/regular.drl", REGULAR);

        salon.as(Role.ANALYST)
                .header("If-Match", made.header("ETag"))
                .body("{}")
                .post("/api/rules/releases/" + made.path("id") + "/activate")
                .then()
                .statusCode(412);
    }

    @Test
    void aReplicaThatCannotLoadItStopsTheActivationAndIsNamed() {
        String draft = draft("segments/regular.drl", REGULAR);
        var stranger = new OtherReplica(database, "older@elsewhere");
        try (var answering = stranger.replying("it does not know the word 'visits'")) {
            activate(draft, "{}")
                    .statusCode(409)
                    .body("detail", containsString("older@elsewhere"))
                    .body("detail", containsString("it does not know the word"));
        }
        active(salon).body("id", is(release.label()));
        state(draft).body("state", is("DRAFT"));
        givenUp(draft).body("who", is("analyst")).body("details", containsString("older@elsewhere"));
    }

    @Test
    void aReplicaThatHasDiedIsNotWaitedFor() {
        String draft = draft("segments/regular.drl", REGULAR);
        new OtherReplica(database, "dead@elsewhere").diedJustNow();

        activate(draft, "{}").statusCode(200).body("replicas", hasSize(1));
    }

    @Test
    void anActivationWhoseCoordinatorHasGoneIsGivenUpAndTheNextOneGoesThrough() {
        String draft = draft("segments/regular.drl", REGULAR);
        int number = Integer.parseInt(draft.substring(2));
        database.transaction(tx -> tx.update("""
                insert into activation (scope, release_id, hash, state, by, beat_at)
                select business_id, id, hash, 'PREPARING', 'gone', clock_timestamp() - interval '8 seconds'
                from release where id = ?
                """, number));

        activate(draft, "{}").statusCode(409).body("detail", containsString("Another activation is under way"));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> activate(draft, "{}").statusCode(200));
        givenUp(draft).body("who", is("gone")).body("details", containsString("has gone"));
    }

    @Test
    void theAuditLogIsOnlyAddedTo() {
        draft("segments/regular.drl", REGULAR);
        for (String change : List.of("update audit_entry set who = 'nobody'", "delete from audit_entry")) {
            assertThatThrownBy(() -> database.transaction(tx -> tx.update(change)))
                    .hasMessageContaining("only added to");
        }
        TestBusiness other = businesses.fresh();
        other.as(Role.ADMIN)
                .get("/api/audit-log")
                .then()
                .statusCode(200)
                .body("find { it.what == 'release-edited' && it.who == 'analyst' }", nullValue());
        salon.as(Role.BOOKING_SYSTEM).get("/api/audit-log").then().statusCode(403);
    }

    /** What the audit log tells of the switch to that draft that was given up. */
    private ValidatableResponse givenUp(String draft) {
        return salon.as(Role.ADMIN)
                .get("/api/audit-log")
                .then()
                .statusCode(200)
                .rootPath("find { it.what == 'activation-given-up' && it.subject == '" + draft + "' }");
    }

    private String draft(String path, String text) {
        Response made = salon.as(Role.ANALYST).body("{}").post("/api/rules/releases");
        made.then().statusCode(201);
        put(made.path("id"), path, text);
        return made.path("id");
    }

    private void put(String draft, String path, String text) {
        salon.as(Role.ANALYST)
                .contentType("text/plain")
                .header("If-Match", "*")
                .body(text)
                .put("/api/rules/releases/" + draft + "/files/" + path)
                .then()
                .statusCode(200);
    }

    private ValidatableResponse activate(String draft, String body) {
        return salon.as(Role.ANALYST)
                .body(body)
                .post("/api/rules/releases/" + draft + "/activate")
                .then();
    }

    private ValidatableResponse state(String id) {
        return salon.as(Role.VIEWER).get("/api/rules/releases/" + id).then().statusCode(200);
    }

    private static ValidatableResponse active(TestBusiness business) {
        return business.as(Role.VIEWER).get("/api/rules/active").then().statusCode(200);
    }

    private void visit(String client) {
        salon.bookingSystem()
                .body(
                        "{\"client\": \"%s\", \"service\": \"cut\", \"startsAt\": \"2026-11-22T09:00:00Z\", \"status\": \"COMPLETED\"}"
                                .formatted(client))
                .put("/api/bookings/b-" + client)
                .then()
                .statusCode(200);
        clock.advance(Duration.ofMillis(1));
    }

    private void client(String id, String city) {
        salon.bookingSystem()
                .body("{\"city\": \"%s\"}".formatted(city))
                .put("/api/clients/" + id)
                .then()
                .statusCode(200);
        clock.advance(Duration.ofMillis(1));
    }

    private ValidatableResponse actions(String campaign) {
        return salon.as(Role.VIEWER)
                .get("/api/campaigns/" + campaign + "/actions")
                .then()
                .statusCode(200);
    }

    private void awaitSegments(String client, String... segments) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> salon.bookingSystem()
                        .get("/api/clients/" + client + "/segments")
                        .then()
                        .statusCode(200)
                        .body("name", contains(segments)));
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> active(salon).body("evaluating", is(false)));
    }

    /** Another instance of the service, as far as the database knows it. */
    private record OtherReplica(Database database, String name, UUID id) {
        OtherReplica(Database database, String name) {
            this(database, name, UUID.randomUUID());
        }

        /** Alive until closed, and says that of whatever is activated. */
        Replying replying(String problem) {
            beat("0 seconds");
            return new Replying(this, problem);
        }

        void diedJustNow() {
            beat("6 seconds");
        }

        private void beat(String before) {
            database.transaction(tx -> tx.update(
                    "insert into replica (id, name, beat_at) values (?, ?, clock_timestamp() - ?::interval)"
                            + " on conflict (id) do update set beat_at = excluded.beat_at",
                    id,
                    name,
                    before));
        }
    }

    /** Replies on a thread of its own. */
    private static final class Replying implements AutoCloseable {
        private final OtherReplica replica;
        private final AtomicBoolean closed = new AtomicBoolean();
        private final Thread thread;

        Replying(OtherReplica replica, String problem) {
            this.replica = replica;
            this.thread = Thread.ofPlatform().daemon().start(() -> {
                while (!closed.get()) {
                    replica.beat("0 seconds");
                    replica.database.transaction(tx -> tx.update(
                            "insert into activation_reply select id, ?, ? from activation where state = 'PREPARING'"
                                    + " on conflict do nothing",
                            replica.id,
                            problem));
                }
            });
        }

        @Override
        public void close() {
            closed.set(true);
            await().until(() -> !thread.isAlive());
            replica.database.transaction(tx -> tx.update("delete from replica where id = ?", replica.id));
        }
    }
}
