package io.regulars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two packaged services on one database switch to another release together. Release number n puts every client into the
 * segments a-n and b-n, so that an answer of two releases would show.
 */
class ReplicasIT {
    private static final String KEY = "a-key-of-my-own-choice";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static EmbeddedPostgres postgres;

    @SuppressWarnings("NullAway.Init")
    private static ServiceProcess first;

    @SuppressWarnings("NullAway.Init")
    private static ServiceProcess second;

    /** What the rules are about; how often they were changed. */
    private static final AtomicInteger CHANGES = new AtomicInteger();

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("postgres"))
                .setCleanDataDirectory(false)
                .start();
        Files.createDirectories(folder.resolve("rules"));
        Files.writeString(folder.resolve("rules/r.drl"), rules(0));
        first = service();
        second = service();
    }

    @AfterAll
    static void stop() throws Exception {
        first.close();
        second.close();
        postgres.close();
    }

    private static ServiceProcess service() throws Exception {
        return ServiceProcess.start(
                folder.resolve("data"),
                Map.of(
                        "QUARKUS_DATASOURCE_JDBC_URL",
                        postgres.getJdbcUrl("postgres", "postgres"),
                        "QUARKUS_DATASOURCE_USERNAME",
                        "postgres",
                        "REGULARS_ADMIN_KEY",
                        KEY,
                        "REGULARS_RULES",
                        folder.resolve("rules").toString(),
                        "REGULARS_RULES_LEAD",
                        "api"));
    }

    @Test
    void underLoadEveryAnswerIsOfOneReleaseAndNoneOfTheOneBefore() throws Exception {
        int last = 0;
        try (var load = new Load(first, second)) {
            for (int i = 0; i < 8; i++) {
                ServiceProcess coordinator = i % 2 == 0 ? first : second;
                last = load.activate(coordinator, draft(coordinator));
            }
            load.awaitAnswersOf(last);
            load.stop();
            assertThat(load.problems).isEmpty();
            assertThat(load.answers.get()).isGreaterThan(50);
        }
    }

    @Test
    void aReplicaThatIsKilledInTheMiddleIsNotWaitedForLongAndNobodyElseNotices() throws Exception {
        try (var load = new Load(first, second);
                var third = service()) {
            int number = draft(first);
            third.pause();
            CompletableFuture<Integer> activation =
                    CompletableFuture.supplyAsync(() -> load.activate(first, number), load.threads);
            await().atMost(Duration.ofSeconds(20)).until(() -> count("state = 'PREPARING'") == 1);
            assertThat(activation).as("it waits for the third to load it").isNotDone();
            third.kill();

            assertThat(activation.get()).isEqualTo(number);
            load.awaitAnswersOf(number);
            load.stop();
            assertThat(load.problems).isEmpty();
        }
    }

    @Test
    void aDatabaseThatIsRestartedInTheMiddleLeavesItMadeOrNotAndSaysWhich() throws Exception {
        int before = active(first);
        int number = draft(first);
        sql("insert into replica (id, name, beat_at) values (gen_random_uuid(), 'slow@elsewhere',"
                + " clock_timestamp() + interval '1 hour')");
        CompletableFuture<HttpResponse<String>> activation = CompletableFuture.supplyAsync(
                () -> send(first, "POST", "/api/rules/releases/r-" + number + "/activate", "application/json", "{}"));
        await().atMost(Duration.ofSeconds(20)).until(() -> count("state = 'PREPARING'") == 1);

        restart();

        assertThat(activation.get().statusCode()).isEqualTo(409);
        assertThat(activation.get().body()).contains("nothing was changed");
        sql("delete from replica where name = 'slow@elsewhere'");
        await().atMost(Duration.ofSeconds(20)).until(() -> active(second) == before);
        assertThat(active(first)).isEqualTo(before);
        try (var load = new Load(first, second)) {
            assertThat(load.activate(second, number)).isEqualTo(number);
            load.awaitAnswersOf(number);
            load.stop();
            assertThat(load.problems).isEmpty();
        }
    }

    /** Callers of both replicas, each for a client of its own, who look at every answer. */
    private static final class Load implements AutoCloseable {
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private final AtomicBoolean running = new AtomicBoolean(true);
        private final AtomicInteger answers = new AtomicInteger();
        private final Queue<String> problems = new ConcurrentLinkedQueue<>();
        /** The release of the last activation whose call has returned. */
        private final AtomicInteger active = new AtomicInteger();

        private final List<AtomicInteger> seen;

        Load(ServiceProcess... replicas) {
            active.set(active(replicas[0]));
            seen = List.of(new AtomicInteger(), new AtomicInteger(), new AtomicInteger(), new AtomicInteger());
            for (int caller = 0; caller < seen.size(); caller++) {
                int number = caller;
                ServiceProcess replica = replicas[caller % replicas.length];
                threads.execute(() -> call(replica, number));
            }
        }

        private void call(ServiceProcess replica, int caller) {
            for (int i = 0; running.get(); i++) {
                int atLeast = Math.max(active.get(), seen.get(caller).get());
                String path = "/api/clients/load-" + caller;
                var answer = send(replica, "PUT", path, "application/json", "{\"firstName\": \"n" + i + "\"}");
                if (answer.statusCode() != 200) {
                    problems.add(answer.statusCode() + " " + answer.body());
                    return;
                }
                JsonPath json = JsonPath.from(answer.body());
                int release = number(json.getString("release"));
                List<String> segments = json.getList("segments.name");
                if (release < atLeast) {
                    problems.add("after r-" + atLeast + " came r-" + release);
                }
                if (segments.size() != 2
                        || !segments.get(0).substring(2).equals(segments.get(1).substring(2))) {
                    problems.add("r-" + release + " is mixed: " + segments);
                }
                seen.get(caller).set(release);
                answers.incrementAndGet();
            }
        }

        /** Activates a release and notes it once the call has returned; its number. */
        int activate(ServiceProcess coordinator, int release) {
            var answer = send(
                    coordinator, "POST", "/api/rules/releases/r-" + release + "/activate", "application/json", "{}");
            if (answer.statusCode() != 200) {
                problems.add(answer.body());
                return 0;
            }
            active.set(release);
            return release;
        }

        void awaitAnswersOf(int release) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !problems.isEmpty() || seen.stream().allMatch(each -> each.get() >= release));
        }

        void stop() {
            running.set(false);
            threads.close();
        }

        @Override
        public void close() {
            stop();
        }
    }

    /** A draft of the shared rules that nobody had before: the number of its release. */
    private static int draft(ServiceProcess service) {
        var made = send(service, "POST", "/api/rules/releases", "application/json", "{\"scope\": \"shared\"}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        int release = number(JsonPath.from(made.body()).getString("id"));
        var put = send(
                service,
                "PUT",
                "/api/rules/releases/r-" + release + "/files/r.drl",
                "text/plain",
                rules(CHANGES.incrementAndGet()));
        assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
        return release;
    }

    private static String rules(int number) {
        return """
                rule "a" when $c: Client( visits >= 0 ) then segments.assign($c, "a-%1$d"); end
                rule "b" when $c: Client( visits >= 0 ) then segments.assign($c, "b-%1$d"); end
                """.formatted(number);
    }

    private static int active(ServiceProcess service) {
        var answer = send(service, "GET", "/api/rules/active", "application/json", "");
        return answer.statusCode() == 200 ? number(JsonPath.from(answer.body()).getString("id")) : 0;
    }

    private static int number(String release) {
        return Integer.parseInt(release.substring(2));
    }

    private static HttpResponse<String> send(
            ServiceProcess service, String method, String path, String type, String body) {
        var request = HttpRequest.newBuilder(URI.create(service.address() + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", type)
                .header("If-Match", "*")
                .method(method, BodyPublishers.ofString(body))
                .build();
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void restart() throws IOException {
        int port = postgres.getPort();
        postgres.close();
        postgres = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("postgres"))
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }

    private static int count(String which) throws Exception {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var rows =
                        connection.createStatement().executeQuery("select count(*) from activation where " + which)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void sql(String statement) throws Exception {
        try (var connection = postgres.getPostgresDatabase().getConnection()) {
            connection.createStatement().execute(statement);
        }
    }
}
