package io.regulars.platform;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.regulars.testing.SwitchablePostgres;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestRelease;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The database goes away under the running service and comes back. */
@QuarkusTest
@TestProfile(DatabaseDownIT.OwnDatabase.class)
class DatabaseDownIT {
    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    /** Set by {@link SwitchablePostgres}: true starts the database, false stops it. */
    @SuppressWarnings("NullAway.Init")
    Consumer<Boolean> database;

    /** A database that nobody else uses. */
    public static final class OwnDatabase implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(SwitchablePostgres.class));
        }

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }
    }

    @Test
    void whileTheDatabaseIsAwayWeSaySoAndAfterwardsServeAgain() {
        release.activate();
        TestBusiness salon = businesses.fresh();
        put(salon, "c-1").then().statusCode(200);
        RestAssured.get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));

        database.accept(false);
        for (int i = 0; i < 3; i++) {
            unavailable(put(salon, "c-2"));
        }
        unavailable(RestAssured.given()
                .header("Authorization", "Bearer a-key-nobody-has-looked-up-yet")
                .get("/api/clients"));
        RestAssured.get("/q/health/ready").then().statusCode(503).body("status", equalTo("DOWN"));
        RestAssured.get("/q/health/live").then().statusCode(200);

        database.accept(true);
        await().atMost(Duration.ofSeconds(30)).until(() -> put(salon, "c-2").statusCode() == 200);
        salon.bookingSystem().get("/api/clients/c-1").then().statusCode(200);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> RestAssured.get("/q/health/ready").statusCode() == 200);
    }

    private static Response put(TestBusiness salon, String client) {
        return salon.bookingSystem().body("{\"firstName\": \"Ana\"}").put("/api/clients/" + client);
    }

    private static void unavailable(Response answer) {
        answer.then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", "5")
                .body("type", equalTo("urn:regulars:problem:unavailable"));
    }
}
