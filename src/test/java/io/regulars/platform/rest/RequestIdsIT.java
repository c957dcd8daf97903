package io.regulars.platform.rest;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RequestIdsIT {
    private static final String ID = "X-Request-Id";

    @Test
    void anAnswerHasTheIdOfItsCaller() {
        for (String path : List.of("/api/clients", "/api/nothing", "/", "/q/health")) {
            RestAssured.given().header(ID, "Proxy-1.2:3_4").get(path).then().header(ID, equalTo("Proxy-1.2:3_4"));
        }
    }

    @Test
    void anIdThatIsNoneIsReplaced() {
        String own = "[0-9a-f-]{36}";
        RestAssured.get("/api/clients").then().header(ID, matchesPattern(own));
        for (String sent : List.of("ana@example.com", "a b", "ERROR all is lost\t", "x".repeat(101), "")) {
            RestAssured.given().header(ID, sent).get("/api/clients").then().header(ID, matchesPattern(own));
        }
    }
}
