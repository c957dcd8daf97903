package io.regulars.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * From the start of the process until the first booking is answered, evaluated, on a PostgreSQL that runs already and has the schema; and the
 * memory that the process holds then, at rest, and after bookings of many clients. Each with and without the AOT cache, where
 * {@code docker/aot-cache.sh} has made one.
 *
 * <p>System properties {@code load.starts} (5) of each way in turn, and {@code load.clients} (100000). Arguments are options of the service's
 * JVM; those of a container of 1 GB unless given.
 */
public final class StartLoad {
    private static final int STARTS = Integer.getInteger("load.starts", 5);
    private static final int CLIENTS = Integer.getInteger("load.clients", 100_000);
    private static final Path CACHE = Path.of("target", "quarkus-app", "app.aot");
    private static final List<String> OF_A_CONTAINER = List.of("-Xmx768m", "-XX:+UseSerialGC");
    private static final Duration REST = Duration.ofSeconds(15);
    private static final Map<String, String> DATABASE = Map.of("shared_buffers", "1GB", "max_wal_size", "4GB");
    private static final String BOOKING = """
            {"client": "c-%1$d", "service": "cut", "startsAt": "2026-11-20T09:00:00Z", "status": "COMPLETED", "price": "30.00"}""";

    private final PackagedService service;
    private final String way;
    private final List<Duration> starts = new ArrayList<>();
    private final List<Duration> processor = new ArrayList<>();

    private StartLoad(PackagedService service, String way) {
        this.service = service;
        this.way = way;
    }

    /** Runs it all once and prints what was measured. */
    public static void main(String... options) throws Exception {
        List<String> jvm = options.length == 0 ? OF_A_CONTAINER : List.of(options);
        measure("without a cache", jvm);
        if (Files.exists(CACHE)) {
            var cached = new ArrayList<>(jvm);
            cached.add("-XX:AOTCache=" + CACHE);
            measure("with the AOT cache", cached);
        }
    }

    private static void measure(String way, List<String> jvm) throws Exception {
        try (PackagedService service = PackagedService.start(jvm, DATABASE, Map.of())) {
            var load = new StartLoad(service, way);
            for (int i = 0; i < STARTS; i++) {
                load.start(i);
            }
            load.print("first booking answered after", load.starts);
            load.print("processor time until then", load.processor);
            load.memory();
        }
    }

    private void start(int number) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        service.begin(Map.of());
        while (!answers("s-" + number)) {
            Thread.sleep(5);
        }
        starts.add(Duration.ofNanos(System.nanoTime() - begun));
        processor.add(service.serviceTime());
    }

    private boolean answers(String booking) {
        try (HttpConnection http = service.http()) {
            return http.send("PUT", "/api/bookings/" + booking, BOOKING.formatted(0))
                    .contains("first-timer");
        } catch (IOException e) {
            return false; // it does not listen yet, or has no rules yet
        }
    }

    private void memory() throws IOException, InterruptedException, SQLException {
        Thread.sleep(REST);
        System.out.printf("%s: %d MB resident at rest%n", way, service.residentMegabytes());
        var lines = new StringBuilder();
        for (int client = 1; client <= CLIENTS; client++) {
            lines.append("{\"record\": \"booking\", \"id\": \"b-")
                    .append(client)
                    .append("\", ");
            lines.append(BOOKING.formatted(client).substring(1)).append('\n');
        }
        try (HttpConnection http = service.http();
                Connection connection = service.database()) {
            http.send("POST", "/api/import", lines.toString());
            while (evaluated(connection) < CLIENTS) {
                Thread.sleep(500);
            }
        }
        System.out.printf(
                "%s: %d MB resident after bookings of %,d clients%n", way, service.residentMegabytes(), CLIENTS);
    }

    private static long evaluated(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select count(*) from client where evaluate_again_at is not null or evaluated_release is not null")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void print(String what, List<Duration> measured) {
        List<Duration> sorted = measured.stream().sorted().toList();
        System.out.printf(
                "%s: %s %.2f s, median of %d (%.2f to %.2f)%n",
                way,
                what,
                seconds(sorted.get(sorted.size() / 2)),
                sorted.size(),
                seconds(sorted.getFirst()),
                seconds(sorted.getLast()));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
