package io.regulars;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service as somebody runs it. */
@OwnProcesses
class PackagedIT {
    @TempDir
    Path folder;

    @Test
    void theFirstStartSaysHowToBeginAndWhatItSaysWorks() throws Exception {
        try (var service = ServiceProcess.start(folder.resolve("data"), Map.of())) {
            assertThat(service.output()).anyMatch(line -> line.contains("Regulars is at " + service.address()));
            List<String> commands = curlLines(service);
            assertThat(commands).hasSize(3);

            assertThat(run(commands.get(0))).contains("\"client\":\"demo-ana\"").contains("\"lead\"");
            assertThat(run(commands.get(1))).contains("\"first-timer\"").contains("\"service:massage\"");
            assertThat(run(commands.get(2))).contains("\"first-timer\"").doesNotContain("\"lead\"");

            assertThat(service.stop())
                    .as("exit code of a process that was told to stop")
                    .isIn(0, 143);
            assertThat(service.output()).noneMatch(line -> line.contains("ERROR"));
            assertThat(postmaster()).doesNotExist();
        }
    }

    @Test
    void aStartThatFailsSaysWhy() {
        var nowhere = Map.of("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://localhost:1/nowhere");
        assertThatThrownBy(() -> ServiceProcess.start(folder.resolve("data"), nowhere))
                .hasMessageContaining("The service does not start")
                .hasMessageContaining("Connection to localhost:1 refused");
    }

    @Test
    void whatWasAcknowledgedOutlivesKillMinusNine() throws Exception {
        var acknowledged = new AtomicInteger();
        String key;
        try (var service = ServiceProcess.start(folder.resolve("data"), Map.of())) {
            key = service.key();
            var enough = new CountDownLatch(40);
            CompletableFuture<Void> sender = CompletableFuture.runAsync(() -> {
                while (completes(service, service.key(), acknowledged.get())) {
                    acknowledged.incrementAndGet();
                    enough.countDown();
                }
            });
            assertThat(enough.await(2, TimeUnit.MINUTES)).isTrue();
            service.kill();
            sender.join();
        }
        long orphan = serverOfDatabase();
        assertThat(ProcessHandle.of(orphan))
                .as("PostgreSQL outlives its service")
                .isPresent();

        try (var service = ServiceProcess.start(folder.resolve("data"), Map.of())) {
            assertThat(ProcessHandle.of(orphan)).as("and is replaced").isEmpty();
            for (int i = 0; i < acknowledged.get(); i++) {
                assertThat(service.get(key, "/api/bookings/b-" + i).statusCode())
                        .isEqualTo(200);
                assertThat(service.get(key, "/api/clients/c-" + i + "/segments").body())
                        .contains("first-timer");
            }
            int cutOff = acknowledged.get();
            boolean stored = service.get(key, "/api/bookings/b-" + cutOff).statusCode() == 200;
            var segments = service.get(key, "/api/clients/c-" + cutOff + "/segments");
            assertThat(segments.statusCode()).as("whole or not at all").isEqualTo(stored ? 200 : 404);
            assertThat(segments.body().contains("first-timer")).isEqualTo(stored);
            assertThat(service.output()).noneMatch(line -> line.contains("admin key"));
        }
    }

    @Test
    void theEmbeddedPostgresIsStartedAgainWhenItIsKilled() throws Exception {
        try (var service = ServiceProcess.start(folder.resolve("data"), Map.of())) {
            String key = service.key();
            assertThat(completes(service, key, 1)).isTrue();

            long killed = serverOfDatabase();
            new ProcessBuilder("kill", "-9", String.valueOf(killed)).start().waitFor();
            int tries = 0;
            while (!completes(service, key, 2)) {
                assertThat(tries++).as("times it was not there").isLessThan(1_200);
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }

            assertThat(serverOfDatabase()).isNotEqualTo(killed);
            assertThat(service.get(key, "/api/clients/c-1/segments").body()).contains("first-timer");
            assertThat(service.output()).anyMatch(line -> line.contains("PostgreSQL has ended; it is started again"));
        }
        assertThat(postmaster()).as("and stopped with the service").doesNotExist();
    }

    @Test
    void aPostgresAndAMailServerOfOnesOwnAreUsedWhereTheyAreNamed() throws Exception {
        var mails = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
        mails.start();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
            var settings = Map.of(
                    "QUARKUS_DATASOURCE_JDBC_URL", postgres.getJdbcUrl("postgres", "postgres"),
                    "QUARKUS_DATASOURCE_USERNAME", "postgres",
                    "QUARKUS_MAILER_HOST", "127.0.0.1",
                    "QUARKUS_MAILER_PORT", String.valueOf(mails.getSmtp().getPort()),
                    "QUARKUS_MAILER_FROM", "salon@example.com",
                    "REGULARS_ADMIN_KEY", "a-key-of-my-own-choice");
            try (var service = ServiceProcess.start(folder.resolve("data"), settings)) {
                assertThat(completes(service, "a-key-of-my-own-choice", 1)).isTrue();
                assertThat(service.get("a-key-of-my-own-choice", "/q/health/ready")
                                .statusCode())
                        .isEqualTo(200);
                assertThat(service.post(
                                        "a-key-of-my-own-choice",
                                        "/api/test-addresses",
                                        "{\"address\": \"owner@example.com\"}")
                                .statusCode())
                        .isEqualTo(202);
                assertThat(mails.waitForIncomingEmail(Duration.ofMinutes(2).toMillis(), 1))
                        .isTrue();
                assertThat(mails.getReceivedMessages()[0].getFrom()[0]).hasToString("salon@example.com");
            }
            assertThat(folder.resolve("data")).doesNotExist();
            try (var connection = postgres.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery("select external_id from booking")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("b-1");
            }
        } finally {
            mails.stop();
        }
    }

    @Test
    void aCatchUpOfTwoServicesThatAreKilledGoesOnWhereItStoppedAndDoesNothingTwice() throws Exception {
        int clients = 2_000;
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
            String key = "a-key-of-my-own-choice";
            try (var service = ServiceProcess.start(folder.resolve("data"), at("2026-06-01T12:00:00Z", postgres))) {
                assertThat(service.postLines(key, "/api/import?startCampaigns=true", visits(clients))
                                .statusCode())
                        .isEqualTo(202);
                awaitCount(postgres, clients, "select count(*) from client where evaluate_again_at is not null");
            }
            String lapsed = "select count(*) from membership where segment = 'lapsed'";
            var later = at("2027-06-01T12:00:00Z", postgres);
            try (var connection = postgres.getPostgresDatabase().getConnection();
                    var clientsHeldBack = connection.createStatement()) {
                connection.setAutoCommit(false);
                clientsHeldBack.execute("select 1 from client for update");
                var first = ServiceProcess.start(folder.resolve("data"), later);
                var second = ServiceProcess.start(folder.resolve("data"), later);
                connection.commit();
                awaitCount(postgres, 1, lapsed);
                first.kill();
                second.kill();
            }
            long before = count(postgres, lapsed);
            assertThat(before).as("it was killed in the middle").isLessThan(clients);

            try (var service = ServiceProcess.start(folder.resolve("data"), at("2027-06-01T13:00:00Z", postgres))) {
                awaitCount(postgres, clients, lapsed);
                awaitCount(postgres, 0, "select count(*) from client where evaluate_again_at < '2027-06-01T13:00:00Z'");
            }
            for (String segment : List.of("at-risk", "lapsed", "reactivation")) {
                String entered = "from transition where kind = 'ENTERED' and segment = '" + segment + "'";
                assertThat(count(postgres, "select count(*) " + entered))
                        .as(segment)
                        .isEqualTo(clients);
                assertThat(count(postgres, "select count(distinct client_id) " + entered))
                        .isEqualTo(clients);
                assertThat(count(postgres, "select count(distinct occurred_at) " + entered))
                        .isEqualTo(1);
            }
            assertThat(count(postgres, "select count(*) from campaign_start where campaign = 'win-back'"))
                    .isEqualTo(
                            count(
                                    postgres,
                                    "select count(distinct (client_id, origin)) from campaign_start where campaign = 'win-back'"))
                    .isPositive();
        }
    }

    private static Map<String, String> at(String moment, EmbeddedPostgres postgres) {
        return Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL",
                postgres.getJdbcUrl("postgres", "postgres"),
                "QUARKUS_DATASOURCE_USERNAME",
                "postgres",
                "REGULARS_ADMIN_KEY",
                "a-key-of-my-own-choice",
                "REGULARS_CLOCK",
                moment);
    }

    private static String visits(int clients) {
        var lines = new StringBuilder();
        for (int i = 0; i < clients; i++) {
            lines.append("""
                    {"record": "booking", "id": "b-%d", "client": "c-%d", "service": "cut", "startsAt": "2026-05-30T09:00:00Z", "status": "COMPLETED", "price": "30.00"}
                    """.formatted(i, i));
        }
        return lines.toString();
    }

    private static void awaitCount(EmbeddedPostgres postgres, long wanted, String sql) throws Exception {
        for (int tries = 0; tries < 2_000; tries++) {
            long count = count(postgres, sql);
            if (wanted == 0 ? count == 0 : count >= wanted) {
                return;
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        throw new AssertionError("never came to " + wanted + ": " + sql);
    }

    private static long count(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private long serverOfDatabase() throws IOException {
        return Long.parseLong(Files.readAllLines(postmaster()).getFirst().strip());
    }

    private Path postmaster() {
        return folder.resolve("data/postgres/postmaster.pid");
    }

    private static List<String> curlLines(ServiceProcess service) {
        return service.output().stream()
                .filter(line -> line.startsWith("curl "))
                .toList();
    }

    /** Runs a command as a reader pastes it. */
    private static String run(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(command).isZero();
        return answer;
    }

    /** Sends a completed booking of a client of its own; false if it was not acknowledged. */
    private static boolean completes(ServiceProcess service, String key, int number) {
        String body = """
                {"client": "c-%d", "service": "massage", "startsAt": "2026-11-20T09:00:00Z", "status": "COMPLETED"}
                """.formatted(number);
        try {
            return service.put(key, "/api/bookings/b-" + number, body).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
