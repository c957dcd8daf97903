package io.regulars.access.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.platform.database.Administration;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.http.Cookie;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A browser signs in with a key or by a link, and holds neither of them afterwards. */
@QuarkusTest
class SessionsIT {
    private static final String COOKIE = "regulars";

    @Inject
    TestBusinesses businesses;

    @Inject
    TestClock clock;

    @Inject
    Sessions sessions;

    @Inject
    Administration administration;

    @BeforeEach
    void anHour() {
        clock.set("2026-11-22T12:00:00Z");
    }

    @Test
    void aKeySignsABrowserInWhichMayThenWhatTheKeyMay() {
        TestBusiness salon = businesses.fresh();
        Response answer = signIn("key", key(salon, Role.VIEWER));

        answer.then()
                .statusCode(200)
                .body("name", equalTo("viewer"))
                .body("roles", hasItem("viewer"))
                .body("business.id", equalTo(salon.externalId()))
                .body("business.zone", equalTo("Europe/Riga"))
                .body("business.currency", equalTo("EUR"))
                .body("now", equalTo("2026-11-22T12:00:00Z"))
                .body("movable", equalTo(false));
        Cookie cookie = answer.detailedCookie(COOKIE);
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getSameSite()).isEqualTo("Strict");
        assertThat(cookie.getPath()).isEqualTo("/");
        with(answer).get("/api/segments").then().statusCode(200);
        with(answer).get("/api/session").then().statusCode(200).body("name", equalTo("viewer"));
        with(answer).get("/api/keys").then().statusCode(403).body("detail", containsString("role admin"));
    }

    @Test
    void aLinkSignsInOnceAndForHalfAnHour() {
        TestBusiness salon = businesses.fresh();
        String code = link(salon);
        signIn("code", code).then().statusCode(200).body("name", equalTo("admin"));
        signIn("code", code).then().statusCode(401).body("detail", containsString("used already"));

        String late = link(salon);
        clock.advance(Duration.ofMinutes(31));
        signIn("code", late).then().statusCode(401);
    }

    @Test
    void nobodyIsSignedInWithAWrongKeyOrWithout() {
        signIn("key", "rgl_wrong-wrong-wrong").then().statusCode(401).body("detail", containsString("no such key"));
        RestAssured.given()
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/api/session")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/key"));
        RestAssured.given().get("/api/session").then().statusCode(204);
        RestAssured.given()
                .header("Authorization", "Bearer wrong")
                .get("/api/session")
                .then()
                .statusCode(401);
        RestAssured.given().cookie(COOKIE, "made-up").get("/api/session").then().statusCode(204);
        RestAssured.given()
                .cookie(COOKIE, "made-up")
                .get("/api/segments")
                .then()
                .statusCode(401);
    }

    @Test
    void aSessionIsOverHalfADayAfterItsLastRequestAndAfterAWeek() {
        TestBusiness salon = businesses.fresh();
        Response idle = signIn("key", key(salon, Role.VIEWER));
        clock.advance(Duration.ofHours(11));
        with(idle).get("/api/segments").then().statusCode(200);
        clock.advance(Duration.ofHours(11));
        with(idle).get("/api/segments").then().statusCode(200);
        clock.advance(Duration.ofHours(13));
        with(idle).get("/api/segments").then().statusCode(401);

        Response busy = signIn("key", key(salon, Role.VIEWER));
        for (int hours = 0; hours < 160; hours += 10) {
            clock.advance(Duration.ofHours(10));
            with(busy).get("/api/segments").then().statusCode(200);
        }
        clock.advance(Duration.ofHours(9));
        with(busy).get("/api/segments").then().statusCode(401);
    }

    @Test
    void aSessionEndsByItselfOrWithItsKey() {
        TestBusiness salon = businesses.fresh();
        Response first = signIn("key", key(salon, Role.ANALYST));
        Response second = signIn("key", key(salon, Role.ANALYST));

        with(first)
                .header("Sec-Fetch-Site", "same-origin")
                .delete("/api/session")
                .then()
                .statusCode(204)
                .cookie(COOKIE, "");
        with(first).get("/api/segments").then().statusCode(401);
        with(second).get("/api/segments").then().statusCode(200);

        int analyst = salon.as(Role.ADMIN).get("/api/keys").path("find {it.name == 'analyst'}.id");
        salon.as(Role.ADMIN).delete("/api/keys/" + analyst).then().statusCode(204);
        with(second).get("/api/segments").then().statusCode(401);
    }

    @Test
    void aPageFromElsewhereChangesNothing() {
        TestBusiness salon = businesses.fresh();
        Response admin = signIn("key", key(salon, Role.ADMIN));

        makesAKey(admin, "none").then().statusCode(401);
        makesAKey(admin, "cross", "Sec-Fetch-Site", "cross-site").then().statusCode(401);
        makesAKey(admin, "sibling", "Sec-Fetch-Site", "same-site").then().statusCode(401);
        makesAKey(admin, "origin", "Origin", "https://evil.example").then().statusCode(401);
        makesAKey(admin, "own", "Sec-Fetch-Site", "same-origin").then().statusCode(201);
        makesAKey(admin, "older-browser", "Origin", "http://localhost:" + RestAssured.port)
                .then()
                .statusCode(201);
    }

    @Test
    void theAuditLogTellsWhoSignedIn() {
        TestBusiness salon = businesses.fresh();
        signIn("key", key(salon, Role.ANALYST)).then().statusCode(200);

        salon.as(Role.ADMIN)
                .get("/api/audit-log")
                .then()
                .statusCode(200)
                .body("[0].what", equalTo("signed-in"))
                .body("[0].who", equalTo("analyst"));
    }

    private static Response makesAKey(Response session, String name, String... header) {
        RequestSpecification request = with(session).body(Map.of("name", name, "roles", new String[] {"viewer"}));
        return (header.length == 0 ? request : request.header(header[0], header[1])).post("/api/keys");
    }

    private String link(TestBusiness salon) {
        return administration
                .transaction(tx -> sessions.link(salon.id()))
                .orElseThrow()
                .text();
    }

    private static Response signIn(String by, String value) {
        return RestAssured.given()
                .contentType(ContentType.JSON)
                .body(Map.of(by, value))
                .post("/api/session");
    }

    private static RequestSpecification with(Response session) {
        return RestAssured.given().contentType(ContentType.JSON).cookie(COOKIE, session.cookie(COOKIE));
    }

    private static String key(TestBusiness salon, Role role) {
        return Objects.requireNonNull(salon.keys().get(role));
    }
}
