package io.regulars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.regulars.outbox.Receiver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replica that is told to stop while it works, with its secrets in files. */
@OwnProcesses
class DrainIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** A dollar and a backslash stand for themselves. */
    private static final String KEY = "a-key-with-${java.home}$$and\\$";

    @TempDir
    Path folder;

    @Test
    void whatIsInFlightEndsAndNothingNewBegins() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
                var receiver = new Receiver();
                var service = ServiceProcess.start(folder.resolve("data"), settings(postgres))) {
            var mayAnswer = new CountDownLatch(1);
            receiver.answers(told -> {
                awaitQuietly(mayAnswer);
                return new Receiver.Answer(200);
            });
            assertThat(service.post(KEY, "/api/endpoints", """
                                    {"name": "mirror", "kind": "webhook", "events": ["segment.entered"], "settings": {"url": "%s"}}
                                    """.formatted(receiver.url()))
                            .statusCode())
                    .isEqualTo(201);
            assertThat(client(service, "c-1").statusCode()).isEqualTo(200);
            await().atMost(PATIENCE).until(() -> !receiver.told().isEmpty());

            CompletableFuture<HttpResponse<String>> inFlight;
            try (Connection held = holdClient(postgres)) {
                inFlight = CompletableFuture.supplyAsync(() -> client(service, "c-1"));
                await().atMost(PATIENCE).until(() -> waits(postgres));
                service.terminate();

                await().atMost(PATIENCE).until(() -> ready(service).statusCode() == 503);
                assertThat(ready(service).body()).contains("Graceful Shutdown");
                assertThat(service.get(KEY, "/q/health/live").statusCode()).isEqualTo(200);
                assertThat(client(service, "c-2").statusCode())
                        .as("until whoever balances load has taken note")
                        .isEqualTo(200);
                held.rollback();
            }
            assertThat(inFlight.join().statusCode()).isEqualTo(200);
            mayAnswer.countDown();

            assertThat(service.stop()).isIn(0, 143);
            assertThat(receiver.told())
                    .as("of c-2, nothing is claimed any more")
                    .hasSize(1);
            assertThat(count(postgres, "select count(*) from delivery where state = 'SENT'"))
                    .isEqualTo(1);
            assertThat(service.output()).noneMatch(line -> line.contains("ERROR"));
        }
    }

    @Test
    void aFileOfASecretThatIsMissingIsNamed() {
        var settings = Map.of("REGULARS_SECRET_KEY_FILE", folder.resolve("none").toString());
        assertThatThrownBy(() -> ServiceProcess.start(folder.resolve("data"), settings))
                .hasMessageContaining("REGULARS_SECRET_KEY_FILE: there is no file " + folder.resolve("none"));
    }

    private Map<String, String> settings(EmbeddedPostgres postgres) throws IOException {
        var settings = new HashMap<>(Map.of("QUARKUS_SHUTDOWN_DELAY", "8s", "REGULARS_WEBHOOK_ALLOW", "127.0.0.0/8"));
        Map.of(
                        "QUARKUS_DATASOURCE_JDBC_URL",
                        postgres.getJdbcUrl("postgres", "postgres"),
                        "QUARKUS_DATASOURCE_USERNAME",
                        "postgres",
                        "REGULARS_SECRET_KEY",
                        "dGVzdHMgc2VhbCB0aGVpciBzZWNyZXRzIGJ5IHRoaXM=",
                        "REGULARS_ADMIN_KEY",
                        KEY)
                .forEach((name, secret) -> settings.put(name + "_FILE", file(name, secret)));
        return settings;
    }

    private String file(String name, String secret) {
        try {
            return Files.writeString(folder.resolve(name), secret + "\n").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpResponse<String> client(ServiceProcess service, String client) {
        try {
            return service.put(KEY, "/api/clients/" + client, "{\"firstName\": \"Ana\"}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> ready(ServiceProcess service) throws IOException, InterruptedException {
        return service.get(KEY, "/q/health/ready");
    }

    private static Connection holdClient(EmbeddedPostgres postgres) throws SQLException {
        Connection connection = postgres.getPostgresDatabase().getConnection();
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("select 1 from client for update");
        }
        return connection;
    }

    private static boolean waits(EmbeddedPostgres postgres) throws SQLException {
        return count(postgres, "select count(*) from pg_stat_activity where wait_event_type = 'Lock'") > 0;
    }

    private static long count(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
