package io.regulars.access.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.regulars.access.Role;
import io.regulars.access.people.Company.Someone;
import io.regulars.platform.database.Database;
import io.regulars.testing.TestBusinesses;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People who sign in by their company. */
@QuarkusTest
@TestProfile(CompanySignInIT.ByCompany.class)
class CompanySignInIT {
    private static final String SIGN_IN = "/api/session/company";
    private static final Someone ANA = new Someone("u-1", "ana@salon.example", List.of("marketing", "all"));

    /** Set by {@link Provider}. */
    @SuppressWarnings("NullAway.Init")
    Company company;

    @Inject
    TestBusinesses businesses;

    @Inject
    Database database;

    /** The settings of an installation that has it. */
    public static final class ByCompany implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.oidc.tenant-enabled",
                    "true",
                    "quarkus.oidc.credentials.secret",
                    "a secret of 32 characters or more",
                    "regulars.sign-in-groups",
                    "owners=default:admin, marketing=default:analyst+viewer, guests=nowhere:viewer");
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(Provider.class));
        }
    }

    /** Runs the company's server. */
    public static final class Provider implements QuarkusTestResourceLifecycleManager {
        @SuppressWarnings("NullAway.Init")
        private Company company;

        @Override
        public Map<String, String> start() {
            try {
                company = new Company();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Map.of("quarkus.oidc.auth-server-url", company.issuer());
        }

        @Override
        public void inject(Object test) {
            if (test instanceof CompanySignInIT own) {
                own.company = company;
            }
        }

        @Override
        public void stop() {
            company.close();
        }
    }

    @BeforeEach
    void nobodyWasHereBefore() {
        database.transaction(tx -> tx.update("""
                update api_key set subject = subject || id, name = name || id, revoked_at = coalesce(revoked_at, now())
                where issuer is not null
                """));
    }

    @Test
    void aBrowserIsSentThereAndComesBackSignedIn() {
        RestAssured.get("/api/session/ways").then().body("company", equalTo(true));
        company.comes(ANA);
        var browser = new HashMap<String, String>();
        Response sent = get(browser, SIGN_IN);
        assertThat(sent.statusCode()).isEqualTo(302);
        assertThat(sent.header("Location"))
                .startsWith(company.issuer() + "/authorize")
                .contains("code_challenge=");
        Response came =
                get(browser, get(new HashMap<>(), sent.header("Location")).header("Location"));
        for (int steps = 0; came.header("Location").contains(SIGN_IN); steps++) {
            assertThat(steps).isLessThan(3);
            came = get(browser, came.header("Location"));
        }
        assertThat(came.statusCode()).isEqualTo(303);
        assertThat(came.header("Location")).endsWith("/");

        RestAssured.given()
                .cookie("regulars", browser.get("regulars"))
                .get("/api/session")
                .then()
                .statusCode(200)
                .body("name", equalTo("ana@salon.example"))
                .body("roles", contains("analyst", "viewer"))
                .body("business.id", equalTo("default"));
    }

    @Test
    void aTokenIsWhoeverItNamesAndMayWhatTheirGroupsMay() {
        as(ANA).get("/api/clients").then().statusCode(200);
        as(ANA).get("/api/session").then().body("name", equalTo("ana@salon.example"));
        as(ANA).get("/api/keys").then().statusCode(403).body("detail", containsString("role admin"));

        var promoted = new Someone("u-1", "ana.ozola@salon.example", List.of("owners"));
        as(promoted).get("/api/keys").then().statusCode(200).body("name", hasItem("ana@salon.example"));
        as(promoted)
                .get("/api/audit-log")
                .then()
                .body("findAll { it.what == 'person-added' }.subject", hasItem("ana@salon.example"));
        as(ANA).get("/api/keys").then().statusCode(403);
    }

    @Test
    void whoIsInNoGroupThatMayIsToldWhich() {
        as(new Someone("u-2", "bo@salon.example", List.of("all", "kitchen")))
                .get("/api/clients")
                .then()
                .statusCode(403)
                .body("detail", startsWith("bo@salon.example is in no group that may use this: all, kitchen."));
        as(new Someone("u-3", "cy@salon.example", List.of("guests")))
                .get("/api/clients")
                .then()
                .statusCode(403)
                .body("detail", containsString("the business 'nowhere', which there is not"));
    }

    @Test
    void whoWasRevokedMayNotComeBack() {
        var owner = new Someone("u-4", "di@salon.example", List.of("owners"));
        as(ANA).get("/api/clients").then().statusCode(200);
        int ana = as(owner).get("/api/keys").path("find { it.name == 'ana@salon.example' }.id");
        as(owner).delete("/api/keys/" + ana).then().statusCode(204);
        as(ANA).get("/api/clients").then().statusCode(403).body("detail", containsString("revoked"));
    }

    @Test
    void nobodyGetsTheNameOfAnother() {
        as(ANA).get("/api/clients").then().statusCode(200);
        as(new Someone("u-5", "ana@salon.example", List.of("owners")))
                .get("/api/session")
                .then()
                .body("name", equalTo("ana@salon.example (u-5)"));
    }

    /** A page asks for several things at once; the table of keys is held until all of them wait to add the person. */
    @Test
    void whoComesForTheFirstTimeByTwoRequestsAtOnceIsAddedOnceAndAnsweredByBoth() throws Exception {
        var twice = new Someone("u-6", "eva@salon.example", List.of("marketing"));
        try (var threads = Executors.newFixedThreadPool(2)) {
            var answers = new ArrayList<Future<Response>>();
            database.transaction(tx -> {
                tx.update("lock table api_key in share mode");
                for (int i = 0; i < 2; i++) {
                    answers.add(threads.submit(() -> as(twice).get("/api/session")));
                }
                return await().atMost(Duration.ofMinutes(2)).until(this::waitingToAdd, greaterThanOrEqualTo(2));
            });
            for (Future<Response> answer : answers) {
                answer.get().then().statusCode(200).body("name", equalTo("eva@salon.example"));
            }
        }
        var owner = new Someone("u-4", "di@salon.example", List.of("owners"));
        as(owner).get("/api/keys").then().body("findAll { it.name.startsWith('eva') }", hasSize(1));
    }

    private int waitingToAdd() {
        return database.transaction(tx -> tx.first("""
                        select count(*)::int from pg_locks where not granted
                        and (relation = 'api_key'::regclass or locktype = 'advisory')
                        """, row -> row.getInt(1))).orElseThrow();
    }

    @Test
    void aTokenForAnotherProgramOrOfAnotherSignerIsNone() {
        bearer(company.token(ANA, "payroll")).get("/api/clients").then().statusCode(401);
        bearer(company.forged(ANA)).get("/api/clients").then().statusCode(401);
    }

    @Test
    void keysOpenWhatTheyDid() {
        bearer(Objects.requireNonNull(businesses.fresh().keys().get(Role.VIEWER)))
                .get("/api/clients")
                .then()
                .statusCode(200);
        bearer("no key").get("/api/clients").then().statusCode(401);
        RestAssured.get("/api/clients").then().statusCode(401).contentType("application/problem+json");
    }

    private RequestSpecification as(Someone who) {
        return bearer(company.token(who, "regulars"));
    }

    private static RequestSpecification bearer(String token) {
        return RestAssured.given().header("Authorization", "Bearer " + token);
    }

    private static Response get(Map<String, String> browser, String address) {
        Response answer = RestAssured.given()
                .cookies(browser)
                .redirects()
                .follow(false)
                .urlEncodingEnabled(false)
                .get(address);
        browser.putAll(answer.cookies());
        return answer;
    }
}
