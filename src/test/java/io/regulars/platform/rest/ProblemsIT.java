package io.regulars.platform.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.platform.database.Database;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ProblemsIT {
    private static final String PROBLEM = "application/problem+json";

    @Inject
    TestBusinesses businesses;

    @Inject
    Database database;

    @Test
    void anUnknownPathIsNotFound() {
        RestAssured.get("/api/nothing")
                .then()
                .statusCode(404)
                .contentType(PROBLEM)
                .body("title", equalTo("There is no such thing"));
    }

    @Test
    void aRequestThatNamesNoHostIsMalformed() throws IOException {
        try (var socket = new Socket("localhost", RestAssured.port)) {
            socket.getOutputStream().write("GET /api/segments HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).contains("400").contains(PROBLEM).contains("The request names no host.");
        }
    }

    @Test
    void anotherMethodIsNotAllowed() {
        admin().put("/api/keys").then().statusCode(405).contentType(PROBLEM);
    }

    @Test
    void anotherContentTypeIsNotTaken() {
        admin().contentType("text/plain")
                .body("x")
                .post("/api/keys")
                .then()
                .statusCode(415)
                .contentType(PROBLEM);
    }

    @Test
    void anAnswerInAnotherFormIsRefused() {
        admin().accept("image/png").get("/api/keys").then().statusCode(406).contentType(PROBLEM);
    }

    @Test
    void anEmptyBodyIsMalformed() {
        admin().post("/api/keys").then().statusCode(400).contentType(PROBLEM).body("detail", containsString("empty"));
    }

    @Test
    void brokenJsonIsMalformedAtItsPlace() {
        admin().body("{\"name\": ").post("/api/keys").then().statusCode(400).body("detail", containsString("line 1"));
    }

    @Test
    void invalidUtf8IsMalformed() {
        byte[] body = {'{', '"', (byte) 0xC3, '"', ':', '1', '}'};
        admin().body(body).post("/api/keys").then().statusCode(400).body("detail", containsString("UTF-8"));
    }

    @Test
    void anUnknownFieldIsNamedWithTheOneMeant() {
        admin().body("{\"nmae\": \"x\", \"roles\": [\"viewer\"]}")
                .post("/api/keys")
                .then()
                .statusCode(422)
                .body("errors.pointer", org.hamcrest.Matchers.hasItems("/name", "/nmae"))
                .body("errors.find { it.pointer == '/nmae' }.detail", containsString("Did you mean 'name'?"));
    }

    @Test
    void aTextThatIsRequiredAndEmptyIsNamed() {
        TestBusiness salon = businesses.fresh();
        RequestSpecification[] who = {salon.as(Role.ADMIN), salon.bookingSystem()};
        String[][] requests = {
            {"0", "PUT", "/api/business", "{'name': '', 'zone': '', 'country': ''}", "/name"},
            {"0", "POST", "/api/replay", "{'drl': '', 'asOf': ''}", "/asOf"},
            {"1", "PUT", "/api/bookings/b", "{'client': 'c', 'service': 's', 'startsAt': '', 'status': ''}", "/startsAt"
            },
            {"1", "PUT", "/api/receipts/r", "{'client': 'c', 'date': '', 'amount': '1', 'kind': ''}", "/kind"},
            {"1", "POST", "/api/activity", "{'id': 'a', 'client': 'c', 'type': ''}", "/type"},
        };
        for (String[] request : requests) {
            RestAssured.given()
                    .spec(who[Integer.parseInt(request[0])])
                    .body(request[3].replace('\'', '"'))
                    .request(request[1], request[2])
                    .then()
                    .statusCode(422)
                    .body("errors.find { it.pointer == '" + request[4] + "' }.detail", containsString("this is empty"));
        }
    }

    @Test
    void aNulInTheAddressIsMalformed() {
        TestBusiness salon = businesses.fresh();
        for (String path : List.of(
                "/api/clients/%00",
                "/api/segments/%00/members", "/api/campaigns/%00/actions", "/api/clients?after=%00")) {
            salon.as(Role.VIEWER)
                    .urlEncodingEnabled(false)
                    .get(path)
                    .then()
                    .statusCode(400)
                    .body("detail", containsString("NUL"));
        }
    }

    @Test
    void whoLosesARaceForARowIsNotToldThatTheDatabaseIsAway() {
        RequestSpecification admin = admin();
        database.transaction(tx -> tx.update("""
                create function deadlock() returns trigger language plpgsql
                    as 'begin raise exception using errcode = ''40P01'', message = ''deadlock''; end';
                create trigger deadlock before insert on api_key execute function deadlock()
                """));
        try {
            admin.body("{\"name\": \"x\", \"roles\": [\"viewer\"]}")
                    .post("/api/keys")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "1")
                    .body("detail", containsString("Another request changed the same"));
        } finally {
            database.transaction(tx -> tx.update("drop function deadlock cascade"));
        }
    }

    @Test
    void aBodyOverOneMegabyteIsTooLarge() {
        admin().body("{\"name\": \"" + "x".repeat(1 << 20) + "\"}")
                .post("/api/keys")
                .then()
                .statusCode(413)
                .contentType(PROBLEM);
    }

    @Test
    void aTextWithNulIsRefused() {
        admin().body("{\"name\": \"a\\u0000b\", \"roles\": [\"viewer\"]}")
                .post("/api/keys")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/name"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1001", "-1", "abc", "1.5", "99999999999"})
    void aLimitThatIsNoneIsRefused(String limit) {
        admin().get("/api/audit-log?limit=" + limit)
                .then()
                .statusCode(422)
                .body("detail", equalTo("'limit' is a whole number from 1 to 1000, not '" + limit + "'."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GET  | /api/clients?limt=5                             | Did you mean 'limit'?",
                "GET  | /api/clients?Limit=5                            | Did you mean 'limit'?",
                "GET  | /api/clients?limit=5&limit=6                    | 'limit' is given twice",
                "GET  | /api/clients/c-1/segments?asof=2026-01-01       | Did you mean 'asOf'?",
                "GET  | /api/clients/c-1/explain?segement=vip           | Did you mean 'segment'?",
                "GET  | /api/business?zone=UTC                          | This operation takes none.",
                "GET  | /api/actions?status=QUEUED                      | Did you mean 'state'?",
                "POST | /api/import?startcampaign=true                  | Did you mean 'startCampaigns'?",
                "PUT  | /api/segments/s?activat=true                    | Did you mean 'activate'?",
                "PUT  | /api/bookings/b?dryRun=true                     | This operation takes none.",
            })
    void anUnknownQueryParameterIsToldWithTheNearestOne(String method, String path, String says) {
        TestBusiness salon = businesses.fresh();
        boolean booking = path.startsWith("/api/bookings") || path.startsWith("/api/import");
        (booking ? salon.bookingSystem() : salon.as(Role.ADMIN))
                .contentType(path.startsWith("/api/import") ? "application/x-ndjson" : "application/json")
                .body("{}".getBytes(StandardCharsets.UTF_8))
                .request(method, path)
                .then()
                .statusCode(400)
                .contentType(PROBLEM)
                .body("detail", containsString(says));
    }

    @Test
    void whoHasNoKeyIsToldThatFirst() {
        RestAssured.get("/api/clients?limt=5").then().statusCode(401);
        RestAssured.get("/q/health/ready?anything=1").then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/api/clients/c-1/segments?asOf=-999999999-01-01T00:00:00Z",
                "/api/clients/c-1/segments?asOf=1899-12-31T23:59:59Z",
                "/api/clients/c-1/segments?asOf=%2B999999999-12-31T23:59:59Z",
                "/api/clients/c-1/forecast?until=%2B10000-01-01T00:00:00Z",
                "/api/clients/c-1/forecast?until=9999-12-31",
                "/api/clients/c-1/timeline?after=-999999999-01-01T00:00:00Z~BOOKING~x",
            })
    void aMomentBeyondAllCalendarsIsRefused(String path) {
        TestBusiness salon = businesses.fresh();
        salon.bookingSystem().body("{}").put("/api/clients/c-1").then().statusCode(200);
        salon.as(Role.ADMIN)
                .urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(422)
                .contentType(PROBLEM);
    }

    @Test
    void aMisspeltYesIsNotANo() {
        businesses
                .fresh()
                .bookingSystem()
                .contentType("application/x-ndjson")
                .body("{}".getBytes(StandardCharsets.UTF_8))
                .post("/api/import?startCampaigns=yes")
                .then()
                .statusCode(422)
                .body("detail", equalTo("'startCampaigns' is true or false, not 'yes'."));
    }

    private RequestSpecification admin() {
        return businesses.fresh().as(Role.ADMIN);
    }

    @Test
    void theClockOfAServiceForRealClientsIsNotMoved() {
        businesses
                .fresh()
                .as(Role.PLATFORM)
                .body("{\"advance\": \"P1D\"}")
                .post("/api/clock")
                .then()
                .statusCode(404)
                .body("detail", containsString("REGULARS_CLOCK_MOVABLE=true"));
    }
}
