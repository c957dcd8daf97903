package io.regulars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the packaged service tells its log. */
@OwnProcesses
class LogsIT {
    private static final String KEY = "a-key-of-my-own-choice";
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final List<String> PERSONAL =
            List.of("Zyxana", "zyxana", "Qwrtova", "qwrtova", "26555123", "1987-05-13", "Bruninieku", "walnut", KEY);
    private static final String PROFILE = """
            {"firstName": "Zyxana", "lastName": "Qwrtova", "email": "zyxana.qwrtova@example.com", "phone": "+37126555123",
             "birthDate": "1987-05-13", "city": "Bruninieku", "consents": {"email": true, "sms": true},
             "attributes": {"allergy": "walnut"}}
            """;

    @TempDir
    Path folder;

    @Test
    void theLogOfAJourneyIsJsonNamesItsRequestsAndNobody() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
                HttpClient http = HttpClient.newHttpClient()) {
            var settings = Map.of(
                    "QUARKUS_DATASOURCE_JDBC_URL", postgres.getJdbcUrl("postgres", "postgres"),
                    "QUARKUS_DATASOURCE_USERNAME", "postgres",
                    "QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true",
                    "REGULARS_CLOCK", "2026-11-22T12:00:00Z",
                    "REGULARS_CLOCK_MOVABLE", "true",
                    "REGULARS_ADMIN_KEY", KEY);
            try (var service = ServiceProcess.start(folder.resolve("data"), settings)) {
                var caller = new Caller(http, service.address());
                caller.lives();
                await().atMost(PATIENCE)
                        .until(() -> service.output().stream().anyMatch(line -> line.contains("by the log alone")));
                assertThat(caller.asks("GET", "/api/clients/c-1", "").headers().firstValue("X-Request-Id"))
                        .contains("try-7");

                postgres.close();
                assertThat(caller.asks("PUT", "/api/clients/c-1", PROFILE).statusCode())
                        .isEqualTo(503);
                assertThat(service.output())
                        .filteredOn(line -> line.contains("PostgreSQL is away"))
                        .first()
                        .satisfies(line -> {
                            JsonNode event = JSON.readTree(line);
                            assertThat(event.path("level").asText()).isEqualTo("ERROR");
                            assertThat(event.at("/mdc/requestId").asText()).isEqualTo("try-7");
                        });
                assertThat(service.output())
                        .filteredOn(line -> line.contains("\"level\""))
                        .hasSizeGreaterThan(3)
                        .allSatisfy(line ->
                                assertThat(JSON.readTree(line).isObject()).isTrue());
                assertThat(service.output()).allSatisfy(line -> assertThat(line).doesNotContain(PERSONAL));
            }
        }
    }

    /** Somebody's programs, which do some things wrong. */
    private record Caller(HttpClient http, String address) {
        void lives() {
            assertThat(asks("PUT", "/api/clients/c-1", PROFILE).statusCode()).isEqualTo(200);
            asks("PUT", "/api/clients/zyxana@example.com", "{\"firstName\": \"Zyxana\", \"email\": {\"qwrtova\": 1}}");
            asks("PUT", "/api/clients/c-2", "{\"firstName\": \"Zyxana\", \"lastName\": Qwrtova}");
            asks("PUT", "/api/clients/c-2", "{\"qwrtova@example.com\": true}");
            asks("GET", "/api/clients?q=Zyxana", "");
            asks("GET", "/api/clients/zyxana.qwrtova@example.com", "");
            asks("GET", "/api/clients/c-1/explain?segment=vip", "");
            assertThat(asks("PUT", "/api/bookings/b-1", """
                            {"client": "c-1", "service": "massage", "startsAt": "2026-11-22T10:00:00Z", "status": "COMPLETED",
                             "note": "walnut", "price": "60.00"}
                            """).statusCode()).isIn(200, 422);
            assertThat(asks("PUT", "/api/bookings/b-1", """
                            {"client": "c-1", "service": "massage", "startsAt": "2026-11-22T10:00:00Z", "status": "COMPLETED",
                             "price": "60.00"}
                            """).statusCode()).isEqualTo(200);
            asks("POST", "/api/import", "{\"record\": \"client\", \"id\": \"c-3\", \"firstNome\": \"Zyxana Qwrtova\"}");
            asks("POST", "/api/feedback/mail", "To: zyxana.qwrtova@example.com\r\n\r\nNo.");
            assertThat(asks("POST", "/api/clock", "{\"advance\": \"P5D\"}").statusCode())
                    .isEqualTo(200);
        }

        HttpResponse<String> asks(String method, String path, String body) {
            String type = path.equals("/api/import")
                    ? "application/x-ndjson"
                    : path.endsWith("/mail") ? "message/rfc822" : "application/json";
            try {
                return http.send(
                        HttpRequest.newBuilder(URI.create(address + path))
                                .header("Authorization", "Bearer " + KEY)
                                .header("Content-Type", type)
                                .header("X-Request-Id", "try-7")
                                .timeout(Duration.ofSeconds(60))
                                .method(method, BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
