package io.regulars.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.evaluation.RandomSalon;
import io.regulars.live.EvaluateDueClients;
import io.regulars.platform.database.Database;
import io.regulars.ranking.ApplySpendChanges;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AuditIT {
    private static final int STEPS = 30;

    @Inject
    TestBusinesses businesses;

    @Inject
    TestClock clock;

    @Inject
    TestRelease release;

    @Inject
    EvaluateDueClients dueClients;

    @Inject
    ApplySpendChanges applySpendChanges;

    @Inject
    AuditSample sample;

    @Inject
    MeterRegistry metrics;

    @Inject
    Database database;

    private TestBusiness salon;

    @BeforeEach
    void aSalonWhereMuchHasHappened() {
        clock.set("2031-01-10T09:00:00Z");
        release.activateDefaults();
        salon = businesses.fresh();
        var random = new RandomSalon(salon, clock, 7);
        random.open();
        for (int step = 0; step < STEPS; step++) {
            random.timePasses();
            settle();
            random.somethingHappens();
        }
        settle();
    }

    @Test
    void nothingDiffersAfterWhateverHappened() {
        double before = drift();
        audit("{\"sample\": 500}")
                .statusCode(200)
                .body("clients", equalTo(2))
                .body("waiting", equalTo(0))
                .body("drift", equalTo(0))
                .body("drifting", empty())
                .body("cutOffs", empty());
        assertThat(job()).isEmpty();
        assertThat(drift()).isEqualTo(before);
    }

    @Test
    void whatIsStoredOtherwiseIsListedWithBothValues() {
        database.transaction(tx -> {
            tx.update(
                    "update membership set since = since - interval '1 day' where business_id = ? and segment = 'repeat'"
                            + " and client_id = (select id from client where business_id = ? and external_id = 'c-1')",
                    salon.id().value(),
                    salon.id().value());
            return tx.update(
                    "delete from membership where business_id = ? and segment like 'service:%'",
                    salon.id().value());
        });

        double before = drift();

        var found = audit("{\"sample\": 500}").statusCode(200).extract().jsonPath();

        assertThat(found.getList("drifting.client")).containsExactlyInAnyOrder("c-1", "c-2");
        assertThat(found.getList("drifting.find{it.client=='c-1'}.differences.what", String.class))
                .contains("since of repeat")
                .anyMatch(what -> what.startsWith("since of service:"));
        assertThat(drift()).isEqualTo(before + 2);
        assertThat(job()).containsExactlyInAnyOrder("c-1", "c-2");
    }

    @Test
    void aRankingThatDoesNotCountEverybodyIsFound() {
        database.transaction(tx -> tx.update(
                "update spend_level set clients = clients + 1 where business_id = ?",
                salon.id().value()));

        var found = audit("{\"sample\": 1}").statusCode(200).extract().jsonPath();

        assertThat(found.getList("cutOffs.what", String.class))
                .contains("population")
                .anyMatch(what -> what.startsWith("clients who spent "));
    }

    @Test
    void whoIsDueIsNotComparedYet() {
        clock.advance(Duration.ofDays(400));

        audit("{\"sample\": 500}").statusCode(200).body("waiting", equalTo(2)).body("drift", equalTo(0));
    }

    @Test
    void oneAuditOfAllRunsAtATimeAndOthersDoNotSeeIt() {
        String job = audit("{}").statusCode(202).extract().path("job");
        businesses.fresh().as(Role.ANALYST).get("/api/audit/" + job).then().statusCode(404);
        await().until(() -> !state(job).equals("RUNNING"));
        database.transaction(tx -> tx.update(
                "update audit_job set state = 'RUNNING' where business_id = ?",
                salon.id().value()));

        audit("{}").statusCode(409).body("detail", containsString("ask again when it is done"));
        audit("{\"sample\": 0, \"all\": true}").statusCode(422).body("errors.pointer", contains("/sample", "/all"));
    }

    @Test
    void aSampleIsDrawnFromSomeBusinessNowAndThen() {
        sample.now();

        assertThat(drift()).isNotNegative();
    }

    private List<String> job() {
        String job = audit("{}")
                .statusCode(202)
                .body("clients", equalTo(2))
                .extract()
                .path("job");
        await().until(() -> !state(job).equals("RUNNING"));
        var done = salon.as(Role.ANALYST)
                .get("/api/audit/" + job)
                .then()
                .statusCode(200)
                .body("state", equalTo("DONE"))
                .body("audited", equalTo(2))
                .extract()
                .jsonPath();
        return done.getList("drifting.client");
    }

    private String state(String job) {
        return salon.as(Role.ANALYST).get("/api/audit/" + job).then().extract().path("state");
    }

    private ValidatableResponse audit(String body) {
        return salon.as(Role.ANALYST).body(body).post("/api/audit").then();
    }

    private double drift() {
        return metrics.get("regulars.audit.drift").gauge().value();
    }

    private void settle() {
        do {
            applySpendChanges.apply();
        } while (dueClients.evaluate() > 0);
    }
}
