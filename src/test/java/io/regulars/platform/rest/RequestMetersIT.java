package io.regulars.platform.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.testing.TestBusinesses;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What requests are counted by: as many meters as there are operations, whatever callers write into paths. */
@QuarkusTest
class RequestMetersIT {
    private static final Pattern COUNTED =
            Pattern.compile("(?m)^http_server_requests_seconds_count\\{.*?uri=\"([^\"]*)\"");
    private static final int EACH = 125;
    private static final List<String> PATHS = List.of(
            "/api/clients/%s", "/api/bookings/%s", "/api/%s", "/%s", "/clients/%s", "/l/%s", "/static/%s", "/q/%s");

    @Inject
    TestBusinesses businesses;

    @Test
    void aThousandAddressesAreCountedByTheOperationsTheyAskFor() {
        String key = Objects.requireNonNull(businesses.fresh().keys().get(Role.VIEWER));
        for (String path : PATHS) {
            RestAssured.get(path.formatted("first"));
        }
        Set<String> before = counted();
        for (String path : PATHS) {
            for (int i = 0; i < EACH; i++) {
                RestAssured.given().header("Authorization", "Bearer " + key).get(path.formatted("made-up-" + i));
            }
        }

        assertThat(counted())
                .noneMatch(uri -> uri.contains("made-up"))
                .hasSizeLessThanOrEqualTo(before.size() + PATHS.size());
    }

    private static Set<String> counted() {
        return COUNTED.matcher(RestAssured.get("/q/metrics").asString())
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }
}
