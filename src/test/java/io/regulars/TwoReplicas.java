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
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two packaged services on one PostgreSQL. Release number n puts every client into the segments a-n and b-n, so that an
 * answer of two releases would show.
 */
final class TwoReplicas implements AutoCloseable {
    private static final String KEY = "a-key-of-my-own-choice";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Path folder;
    private EmbeddedPostgres postgres;
    private ServiceProcess first;
    private ServiceProcess second;

    /** What the rules are about: how often they were changed. */
    private int changes;

    TwoReplicas(Path folder) throws Exception {
        this.folder = folder;
        this.postgres = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("postgres"))
                .setCleanDataDirectory(false)
                .start();
        Files.createDirectories(folder.resolve("rules"));
        Files.writeString(folder.resolve("rules/r.drl"), rules());
        this.first = another();
        this.second = another();
    }

    ServiceProcess first() {
        return first;
    }

    ServiceProcess second() {
        return second;
    }

    /** One more, for a while. */
    ServiceProcess another() throws Exception {
        return another(postgres.getPort(), Map.of());
    }

    /** One more that reaches the database at another port, or differs otherwise. */
    ServiceProcess another(int port, Map<String, String> settings) throws Exception {
        var all = new HashMap<>(Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL",
                "jdbc:postgresql://localhost:" + port + "/postgres",
                "QUARKUS_DATASOURCE_USERNAME",
                "postgres",
                "REGULARS_ADMIN_KEY",
                KEY,
                "REGULARS_RULES",
                folder.resolve("rules").toString(),
                "REGULARS_RULES_LEAD",
                "api",
                "REGULARS_RATE_LIMIT",
                "0"));
        all.putAll(settings);
        return ServiceProcess.start(folder.resolve("data"), all);
    }

    /** Starts one of the two again, which was killed. */
    void restart(ServiceProcess killed) throws Exception {
        if (killed == first) {
            first = another();
        } else {
            second = another();
        }
    }

    int databasePort() {
        return postgres.getPort();
    }

    void restartDatabase() throws IOException {
        int port = postgres.getPort();
        postgres.close();
        postgres = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("postgres"))
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }

    /** A draft of the shared rules that nobody had before, with more rules, which name its segments a-%1$d: its number. */
    int draft(String more) {
        var made = send(first, "POST", "/api/rules/releases", "application/json", "{\"scope\": \"shared\"}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        int release = number(JsonPath.from(made.body()).getString("id"));
        changes++;
        put(release, "r.drl", rules() + more.formatted(changes));
        return release;
    }

    int draft() {
        return draft("");
    }

    /** The segment of everybody by the draft made last. */
    String segment() {
        return "a-" + changes;
    }

    /** Puts a file into a draft. */
    void put(int release, String path, String text) {
        var put = send(first, "PUT", "/api/rules/releases/r-" + release + "/files/" + path, "text/plain", text);
        assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
    }

    private String rules() {
        return """
                rule "a" when $c: Client( visits >= 0 ) then segments.assign($c, "a-%1$d"); end
                rule "b" when $c: Client( visits >= 0 ) then segments.assign($c, "b-%1$d"); end
                """.formatted(changes);
    }

    /** Asks a replica to activate a release, and does not wait. */
    static CompletableFuture<HttpResponse<String>> activating(ServiceProcess coordinator, int release) {
        return CompletableFuture.supplyAsync(() -> activate(coordinator, release, "{}"));
    }

    static HttpResponse<String> activate(ServiceProcess coordinator, int release, String body) {
        return send(coordinator, "POST", "/api/rules/releases/r-" + release + "/activate", "application/json", body);
    }

    /** The number of the release that a replica says is active. */
    static int active(ServiceProcess service) {
        var answer = send(service, "GET", "/api/rules/active", "application/json", "");
        return answer.statusCode() == 200 ? number(JsonPath.from(answer.body()).getString("id")) : 0;
    }

    /** Stores a client, which evaluates them. */
    static HttpResponse<String> client(ServiceProcess service, String client, String name) {
        return send(service, "PUT", "/api/clients/" + client, "application/json", "{\"firstName\": \"" + name + "\"}");
    }

    private static int number(String release) {
        return Integer.parseInt(release.substring(2));
    }

    static HttpResponse<String> send(ServiceProcess service, String method, String path, String type, String body) {
        var request = HttpRequest.newBuilder(URI.create(service.address() + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", type)
                .header("If-Match", "*")
                .method(method, BodyPublishers.ofString(body))
                .build();
        // the request's own timeout ends with the answer's headers
        return HTTP.sendAsync(request, BodyHandlers.ofString())
                .orTimeout(70, TimeUnit.SECONDS)
                .join();
    }

    /** Takes the locks of a query, and holds them until it is closed. */
    Connection holding(String query) throws SQLException {
        Connection connection = postgres.getPostgresDatabase().getConnection();
        connection.setAutoCommit(false);
        connection.createStatement().execute(query);
        return connection;
    }

    /** Waits until somebody waits for a lock in a statement that begins so. */
    void awaitBlocked(String statement) {
        String blocked = "from pg_stat_activity where wait_event_type = 'Lock' and query like '" + statement + "%'";
        await().atMost(PATIENCE).until(() -> count(blocked) > 0);
    }

    void awaitCount(long wanted, String from) {
        await().atMost(PATIENCE).until(() -> count(from) == wanted);
    }

    long count(String from) throws SQLException {
        return Long.parseLong(text("select count(*) " + from));
    }

    /** What a query says, in one row and column. */
    String text(String query) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var rows = connection.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    void sql(String statement) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection()) {
            connection.createStatement().execute(statement);
        }
    }

    Load load() {
        return new Load(first, second);
    }

    /** Callers of both replicas, each for a client of its own, who look at every answer. */
    static final class Load implements AutoCloseable {
        /** Of the platform: a virtual one may starve behind others who block their carriers. */
        private final ExecutorService threads = Executors.newCachedThreadPool(
                Thread.ofPlatform().daemon().name("load-", 0).factory());

        private final AtomicBoolean running = new AtomicBoolean(true);
        private final AtomicInteger answers = new AtomicInteger();
        private final Queue<String> problems = new ConcurrentLinkedQueue<>();
        /** The release of the last activation whose call has returned. */
        private final AtomicInteger active = new AtomicInteger();

        private final List<AtomicInteger> seen;

        private Load(ServiceProcess... replicas) {
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
                var answer = client(replica, "load-" + caller, "n" + i);
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
            return activated(TwoReplicas.activate(coordinator, release, "{}"), release);
        }

        /** Notes that the call of an activation has returned. */
        int activated(HttpResponse<String> answer, int release) {
            if (answer.statusCode() != 200) {
                problems.add(answer.body());
                return 0;
            }
            active.set(release);
            return release;
        }

        /** Waits until all callers are answered by a release, stops them, and looks at what they saw. */
        void endsWith(int release) {
            await().atMost(PATIENCE)
                    .until(() -> !problems.isEmpty() || seen.stream().allMatch(each -> each.get() >= release));
            stop();
            assertThat(problems).isEmpty();
        }

        /** Waits until one more caller was answered. */
        void isAnsweredAgain() {
            int before = answers.get();
            await().atMost(PATIENCE).until(() -> !problems.isEmpty() || answers.get() > before);
        }

        private void stop() {
            running.set(false);
            threads.shutdown();
            try {
                assertThat(threads.awaitTermination(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .as("every caller was answered, or told that nobody answers")
                        .isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            stop();
        }
    }

    @Override
    public void close() throws Exception {
        first.close();
        second.close();
        postgres.close();
    }
}
