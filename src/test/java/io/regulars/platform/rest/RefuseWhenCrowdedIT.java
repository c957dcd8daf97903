package io.regulars.platform.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.regulars.platform.database.Database;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestRelease;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(RefuseWhenCrowdedIT.TwoConnections.class)
class RefuseWhenCrowdedIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    Database database;

    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    @Inject
    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @Inject
    @ConfigProperty(name = "quarkus.datasource.username")
    String user;

    /** Three may wait for one of two. */
    public static final class TwoConnections implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.datasource.jdbc.max-size",
                    "2",
                    "quarkus.datasource.jdbc.acquisition-timeout",
                    "60s",
                    "regulars.requests-waiting",
                    "3");
        }
    }

    @Test
    void whoComesBehindTooManyIsToldAtOnceAndThoseBeforeAreAnswered() throws SQLException {
        release.activate();
        TestBusiness salon = businesses.fresh();
        assertThat(put(salon)).isEqualTo(200);

        try (Connection held = DriverManager.getConnection(url, user, "");
                ExecutorService callers = Executors.newFixedThreadPool(5)) {
            held.setAutoCommit(false);
            held.createStatement()
                    .execute("select 1 from client where business_id = "
                            + salon.id().value() + " for update");
            List<CompletableFuture<Integer>> taken = IntStream.range(0, 5)
                    .mapToObj(_ -> CompletableFuture.supplyAsync(() -> putUntilTaken(salon), callers))
                    .toList();
            await().atMost(PATIENCE).until(() -> database.awaited() >= 3);

            salon.bookingSystem()
                    .get("/api/clients/c-1")
                    .then()
                    .statusCode(429)
                    .contentType("application/problem+json")
                    .header("Retry-After", "1")
                    .body("type", equalTo("urn:regulars:problem:too-many"))
                    .body("instance", equalTo("/api/clients/c-1"));
            RestAssured.get("/q/health/live").then().statusCode(200);
            assertThat(RestAssured.get("/q/metrics").asString())
                    .containsPattern("regulars_requests_refused_total\\{reason=\"load\"} [1-9]");

            held.rollback();
            assertThat(taken).allSatisfy(one -> assertThat(one.join()).isEqualTo(200));
        }
        salon.bookingSystem().get("/api/clients/c-1").then().statusCode(200);
    }

    /** The service's own jobs wait for connections too, so one of five may come behind three others. */
    private static int putUntilTaken(TestBusiness salon) {
        int status = put(salon);
        while (status == 429) {
            status = put(salon);
        }
        return status;
    }

    private static int put(TestBusiness salon) {
        return salon.bookingSystem()
                .body("{\"firstName\": \"Ana\"}")
                .put("/api/clients/c-1")
                .statusCode();
    }
}
