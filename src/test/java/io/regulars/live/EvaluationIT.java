package io.regulars.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.campaigns.ledger.StartedAction;
import io.regulars.delivery.DeliverDueActions;
import io.regulars.evaluation.EvaluationCause;
import io.regulars.evaluation.StoredHistory;
import io.regulars.facts.history.BookingState.Status;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.Transaction;
import io.regulars.ranking.ApplySpendChanges;
import io.regulars.rules.model.RuleFile;
import io.regulars.segments.HeldSegment;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EvaluationIT {
    @Inject
    TestBusinesses businesses;

    @Inject
    TestClock clock;

    @Inject
    Database database;

    @Inject
    TestRelease release;

    @Inject
    EvaluateClient evaluateClient;

    @Inject
    EvaluateDueClients dueClients;

    @Inject
    ApplySpendChanges applySpendChanges;

    @Inject
    EvaluateAll evaluateAll;

    @Inject
    EvaluationJobs jobs;

    @Inject
    DeliverDueActions deliver;

    private TestBusiness salon;
    private StoredHistory stored;

    @BeforeEach
    void aSalonWithRules() {
        clock.set("2026-11-22T12:00:00Z");
        salon = businesses.fresh();
        stored = new StoredHistory(database, salon.id());
        release.activate(files(""));
    }

    @Test
    void aPageAboutAServiceThatWasNeverBookedIsAboutItsCategory() {
        release.activate("""
                rule "Browser" when $c : Client( categoriesViewedNotBookedInLast(30) >= 1 ) then segments.assign($c, "browser"); end
                """);
        salon.bookingSystem()
                .body("{\"name\": \"Cut\", \"category\": \"hair\"}")
                .put("/api/services/cut")
                .then()
                .statusCode(200);

        salon.bookingSystem()
                .body(
                        "{\"id\": \"a-1\", \"client\": \"c-1\", \"type\": \"PAGE_VIEWED\", \"data\": {\"service\": \"cut\"}}")
                .post("/api/activity")
                .then()
                .statusCode(200)
                .body("segments.name", contains("browser"));
    }

    @Test
    void whatAVisitCausesIsAnsweredAndStored() {
        long client = stored.client("c-1", "2026-11-22T11:00:00Z");
        stored.booking(client, "b-1", "2026-11-22T12:00:00Z", Status.COMPLETED, 3000);

        EvaluationAnswer answer = evaluate(client, EvaluationCause.CHANGE);

        assertThat(answer.client()).isEqualTo("c-1");
        assertThat(answer.release()).isEqualTo(release.label());
        assertThat(answer.entered()).containsExactly("first-timer", "top-spender");
        assertThat(answer.segments())
                .extracting(HeldSegment::name, HeldSegment::since)
                .contains(tuple("first-timer", Instant.parse("2026-11-22T12:00:00Z")));
        assertThat(answer.actions())
                .extracting(StartedAction::step, StartedAction::state)
                .containsExactly(tuple("orientation", "QUEUED"), tuple("mark", "QUEUED"));
        salon.as(Role.VIEWER)
                .get("/api/clients/c-1/segments")
                .then()
                .statusCode(200)
                .body("name", contains("first-timer", "top-spender"));
        salon.as(Role.VIEWER)
                .get("/api/segments/first-timer/members")
                .then()
                .statusCode(200)
                .body("client", contains("c-1"));
        salon.as(Role.VIEWER)
                .get("/api/segments/first-timer/transitions")
                .then()
                .statusCode(200)
                .body("kind", contains("ENTERED"))
                .body("release", contains(release.label()));
        salon.as(Role.VIEWER).get("/api/segments").then().statusCode(200).body("name", hasItem("first-timer"));
        salon.as(Role.VIEWER).get("/api/campaigns").then().statusCode(200).body("name", hasItem("welcome"));
    }

    @Test
    void evaluatingAgainCausesNothing() {
        long client = stored.client("c-1", "2026-11-22T11:00:00Z");
        stored.booking(client, "b-1", "2026-11-22T12:00:00Z", Status.COMPLETED, 3000);
        evaluate(client, EvaluationCause.CHANGE);

        EvaluationAnswer again = evaluate(client, EvaluationCause.CHANGE);

        assertThat(again.entered()).isEmpty();
        assertThat(again.left()).isEmpty();
        assertThat(again.actions()).isEmpty();
        assertThat(again.segments()).isEqualTo(present(client).segments());
        salon.as(Role.VIEWER).get("/api/actions").then().statusCode(200).body("$", hasSize(2));
    }

    @Test
    void importedHistoryStartsNothingAndSaysSo() {
        long client = stored.client("c-1", "2026-01-01T11:00:00Z");
        stored.booking(client, "b-1", "2026-01-05T12:00:00Z", Status.COMPLETED, 3000);

        EvaluationAnswer answer = evaluate(client, EvaluationCause.IMPORT);

        assertThat(answer.entered()).contains("first-timer", "lapsed");
        assertThat(answer.actions())
                .isNotEmpty()
                .allMatch(action -> action.state().equals("BACKLOG"));
        salon.as(Role.VIEWER)
                .get("/api/campaigns/win-back/actions")
                .then()
                .statusCode(200)
                .body("state", contains("BACKLOG"))
                .body("reason", contains("backlog: imported history"));
    }

    @Test
    void whatWasTrueMoreThanADayBeforeWeWereToldIsBacklog() {
        long client = stored.client("c-1", "2026-11-01T11:00:00Z");
        stored.booking(client, "b-1", "2026-11-21T11:59:59Z", Status.COMPLETED, 3000);

        assertThat(evaluate(client, EvaluationCause.CHANGE).actions())
                .isNotEmpty()
                .allMatch(action -> action.state().equals("BACKLOG"));
    }

    @Test
    void aClientLapsesAtTheMomentItIsDueAndIsWonBackOnce() {
        long client = stored.client("c-1", "2026-11-22T11:00:00Z");
        stored.booking(client, "b-1", "2026-11-22T12:00:00Z", Status.COMPLETED, 3000);
        evaluate(client, EvaluationCause.CHANGE);

        clock.set("2027-05-20T20:59:59Z");
        dueClients.evaluate();
        assertThat(names(client)).doesNotContain("lapsed");
        clock.set("2027-05-20T21:00:00Z");
        dueClients.evaluate();
        dueClients.evaluate();

        assertThat(present(client).segments())
                .filteredOn(segment -> segment.name().equals("lapsed"))
                .extracting(HeldSegment::since)
                .containsExactly(Instant.parse("2027-05-20T21:00:00Z"));
        salon.as(Role.VIEWER).get("/api/campaigns/win-back/actions").then().body("state", contains("QUEUED"));
    }

    @Test
    void whatCameAndWentWhileTheServiceWasAwayIsRecordedAndStartsNothing() {
        release.activate(files("""
                        rule "Fading" when $c : Client( daysSinceLastVisit >= 60 && daysSinceLastVisit < 90 ) then segments.assign($c, "fading"); end
                        rule "Win the fading" when $c : Client() Entered( segment == "fading" ) then campaigns.start($c, "win-back"); end
                        """));
        long client = stored.client("c-1", "2026-11-22T11:00:00Z");
        stored.booking(client, "b-1", "2026-11-22T12:00:00Z", Status.COMPLETED, 3000);
        evaluate(client, EvaluationCause.CHANGE);

        clock.set("2027-06-30T10:00:00Z");
        dueClients.evaluate();

        assertThat(transitions("fading")).containsExactly("ENTERED 2027-01-20T22:00:00Z", "LEFT 2027-02-19T22:00:00Z");
        assertThat(transitions("lapsed")).containsExactly("ENTERED 2027-05-20T21:00:00Z");
        assertThat(names(client)).contains("lapsed").doesNotContain("fading");
        salon.as(Role.VIEWER)
                .get("/api/campaigns/win-back/actions")
                .then()
                .body("state", hasItems("QUEUED", "BACKLOG"))
                .body("reason", hasItem("backlog: over before anybody could look, no longer in the segment"));
    }

    @Test
    void aRequestAfterAnOutageFindsWhatWasMissedFirst() {
        long client = stored.client("c-1", "2026-11-22T11:00:00Z");
        stored.booking(client, "b-1", "2026-11-22T12:00:00Z", Status.COMPLETED, 3000);
        evaluate(client, EvaluationCause.CHANGE);
        clock.set("2027-06-30T10:00:00Z");
        stored.recordedAt("2027-06-30T10:00:00Z")
                .booking(client, "b-2", "2027-06-30T10:00:00Z", Status.COMPLETED, 3000);

        evaluate(client, EvaluationCause.CHANGE);

        assertThat(transitions("lapsed")).containsExactly("ENTERED 2027-05-20T21:00:00Z", "LEFT 2027-06-30T10:00:00Z");
    }

    @Test
    void aClientThatCannotBeEvaluatedHoldsUpNobodyAndMissesNothing() {
        for (String name : List.of("c-1", "broken", "c-2")) {
            long client = stored.client(name, "2026-11-22T11:00:00Z");
            stored.booking(client, "b-" + name, "2026-11-22T12:00:00Z", Status.COMPLETED, 3000);
            evaluate(client, EvaluationCause.CHANGE);
        }
        breakBookings("broken", "BROKEN");
        clock.set("2027-05-20T21:00:00Z");
        dueClients.evaluate();
        assertThat(members("lapsed")).containsExactly("c-1", "c-2");

        breakBookings("broken", "COMPLETED");
        clock.set("2027-05-20T21:00:59Z");
        dueClients.evaluate();
        assertThat(members("lapsed")).as("left alone for a minute").containsExactly("c-1", "c-2");
        clock.set("2027-05-20T21:01:00Z");
        dueClients.evaluate();

        assertThat(members("lapsed")).containsExactlyInAnyOrder("broken", "c-1", "c-2");
        assertThat(transitions("lapsed")).containsOnly("ENTERED 2027-05-20T21:00:00Z");
    }

    @Test
    void aClientThatCannotBeEvaluatedIsLeftOutWhenAllAre() {
        for (String name : List.of("c-1", "broken", "c-2")) {
            long client = stored.client(name, "2026-11-22T11:00:00Z");
            stored.booking(client, "b-" + name, "2026-11-22T12:00:00Z", Status.COMPLETED, 3000);
        }
        breakBookings("broken", "BROKEN");

        evaluateAll.evaluate(salon.id(), EvaluationCause.REQUEST, done -> {});

        assertThat(members("first-timer")).containsExactly("c-1", "c-2");
    }

    @Test
    void dueActionsAreCarriedOutOnceAndTagsAreFacts() {
        long client = stored.client("c-1", "2026-11-22T11:00:00Z");
        stored.booking(client, "b-1", "2026-11-22T12:00:00Z", Status.COMPLETED, 3000);
        evaluate(client, EvaluationCause.CHANGE);

        deliver.deliver();
        deliver.deliver();
        dueClients.evaluate();

        salon.as(Role.VIEWER).get("/api/actions?client=c-1").then().body("state", contains("DONE", "DONE"));
        assertThat(names(client)).contains("welcomed");
    }

    @Test
    void actionsOfAnErasedClientAreCancelled() {
        long client = stored.client("c-1", "2026-11-22T11:00:00Z");
        stored.booking(client, "b-1", "2026-11-22T12:00:00Z", Status.COMPLETED, 3000);
        evaluate(client, EvaluationCause.CHANGE);
        stored.erase(client);

        deliver.deliver();

        salon.as(Role.VIEWER)
                .get("/api/actions")
                .then()
                .body("state", contains("CANCELLED", "CANCELLED"))
                .body("reason", hasItem("the client was erased"));
    }

    @Test
    void aCorrectionTakesBackWhatFollowedAndItsRestorationBringsItBack() {
        long client = stored.client("c-1", "2026-11-22T11:00:00Z");
        stored.booking(client, "b-1", "2026-11-22T11:30:00Z", Status.COMPLETED, 3000);
        evaluate(client, EvaluationCause.CHANGE);
        clock.set("2026-11-22T13:00:00Z");
        stored.recordedAt("2026-11-22T13:00:00Z").booking(client, "b-1", "2026-11-22T11:30:00Z", Status.NO_SHOW, 3000);
        assertThat(evaluate(client, EvaluationCause.CHANGE).left()).contains("first-timer");
        salon.as(Role.VIEWER).get("/api/actions").then().body("state", contains("CANCELLED", "CANCELLED"));

        clock.set("2026-11-22T14:00:00Z");
        stored.recordedAt("2026-11-22T14:00:00Z")
                .booking(client, "b-1", "2026-11-22T11:30:00Z", Status.COMPLETED, 3000);
        assertThat(evaluate(client, EvaluationCause.CHANGE).entered()).contains("first-timer");

        salon.as(Role.VIEWER).get("/api/actions").then().body("state", contains("QUEUED", "QUEUED"));
    }

    @Test
    void aRuleThatIsSwitchedOnStartsNothingForThoseItFinds() {
        long client = stored.client("c-1", "2026-11-22T11:00:00Z");
        stored.booking(client, "b-1", "2026-11-22T12:00:00Z", Status.COMPLETED, 3000);
        evaluate(client, EvaluationCause.CHANGE);
        release.activate(files("""
                        rule "Spender" when $c : Client( spend > 20 ) then segments.assign($c, "spender"); end
                        rule "Win spenders" when $c : Client() Entered( segment == "spender" ) then campaigns.start($c, "win-back"); end
                        """));

        evaluateAll.evaluate(salon.id(), EvaluationCause.RELEASE, done -> {});

        assertThat(names(client)).contains("spender");
        salon.as(Role.VIEWER).get("/api/campaigns/win-back/actions").then().body("state", contains("BACKLOG"));
    }

    @Test
    void allClientsOfABusinessAreEvaluatedInBatches() {
        for (int i = 0; i < 230; i++) {
            long client = stored.client("c-" + i, "2026-11-22T11:00:00Z");
            stored.booking(client, "b-" + i, "2026-11-22T12:00:00Z", Status.COMPLETED, 1000 + i);
        }

        assertThat(evaluateAll.evaluate(salon.id(), EvaluationCause.IMPORT, done -> {}))
                .isEqualTo(230);
        // the first batches were ranked before the last clients' spend was known
        applySpendChanges.apply();
        dueClients.evaluate();

        salon.as(Role.VIEWER)
                .get("/api/segments/top-spender/members?limit=1000")
                .then()
                .body("$", hasSize(46));
        String next = salon.as(Role.VIEWER)
                .get("/api/segments/first-timer/members?limit=200")
                .then()
                .body("$", hasSize(200))
                .extract()
                .header("Link");
        assertThat(next).contains("after=").contains("rel=\"next\"");
    }

    @Test
    void oneClientIsEvaluatedOnRequest() {
        long client = stored.client("c-1", "2026-11-22T11:00:00Z");
        stored.booking(client, "b-1", "2026-11-22T12:00:00Z", Status.COMPLETED, 3000);

        salon.as(Role.ANALYST)
                .body("{\"client\": \"c-1\"}")
                .post("/api/evaluate")
                .then()
                .statusCode(200)
                .body("entered", hasItem("first-timer"));
        salon.as(Role.ANALYST)
                .body("{\"client\": \"nobody\"}")
                .post("/api/evaluate")
                .then()
                .statusCode(404);
        salon.as(Role.ANALYST)
                .body("{}")
                .post("/api/evaluate")
                .then()
                .statusCode(202)
                .body("clients", equalTo(1));
    }

    @Test
    void aJobWhoseServiceWasStoppedHasFailed() {
        String job = database.transaction(
                tx -> tx.first("""
                        insert into evaluation_job (business_id, state, clients, started_at, beat_at)
                        values (?, 'RUNNING', 1, ?, clock_timestamp()) returning id
                        """, row -> row.getString(1), salon.id().value(), clock.instant())
                        .orElseThrow());
        jobs.tidy();
        salon.as(Role.ANALYST).get("/api/evaluate/" + job).then().body("state", equalTo("RUNNING"));

        database.transaction(tx -> tx.update(
                "update evaluation_job set beat_at = beat_at - interval '61 seconds' where id = ?::uuid", job));
        jobs.tidy();

        salon.as(Role.ANALYST)
                .get("/api/evaluate/" + job)
                .then()
                .body("state", equalTo("FAILED"))
                .body("failure", containsString("stopped"));
    }

    private void breakBookings(String client, String status) {
        database.transaction(tx -> tx.update("""
                update booking_version set status = ?
                where client_id = (select id from client where business_id = ? and external_id = ?)
                """, status, salon.id().value(), client));
    }

    private List<String> members(String segment) {
        return salon.as(Role.VIEWER)
                .get("/api/segments/" + segment + "/members")
                .then()
                .extract()
                .path("client");
    }

    private List<String> transitions(String segment) {
        return database.transaction(tx -> tx.list(
                "select kind, occurred_at from transition where business_id = ? and segment = ? order by id",
                row -> row.getString(1) + " " + Transaction.instant(row, "occurred_at"),
                salon.id().value(),
                segment));
    }

    /** Replicas' clocks differ, and who waits for the client's row has read the clock before. */
    @Test
    void aTagWhoseClockIsBehindBeginsWithTheEvaluationThatDidNotKnowIt() {
        long client = stored.client("c-1", "2026-11-22T11:00:00Z");
        stored.booking(client, "b-1", "2026-11-22T12:00:00Z", Status.COMPLETED, 3000);
        evaluate(client, EvaluationCause.CHANGE);
        clock.set("2026-11-22T12:00:00.050Z");
        evaluate(client, EvaluationCause.CHANGE);

        clock.set("2026-11-22T12:00:00.010Z");
        deliver.deliver();
        clock.set("2026-11-22T12:00:00.080Z");
        dueClients.evaluate();
        clock.set("2026-11-22T12:00:00.060Z");
        database.transaction(tx -> tx.update(
                "update client_tag set removed_at = ? where client_id = ? and tag = 'welcomed'",
                clock.instant(),
                client));
        clock.set("2026-11-22T12:00:00.090Z");
        evaluate(client, EvaluationCause.CHANGE);

        assertThat(transitions("welcomed"))
                .containsExactly("ENTERED 2026-11-22T12:00:00.050Z", "LEFT 2026-11-22T12:00:00.080Z");
    }

    private EvaluationAnswer evaluate(long client, EvaluationCause cause) {
        return database.transaction(tx -> evaluateClient.evaluate(tx, salon.id(), client, List.of(), cause));
    }

    private EvaluationAnswer present(long client) {
        return database.transaction(tx -> evaluateClient.present(tx, salon.id(), client));
    }

    private List<String> names(long client) {
        return present(client).segments().stream().map(HeldSegment::name).toList();
    }

    private static List<RuleFile> files(String more) {
        String drl = """
                rule "First-timer" when $c : Client( visits == 1 ) then segments.assign($c, "first-timer"); end
                rule "Lapsed" when $c : Client( daysSinceLastVisit >= 180 ) then segments.assign($c, "lapsed"); end
                rule "Top" when $c : Client( spendPercentile > 80 ) then segments.assign($c, "top-spender"); end
                rule "Welcomed" when $c : Client( tags contains "welcomed" ) then segments.assign($c, "welcomed"); end
                rule "Welcome" when $c : Client() Entered( segment == "first-timer" ) then campaigns.start($c, "welcome"); end
                rule "Win back" when $c : Client() Entered( segment == "lapsed" ) then campaigns.start($c, "win-back"); end
                """ + more;
        String welcome = """
                name: welcome
                title: Welcome
                reentry: once
                steps:
                  - {name: orientation, task: {for: front desk, text: Show them around}}
                  - {name: mark, tag: welcomed}
                """;
        String winBack =
                "name: win-back\ntitle: Win back\nsteps: [{name: offer, message: {channel: email, text: Come}}]\n";
        return List.of(
                new RuleFile("campaigns/welcome.yaml", welcome),
                new RuleFile("campaigns/win-back.yaml", winBack),
                new RuleFile("test.drl", drl));
    }
}
