package io.regulars.releases.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.campaigns.file.ReadCampaigns;
import io.regulars.evaluation.SwitchStarts;
import io.regulars.platform.database.Administration;
import io.regulars.platform.database.Database;
import io.regulars.preview.PreviewRelease;
import io.regulars.releases.store.EditReleases;
import io.regulars.releases.store.Release;
import io.regulars.releases.store.WholeRelease;
import io.regulars.rules.CompileRules;
import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.RuleSet;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A preview as whoever asks for it sees it: what it needs, how far it is, how it ends. */
@QuarkusTest
class PreviewJobsIT {
    private static final String REGULAR =
            "rule \"Regular\" when $c: Client( visits >= 1 ) then segments.assign($c, \"regular\"); end\n";
    private static final int PART = 1_000;
    private static final int CLIENTS = 3 * PART;

    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    @Inject
    TestClock clock;

    @Inject
    Database database;

    @Inject
    Administration administration;

    @Inject
    PreviewJobs jobs;

    private TestBusiness salon;

    @BeforeEach
    void aSalon() {
        clock.set("2026-11-22T12:00:00Z");
        release.activate();
        salon = businesses.fresh();
    }

    @Test
    void aDraftWithAScenarioThatIsNotMetIsPreviewedAndTheScenarioTold() {
        clients(3);
        String draft = draft(REGULAR.replace(">= 1", "== 0"));
        put(draft, "scenarios/regular.yaml", """
                scenarios:
                  - name: A regular came once
                    client: {firstName: Ana}
                    timeline:
                      - {at: 2026-01-10, visit: {service: cut, price: 30}}
                      - {at: 2026-01-11, expect: {in: [regular]}}
                """);

        done(draft, "{\"starts\": \"everyone\"}")
                .body("state", is("DONE"))
                .body("starts", is("everyone"))
                .body("problems.find { it.severity == 'ERROR' }.file", is("scenarios/regular.yaml"))
                .body("impact.segments.find { it.segment == 'regular' }.joiners.count", is(3));
    }

    @Test
    void nothingIsWrongWithADraftThatCouldBeActivated() {
        done(draft(REGULAR), "{}")
                .body("starts", is("future-only"))
                .body("problems.findAll { it.severity == 'ERROR' }", empty())
                .body("impact.clients", is(0));
        done(draft(REGULAR), "{\"starts\": {\"perDay\": 7}}")
                .body("starts", is("per-day"))
                .body("perDay", is(7));
    }

    @Test
    void whatCannotBeCompiledCannotBePreviewed() {
        ask(draft(REGULAR.replace("visits", "visit")), "{}")
                .statusCode(409)
                .body("detail", containsString("Did you mean 'visits'?"));
    }

    @Test
    void whatAnActivationWouldNotBeAskedIsRefused() {
        ask(draft(REGULAR), "{\"starts\": \"sometime\"}").statusCode(422).body("errors[0].pointer", is("/starts"));
        ask(draft(REGULAR), "{\"starts\": {\"perDay\": 0}}")
                .statusCode(422)
                .body("errors[0].pointer", is("/starts/perDay"));
    }

    @Test
    void rulesThatFireWithoutEndEndThePreviewAndAreNamed() {
        visits("c-1", 3);
        String draft = draft("""
                rule "More" when $c: Client() Finding( $n : name ) then insertLogical( new Finding($c, $n + "x") ); end
                rule "Begin" when $c: Client( visits >= 3 ) then insertLogical( new Finding($c, "y") ); end
                rule "End" when $c: Client() Finding( name == "yxx" ) then segments.assign($c, "s"); end
                """);

        done(draft, "{}")
                .body("state", is("FAILED"))
                .body("failure", containsString("'More'"))
                .body("problems.code", contains("endless-rules"))
                .body("problems[0].message", containsString("'More'"));
    }

    @Test
    void itSaysHowFarItIsAndOfHowMany() {
        clients(CLIENTS);
        var held = new Held();
        String job = start(draft(REGULAR), held);

        awaitFirstPart(job);
        job(job).body("state", is("RUNNING")).body("clients", is(CLIENTS)).body("impact", nullValue());
        held.letGo();
        await().untilAsserted(() -> job(job).body("state", is("DONE")));
        job(job).body("judged", is(CLIENTS)).body("impact.clients", is(CLIENTS));
    }

    @Test
    void whatIsCancelledWhileItRunsEndsAndFindsNothing() {
        clients(CLIENTS);
        String draft = draft(REGULAR);
        var held = new Held();
        String job = start(draft, held);
        awaitFirstPart(job);
        ask(draft, "{}")
                .statusCode(409)
                .body(
                        "detail",
                        containsString("The preview " + job.substring(job.lastIndexOf('/') + 1)
                                + " of this business is running"));

        salon.as(Role.ANALYST).delete(job).then().statusCode(204);
        job(job).body("state", is("CANCELLED")).body("finishedAt", notNullValue());
        held.letGo();

        done(draft, "{}").body("state", is("DONE"));
        job(job).body("state", is("CANCELLED")).body("judged", is(PART)).body("impact", nullValue());
        assertThat(memberships()).isZero();
    }

    /** Rules that are asked about one part of the clients, and about the others when they are let go. */
    private static final class Held {
        private final RuleSet rules = ((Compilation.Compiled) CompileRules.compile(files())).rules();
        private final CountDownLatch go = new CountDownLatch(1);
        private final AtomicInteger parts = new AtomicInteger();

        RuleSet rules() {
            return (RuleSet) Proxy.newProxyInstance(
                    RuleSet.class.getClassLoader(), new Class<?>[] {RuleSet.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("judge") && parts.getAndIncrement() > 0) {
                            go.await();
                        }
                        try {
                            return method.invoke(rules, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        void letGo() {
            go.countDown();
        }
    }

    private static List<RuleFile> files() {
        return List.of(new RuleFile("segments/regular.drl", REGULAR));
    }

    private String start(String draft, Held held) {
        var editor = new EditReleases.Editor(salon.id(), "analyst", false);
        int id = Integer.parseInt(draft.substring(2));
        Release asked = administration.transaction(tx -> EditReleases.visible(editor, id));
        var question = new PreviewRelease.Question(
                salon.id(), held.rules(), ReadCampaigns.read(files()).catalogue(), SwitchStarts.FUTURE_ONLY, 5);
        return "/api/rules/releases/" + draft + "/preview/"
                + jobs.start(new PreviewJobs.Asked(new WholeRelease(asked, files()), question));
    }

    private void awaitFirstPart(String job) {
        await().untilAsserted(() -> job(job).body("judged", is(PART)));
    }

    private ValidatableResponse ask(String draft, String body) {
        return salon.as(Role.ANALYST)
                .body(body)
                .post("/api/rules/releases/" + draft + "/preview")
                .then();
    }

    /** What became of a preview when it has ended. */
    private ValidatableResponse done(String draft, String body) {
        String job = ask(draft, body).statusCode(202).extract().header("Location");
        await().untilAsserted(() -> job(job).body("finishedAt", notNullValue()));
        return job(job);
    }

    private ValidatableResponse job(String job) {
        return salon.as(Role.ANALYST).get(job).then().statusCode(200);
    }

    private String draft(String rules) {
        String draft = salon.as(Role.ANALYST)
                .body("{}")
                .post("/api/rules/releases")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        put(draft, "segments/regular.drl", rules);
        return draft;
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

    private void visits(String client, int number) {
        for (int i = 1; i <= number; i++) {
            salon.bookingSystem()
                    .body("""
                            {"client": "%s", "service": "cut", "startsAt": "2026-11-%02dT09:00:00Z", "status": "COMPLETED"}
                            """.formatted(client, 10 + i))
                    .put("/api/bookings/" + client + "-" + i)
                    .then()
                    .statusCode(200);
        }
    }

    /** Clients who never came. */
    private void clients(int number) {
        database.transaction(tx -> tx.update("""
                insert into client (business_id, external_id, known, recorded_at)
                select ?, 'c-' || i, true, ? from generate_series(1, ?) i
                """, salon.id().value(), clock.instant(), number));
    }

    private long memberships() {
        return database.transaction(tx -> tx.first(
                        "select count(*) from membership where business_id = ?",
                        row -> row.getLong(1),
                        salon.id().value())
                .orElseThrow());
    }
}
