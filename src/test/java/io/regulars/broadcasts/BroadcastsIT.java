package io.regulars.broadcasts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.delivery.DecideDueActions;
import io.regulars.platform.database.Database;
import io.regulars.rules.model.RuleFile;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A campaign is started once for all who are in a segment: what was seen before is what follows, and it can be stopped. */
@QuarkusTest
class BroadcastsIT {
    private static final String RULES = """
            rule "Student" when $c : Client( tags contains "student" ) then segments.assign($c, "student"); end
            """;

    @Inject
    TestBusinesses businesses;

    @Inject
    TestClock clock;

    @Inject
    TestRelease release;

    @Inject
    RunBroadcasts run;

    @Inject
    DecideDueActions decide;

    @Inject
    Database database;

    private TestBusiness salon;

    @BeforeEach
    void aSalonWithTwelveStudents() {
        clock.set("2026-11-20T10:00:00Z"); // noon in Riga
        activate("");
        salon = businesses.fresh();
        for (int i = 1; i <= 12; i++) {
            student("s-" + i, i > 2);
        }
    }

    /** A newsletter with more lines. */
    private void activate(String more) {
        release.activate(List.of(
                new RuleFile("segments/test.drl", RULES), new RuleFile("campaigns/newsletter.yaml", """
                        name: newsletter
                        title: Autumn news
                        reentry: every 30 days
                        steps: [{name: news, message: {channel: email, text: Hello}}]
                        """ + more)));
    }

    @Test
    void thePreviewSaysWhoGetsItAndWhoDoesNotAndStartsNothing() {
        preview(Map.of())
                .then()
                .statusCode(200)
                .body("title", equalTo("Autumn news"))
                .body("release", equalTo(release.label()))
                .body("clients", equalTo(12))
                .body("starts", equalTo(12))
                .body("sending.steps", hasSize(1))
                .body("sending.steps[0].sends", equalTo(10))
                .body("sending.steps[0].byDay", equalTo(Map.of("2026-11-20", 10)))
                .body("sending.steps[0].drops", equalTo(Map.of("consent", 2)))
                .body("sample", hasSize(5))
                .body("sample[0].client", equalTo("s-1"))
                .body("sample[0].name", equalTo("Anna 1"))
                .body("sample[0].outcome", equalTo("starts"))
                .body("validUntil", equalTo("2026-11-20T10:30:00Z"));

        run.run();
        ledger().body("", empty());
    }

    @Test
    void whatWasConfirmedFollowsAsItWasSeen() {
        start(Map.of()).then().statusCode(202).body("state", equalTo("RUNNING")).body("clients", equalTo(12));
        run.run();
        decide.decide();

        starts().body("state", contains("DONE")).body("started", contains(12)).body("startedBy", contains("analyst"));
        ledger().body("findAll { it.state == 'SENDING' }", hasSize(10))
                .body("findAll { it.gate == 'consent' }.client", containsInAnyOrder("s-1", "s-2"))
                .body("because", everyItem(equalTo("started by analyst for 'student'")));
        salon.as(Role.ADMIN)
                .get("/api/audit-log")
                .then()
                .body("find { it.what == 'campaign-started' }.who", equalTo("analyst"))
                .body("find { it.what == 'campaign-started' }.details", containsString("12 clients in 'student'"));
    }

    @Test
    void theSameConfirmationOnceMoreTellsOfTheSameStart() {
        String confirmation = preview(Map.of()).path("confirmation");
        List<CompletableFuture<String>> answers = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> confirm(Map.of(), confirmation).<String>path("job")))
                .toList();
        assertThat(answers.stream().map(CompletableFuture::join).distinct()).hasSize(1);
        run.run();
        clock.advance(Duration.ofDays(2));

        confirm(Map.of(), confirmation).then().statusCode(202).body("state", equalTo("DONE"));
        run.run();
        ledger().body("", hasSize(12));
    }

    @Test
    void isRefusedWhenItIsNotAsSeen() {
        String confirmation = preview(Map.of()).path("confirmation");
        confirm(Map.of("perDay", 5), confirmation)
                .then()
                .statusCode(422)
                .body("detail", containsString("not one of a preview of this campaign"));
        for (int i = 13; i <= 16; i++) {
            student("s-" + i, true);
        }
        confirm(Map.of(), confirmation)
                .then()
                .statusCode(409)
                .body("detail", allOf(containsString("16 clients now"), containsString("had 12 in the preview")));

        String second = preview(Map.of()).path("confirmation");
        activate("priority: 60\n");
        confirm(Map.of(), second).then().statusCode(409).body("detail", containsString("does not answer any more"));

        String third = preview(Map.of()).path("confirmation");
        clock.advance(Duration.ofMinutes(31));
        confirm(Map.of(), third).then().statusCode(409).body("detail", containsString("was valid until"));
        run.run();
        ledger().body("", empty());
        starts().body("", empty());
    }

    @Test
    void aFewWhoComeMeanwhileGetItToo() {
        String confirmation = preview(Map.of()).path("confirmation");
        student("s-13", true);

        confirm(Map.of(), confirmation).then().statusCode(202).body("clients", equalTo(13));
        run.run();
        ledger().body("", hasSize(13));
    }

    @Test
    void whoGotItLatelyIsPassedOver() {
        start(Map.of());
        run.run();
        clock.advance(Duration.ofDays(10));

        preview(Map.of())
                .then()
                .body("starts", equalTo(0))
                .body("skipped", equalTo(Map.of("at most every 30 days", 12)))
                .body("sample[0].reason", containsString("it started on 2026-11-20"));
        start(Map.of());
        run.run();
        starts().body("skipped", hasItem(12));
    }

    @Test
    void itComesInDaysAsTheCallerOrTheCampaignSays() {
        preview(Map.of("perDay", 5)).then().body("lastStartAt", equalTo("2026-11-22T10:00:00Z"));
        start(Map.of("perDay", 5)).then().body("perDay", equalTo(5));
        run.run();
        assertThat(perDay()).isEqualTo(Map.of("2026-11-20", 5L, "2026-11-21", 5L, "2026-11-22", 2L));
    }

    @Test
    void theLimitOfTheCampaignHoldsForIt() {
        activate("limit: 4 per day\n");
        preview(Map.of())
                .then()
                .body("sending.steps[0].byDay", equalTo(Map.of("2026-11-20", 2, "2026-11-21", 4, "2026-11-22", 4)));
        start(Map.of());
        run.run();
        assertThat(perDay()).isEqualTo(Map.of("2026-11-20", 4L, "2026-11-21", 4L, "2026-11-22", 4L));
    }

    @Test
    void thePreviewKnowsHowManyCodesAreLeft() {
        activate("offer: {percent: 10, validity: 14d, code: 'pool:autumn'}\n");
        salon.as(Role.ADMIN)
                .contentType("text/plain")
                .body("A-1\nA-2\nA-3\nA-4")
                .post("/api/offer-pools/autumn")
                .then()
                .statusCode(200);

        preview(Map.of())
                .then()
                .body("sending.steps[0].sends", equalTo(4))
                .body("sending.steps[0].holds.offer", equalTo(6));
        start(Map.of());
        run.run();
        decide.decide();
        ledger().body("findAll { it.state == 'SENDING' }", hasSize(4))
                .body("findAll { it.gate == 'offer' }", hasSize(6));
    }

    @Test
    void whoLeavesTheSegmentBeforeTheirTurnGetsNothing() {
        activate("while: segment\n");
        start(Map.of("perDay", 6));
        run.run();
        salon.bookingSystem()
                .body(Map.of("email", "s-12@mail.example", "consents", Map.of("email", true)))
                .put("/api/clients/s-12")
                .then()
                .statusCode(200);
        clock.advance(Duration.ofDays(1));
        decide.decide();

        ledger().body("find { it.client == 's-12' }", hasEntry("gate", "left-segment"));
    }

    @Test
    void whatWaitsIsCancelledWhenItIsStopped() {
        String job = start(Map.of("perDay", 5)).path("job");
        run.run();
        decide.decide();
        salon.as(Role.VIEWER)
                .post("/api/campaigns/newsletter/starts/" + job + "/stop")
                .then()
                .statusCode(403);

        stop(job).statusCode(200).body("state", equalTo("STOPPING")).body("stoppedBy", equalTo("analyst"));
        run.run();
        stop(job).body("state", equalTo("STOPPED")).body("cancelled", equalTo(10));
        ledger().body("findAll { it.gate == 'stopped' }.reason", everyItem(equalTo("stopped by analyst")))
                .body("findAll { it.gate == 'stopped' && it.state == 'CANCELLED' }", hasSize(10));
        salon.as(Role.VIEWER)
                .get("/api/deliveries")
                .then()
                .body("state", everyItem(equalTo("WITHDRAWN")))
                .body("", hasSize(3));
        salon.as(Role.ADMIN).get("/api/audit-log").then().body("what", hasItem("campaign-stopped"));
    }

    @Test
    void whatIsBeingSentWhenItIsStoppedIsNotTakenBackAndNotTriedAgain() {
        String job = start(Map.of()).path("job");
        run.run();
        decide.decide();
        database.transaction(tx -> tx.update("""
                update outbox set state = 'LEASED', lease_by = gen_random_uuid(), attempts = 1
                where seq = (select min(seq) from outbox where business_id = ?)
                """, salon.id().value()));
        stop(job);
        run.run();

        stop(job).body("state", equalTo("STOPPED")).body("cancelled", equalTo(9));
        ledger().body("findAll { it.state == 'SENDING' }", hasSize(1));
        List<String> withdrawn = database.transaction(tx -> tx.list(
                "select withdrawn from outbox where business_id = ?",
                row -> row.getString(1),
                salon.id().value()));
        assertThat(withdrawn).containsExactly("stopped by analyst");
    }

    @Test
    void nobodyIsStartedOnceItIsStopped() {
        String job = start(Map.of()).path("job");
        stop(job);
        run.run();

        ledger().body("", empty());
        starts().body("state", contains("STOPPED")).body("started", contains(0));
    }

    @Test
    void twoReplicasStartEverybodyOnce() throws Exception {
        start(Map.of());
        var one = CompletableFuture.runAsync(run::run);
        run.run();
        one.get(30, TimeUnit.SECONDS);
        run.run();

        ledger().body("", hasSize(12));
        starts().body("started", contains(12)).body("finishedAt[0]", equalTo("2026-11-20T10:00:00Z"));
    }

    @Test
    void saysWhichNamesThereAreNot() {
        salon.as(Role.ANALYST)
                .body(Map.of("segment", "student"))
                .post("/api/campaigns/newslettr/start")
                .then()
                .statusCode(404)
                .body("detail", containsString("Did you mean 'newsletter'?"));
        post(Map.of("segment", "studnt"))
                .then()
                .statusCode(422)
                .body("detail", containsString("Did you mean 'student'?"));
        post(Map.of()).then().statusCode(422);
        salon.as(Role.VIEWER)
                .body(Map.of("segment", "student"))
                .post("/api/campaigns/newsletter/start")
                .then()
                .statusCode(403);
        businesses
                .fresh()
                .as(Role.ANALYST)
                .get("/api/campaigns/newsletter/starts")
                .then()
                .body("", empty());
        salon.as(Role.VIEWER)
                .get("/api/campaigns/newsletter/starts/none")
                .then()
                .statusCode(404);
    }

    @Test
    void aClientWhoWasErasedMeanwhileIsPassedOver() {
        start(Map.of());
        salon.as(Role.ADMIN).delete("/api/clients/s-5").then().statusCode(204);
        run.run();

        starts().body("started", contains(11)).body("stoppedBy[0]", nullValue());
    }

    private Map<String, Long> perDay() {
        var days = new HashMap<String, Long>();
        ledger().extract().<List<String>>path("dueAt").forEach(due -> days.merge(due.substring(0, 10), 1L, Long::sum));
        return days;
    }

    private Response preview(Map<String, Object> more) {
        return confirm(more, null);
    }

    private Response start(Map<String, Object> more) {
        return confirm(more, preview(more).path("confirmation"));
    }

    private Response confirm(Map<String, Object> more, @Nullable String confirmation) {
        var body = new HashMap<String, Object>(more);
        body.put("segment", "student");
        if (confirmation != null) {
            body.put("confirmation", confirmation);
        }
        return post(body);
    }

    private Response post(Map<String, Object> body) {
        return salon.as(Role.ANALYST).body(body).post("/api/campaigns/newsletter/start");
    }

    private ValidatableResponse stop(String job) {
        return salon.as(Role.ANALYST)
                .post("/api/campaigns/newsletter/starts/" + job + "/stop")
                .then();
    }

    private ValidatableResponse starts() {
        return salon.as(Role.VIEWER).get("/api/campaigns/newsletter/starts").then();
    }

    private ValidatableResponse ledger() {
        return salon.as(Role.VIEWER)
                .get("/api/campaigns/newsletter/actions")
                .then()
                .statusCode(200);
    }

    private void student(String id, boolean agrees) {
        salon.bookingSystem()
                .body("""
                    {"firstName": "Anna", "lastName": "%s", "email": "%s@mail.example", "consents": {"email": %s},
                     "tags": ["student"]}
                    """.formatted(id.substring(2), id, agrees))
                .put("/api/clients/" + id)
                .then()
                .statusCode(200);
    }
}
