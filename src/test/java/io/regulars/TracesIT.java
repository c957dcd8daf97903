package io.regulars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.regulars.outbox.Receiver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the packaged service tells a collector of traces. */
@OwnProcesses
class TracesIT {
    private static final String KEY = "a-key-of-my-own-choice";
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CALLER = "b7ad6b7169203331";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> PERSONAL =
            List.of("zyxana", "Zyxana", "qwrtova", "26555123", "walnut", KEY, "PostgreSQL", "127.0.0.1", "Java-http");

    @TempDir
    Path folder;

    @Test
    void aTraceHasTheRequestItsWorkAndWhatGoesOutAndNamesNobody() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
                var receiver = new Receiver();
                var collector = new Collector();
                HttpClient http = HttpClient.newHttpClient()) {
            var settings = settings(postgres, collector);
            settings.put("QUARKUS_OTEL_SDK_DISABLED", "false");
            Path headers = Files.writeString(folder.resolve("headers"), "authorization=Bearer t-1,tenant=salon\n");
            settings.put("QUARKUS_OTEL_EXPORTER_OTLP_HEADERS_FILE", headers.toString());
            var service = ServiceProcess.start(folder.resolve("data"), settings);
            try (service) {
                var caller = new Caller(http, service.address());
                assertThat(caller.asks("POST", "/api/endpoints", """
                                        {"name": "mirror", "kind": "webhook", "events": ["segment.entered"], "settings": {"url": "%s"}}
                                        """.formatted(receiver.url()))
                                .statusCode())
                        .isEqualTo(201);
                assertThat(caller.asks("PUT", "/api/clients/zyxana@example.com", """
                                        {"firstName": "Zyxana", "phone": "+37126555123", "consents": {"email": true}}
                                        """)
                                .statusCode())
                        .isEqualTo(200);
                assertThat(caller.asks("GET", "/api/clients?q=Zyxana", "").statusCode())
                        .isEqualTo(200);
                assertThat(caller.asks("GET", "/clients/zyxana", "").statusCode())
                        .isEqualTo(200);
                assertThat(caller.asks("GET", "/api/zyxana", "").statusCode()).isEqualTo(404);
                assertThat(caller.asks("GET", "/zyxana/qwrtova", "").statusCode())
                        .isEqualTo(404);
                await().atMost(PATIENCE).until(() -> !receiver.told().isEmpty());

                postgres.close();
                assertThat(caller.asks("GET", "/api/clients/walnut", "").statusCode())
                        .isEqualTo(503);
                assertThat(service.output())
                        .filteredOn(line -> line.contains("PostgreSQL is away"))
                        .first()
                        .satisfies(line -> assertThat(
                                        JSON.readTree(line).at("/mdc/traceId").asText())
                                .isEqualTo(TRACE));
            }
            // all was told by the time that the process ended
            Collector.Told put = span(collector, "PUT /api/clients/{id}");
            assertThat(put.trace()).isEqualTo(TRACE);
            assertThat(put.parent()).isEqualTo(CALLER);
            assertThat(put.failed()).isFalse();
            assertThat(put.attributes())
                    .containsEntry("http.route", "/api/clients/{id}")
                    .containsEntry("http.response.status_code", "200")
                    .containsEntry("regulars.request.id", "try-7");

            List<Collector.Told> transactions = below(collector, put, "transaction");
            assertThat(transactions).isNotEmpty();
            assertThat(transactions.stream()
                            .flatMap(transaction -> below(collector, transaction, "evaluation").stream()))
                    .singleElement()
                    .satisfies(
                            evaluation -> assertThat(evaluation.attributes()).containsEntry("regulars.clients", "1"));

            assertThat(span(collector, "send webhook").attributes())
                    .containsEntry("regulars.endpoint.kind", "webhook")
                    .containsEntry("regulars.outcome", "Accepted");
            assertThat(receiver.told())
                    .allSatisfy(told -> assertThat(told.header("traceparent")).isEmpty());

            Collector.Told failed = span(collector, "GET /api/clients/{id}");
            assertThat(failed.failed()).isTrue();
            assertThat(below(collector, failed, "transaction")).anySatisfy(transaction -> {
                assertThat(transaction.failed()).isTrue();
                assertThat(transaction.attributes().get("error.type")).endsWith("JDBCConnectionException");
            });
            assertThat(collector.spans()).extracting(Collector.Told::name).contains("GET /api/clients");
            assertThat(collector.callers()).containsOnly("Bearer t-1");
            assertThat(collector.texts()).allSatisfy(text -> assertThat(text).doesNotContain(PERSONAL));
        }
    }

    @Test
    void nothingIsToldUnlessAskedFor() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
                var collector = new Collector();
                HttpClient http = HttpClient.newHttpClient()) {
            try (var service = ServiceProcess.start(folder.resolve("data"), settings(postgres, collector))) {
                assertThat(new Caller(http, service.address())
                                .asks("PUT", "/api/clients/c-1", "{}")
                                .statusCode())
                        .isEqualTo(200);
            }
            assertThat(collector.texts()).isEmpty();
        }
    }

    @Test
    void aCollectorThatTakesNothingIsNamedOnce() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
                var collector = new Collector();
                HttpClient http = HttpClient.newHttpClient()) {
            var settings = settings(postgres, collector);
            settings.put("QUARKUS_OTEL_SDK_DISABLED", "false");
            settings.put("QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "50ms");
            collector.refuses(true);
            var service = ServiceProcess.start(folder.resolve("data"), settings);
            try (service) {
                var caller = new Caller(http, service.address());
                await().atMost(PATIENCE).until(() -> {
                    caller.asks("PUT", "/api/clients/c-1", "{}");
                    return collector.texts().size() >= 3;
                });
                collector.refuses(false);
                await().atMost(PATIENCE).until(() -> {
                    caller.asks("PUT", "/api/clients/c-1", "{}");
                    return service.output().stream().anyMatch(line -> line.contains("takes traces again"));
                });
            }
            assertThat(service.output())
                    .filteredOn(line -> line.contains("takes no traces"))
                    .hasSize(1);
        }
    }

    private static Map<String, String> settings(EmbeddedPostgres postgres, Collector collector) {
        return new HashMap<>(Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL", postgres.getJdbcUrl("postgres", "postgres"),
                "QUARKUS_DATASOURCE_USERNAME", "postgres",
                "QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true",
                "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT", collector.url(),
                "REGULARS_WEBHOOK_ALLOW", "127.0.0.0/8",
                "REGULARS_SECRET_KEY", "dGVzdHMgc2VhbCB0aGVpciBzZWNyZXRzIGJ5IHRoaXM=",
                "REGULARS_ADMIN_KEY", KEY));
    }

    private static Collector.Told span(Collector collector, String name) {
        return collector.spans().stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + collector.spans()));
    }

    private static List<Collector.Told> below(Collector collector, Collector.Told span, String name) {
        return collector.spans().stream()
                .filter(each -> each.parent().equals(span.id())
                        && each.trace().equals(span.trace())
                        && each.name().equals(name))
                .toList();
    }

    /** A program that traces too. */
    private record Caller(HttpClient http, String address) {
        HttpResponse<String> asks(String method, String path, String body) throws Exception {
            return http.send(
                    HttpRequest.newBuilder(URI.create(address + path))
                            .header("Authorization", "Bearer " + KEY)
                            .header("Content-Type", "application/json")
                            .header("X-Request-Id", "try-7")
                            .header("traceparent", "00-" + TRACE + "-" + CALLER + "-01")
                            .timeout(Duration.ofSeconds(60))
                            .method(method, BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        }
    }
}
