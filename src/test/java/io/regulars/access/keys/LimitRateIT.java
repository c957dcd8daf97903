package io.regulars.access.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.regulars.access.Role;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(LimitRateIT.TwoASecond.class)
class LimitRateIT {
    @Inject
    TestBusinesses businesses;

    @Inject
    TestClock clock;

    /** Twenty at once. */
    public static final class TwoASecond implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("regulars.rate-limit", "2");
        }
    }

    @Test
    void aKeyThatAsksTooOftenIsToldWhenToAskAgainAndOthersAreAnswered() {
        TestBusiness salon = businesses.fresh();
        for (int i = 0; i < 20; i++) {
            assertThat(status(salon, Role.VIEWER)).isEqualTo(200);
        }
        double before = refused();
        salon.as(Role.VIEWER)
                .get("/api/clients")
                .then()
                .statusCode(429)
                .contentType("application/problem+json")
                .header("Retry-After", "1")
                .body("type", equalTo("urn:regulars:problem:too-many"))
                .body(
                        "detail",
                        equalTo("The key 'viewer' may send 2 requests a second for long, and has sent more."
                                + " Try again in a second."));
        assertThat(refused()).isEqualTo(before + 1);
        assertThat(status(salon, Role.ANALYST)).as("another key").isEqualTo(200);
        assertThat(status(businesses.fresh(), Role.VIEWER)).isEqualTo(200);

        clock.advance(Duration.ofMillis(500));
        assertThat(status(salon, Role.VIEWER)).isEqualTo(200);
        assertThat(status(salon, Role.VIEWER)).isEqualTo(429);
        clock.advance(Duration.ofHours(1));
        for (int i = 0; i < 20; i++) {
            assertThat(status(salon, Role.VIEWER)).isEqualTo(200);
        }
        assertThat(status(salon, Role.VIEWER)).as("the bucket holds no more").isEqualTo(429);
    }

    @Test
    void aWrongKeyIsToldThatItIsWrong() {
        for (int i = 0; i < 25; i++) {
            RestAssured.given()
                    .header("Authorization", "Bearer nobody's key")
                    .get("/api/clients")
                    .then()
                    .statusCode(401);
        }
    }

    private static int status(TestBusiness salon, Role role) {
        return salon.as(role).get("/api/clients").statusCode();
    }

    private static double refused() {
        return RestAssured.get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("regulars_requests_refused_total{reason=\"rate\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
