package io.regulars.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What many clients cost: nothing while nothing happens, being evaluated again all at once beside one SQL statement that
 * recomputes ten segments, a minute in which many cross a moment while bookings come in, and a midnight at which many cross.
 *
 * <p>System properties: {@code load.clients} (100000), {@code load.base} (20000) of them evaluated for the first time, the
 * others being copies, {@code load.crossing} (0): how many in a hundred become at risk at midnight, {@code load.parts}
 * (all,idle,minute,midnight). Arguments are options of the service's JVM.
 */
public final class PopulationLoad {
    private static final int CLIENTS = Integer.getInteger("load.clients", 100_000);
    private static final int BASE = Math.min(CLIENTS, Integer.getInteger("load.base", 20_000));
    private static final List<String> PARTS =
            List.of(System.getProperty("load.parts", "all,idle,minute,midnight").split(","));
    private static final int CROSSINGS = 1_000;
    private static final int MINUTE = 60_000;
    private static final Duration LONGEST_JOB = Duration.ofMinutes(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PackagedService service;

    private PopulationLoad(PackagedService service) {
        this.service = service;
    }

    /** Runs it all once and prints what was measured. */
    public static void main(String... jvm) throws Exception {
        var database = Map.of("shared_buffers", "2GB", "max_wal_size", "8GB");
        try (PackagedService service = PackagedService.start(List.of(jvm), database, Map.of("REGULARS_ZONE", "UTC"))) {
            new PopulationLoad(service).run();
        }
    }

    private void run() throws Exception {
        try (Connection connection = service.database()) {
            var population = new Population(connection, Integer.getInteger("load.crossing", 0));
            population.write(BASE);
            print("first evaluation " + evaluateAll());
            if (CLIENTS > BASE) {
                population.multiply(CLIENTS / BASE);
            }
            print("clients " + count("select count(*) from client") + ", bookings "
                    + count("select count(*) from booking") + ", versions of them "
                    + count("select count(*) from booking_version") + ", memberships "
                    + count("select count(*) from membership"));
        }
        if (PARTS.contains("all")) {
            everybody();
        }
        if (PARTS.contains("idle")) {
            idle();
        }
        if (PARTS.contains("minute")) {
            minute();
        }
        if (PARTS.contains("midnight")) {
            midnight();
        }
    }

    private void everybody() throws Exception {
        print("warm-up  " + evaluateAll());
        Evaluated again = evaluateAll();
        print("everybody, nothing new          " + again);
        try (Connection connection = service.database();
                Statement statement = connection.createStatement()) {
            statement.execute("update client set evaluated_release = 0; vacuum analyze client");
            Evaluated release = evaluateAll();
            print("everybody, as by a new release  " + release);
            statement.execute("set work_mem = '512MB'");
            double best = Double.MAX_VALUE;
            for (int turn = 0; turn < 3; turn++) {
                SegmentsBySql.Result sql = SegmentsBySql.recompute(connection);
                best = Math.min(best, sql.seconds());
                print("one statement, ten segments     " + sql);
            }
            print("ratios to its best: " + decimal(again.seconds / best) + " and " + decimal(release.seconds / best));
        }
    }

    /** Over a minute, after one in which what was evaluated settles. */
    private void idle() throws Exception {
        Thread.sleep(MINUTE);
        Duration ours = service.serviceTime();
        Duration postgres = service.databaseTime();
        Thread.sleep(MINUTE);
        print("a minute of nothing: processor "
                + service.serviceTime().minus(ours).toMillis() + " ms service, "
                + service.databaseTime().minus(postgres).toMillis() + " ms PostgreSQL");
        print("what is due next: "
                + explain("select min(evaluate_again_at) as next from client where evaluate_again_at > now()"));
    }

    /** Bookings made for clients at their moments in the next minute, while others' bookings come in. */
    private void minute() throws Exception {
        Instant from = Instant.now().plusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
        try (HttpConnection http = service.http()) {
            for (int i = 0; i < CROSSINGS; i++) {
                http.send("PUT", "/api/bookings/crossing-" + i, """
                        {"client": "c-%d", "service": "cut", "startsAt": "%s", "status": "BOOKED", "price": "45.00"}""".formatted(
                                1 + i * (CLIENTS / CROSSINGS), from.plusMillis(i * (MINUTE / CROSSINGS))));
            }
        }
        long due = count("select count(*) from client where evaluate_again_at >= '%s' and evaluate_again_at < '%s'"
                .formatted(from, from.plusMillis(MINUTE)));
        var over = new AtomicBoolean();
        var sent = new ArrayList<Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int worker = 0; worker < 4; worker++) {
                var requests = new BookingRequests(service.http(), worker, CLIENTS, "c-");
                threads.submit(() -> {
                    int number = 0;
                    while (!over.get()) {
                        requests.next(number++);
                        Thread.sleep(20);
                    }
                    synchronized (sent) {
                        sent.add(number);
                    }
                    return null;
                });
            }
            Thread.sleep(Duration.between(Instant.now(), from.plusMillis(MINUTE + 500)));
            print("in a minute " + due + " clients due: lateness " + lateness() + "; left over "
                    + count("select count(*) from client where evaluate_again_at <= '%s'"
                            .formatted(from.plusMillis(MINUTE))));
            over.set(true);
        }
        print("bookings that came in meanwhile: "
                + sent.stream().mapToInt(Integer::intValue).sum());
    }

    private String lateness() throws IOException {
        try (HttpConnection http = service.http()) {
            var lines = new ArrayList<String>();
            for (String line : http.send("GET", "/q/metrics", "").split("\n")) {
                if (line.startsWith("regulars_due_lateness")) {
                    lines.add(line.substring("regulars_due_lateness_".length()));
                }
            }
            return String.join(", ", lines);
        }
    }

    /** The next local midnight, at which everybody crosses whose last visit or first is so and so many days ago. */
    private void midnight() throws Exception {
        LocalDate tomorrow = LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC).plusDays(1);
        Instant midnight = tomorrow.atStartOfDay(ZoneOffset.UTC).toInstant();
        long due = count("select count(*) from client where evaluate_again_at = '" + midnight + "'");
        service.restart(Map.of(
                "REGULARS_ZONE",
                "UTC",
                "REGULARS_CLOCK",
                midnight.minusSeconds(5).toString()));
        String left = "select count(*) from client where evaluate_again_at <= '" + midnight + "'";
        Instant began = Instant.now();
        while (count(left) == due) {
            Thread.sleep(50);
        }
        print("midnight: the first of " + due + " were done " + millis(began) + " ms after looking began");
        while (count(left) > 0) {
            Thread.sleep(200);
        }
        long moments =
                count("select count(distinct occurred_at) from transition where occurred_at = '" + midnight + "'");
        try (Connection connection = service.database();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select extract(epoch from max(recorded_at) - min(recorded_at)) as seconds, count(*) as transitions,
                               count(distinct client_id) as crossed
                        from transition where occurred_at = '%s'""".formatted(midnight))) {
            row.next();
            print("midnight: worked off in " + decimal(row.getDouble("seconds")) + " s, "
                    + decimal(due / row.getDouble("seconds")) + " clients/s, " + row.getLong("crossed")
                    + " of them crossed, " + row.getLong("transitions") + " transitions, all at " + moments
                    + " moment; lateness " + lateness());
        }
    }

    private static long millis(Instant since) {
        return Duration.between(since, Instant.now()).toMillis();
    }

    /** An evaluation of everybody. */
    private record Evaluated(long clients, double seconds) {
        @Override
        public String toString() {
            return clients + " clients in " + decimal(seconds) + " s, " + decimal(clients / seconds) + "/s";
        }
    }

    private Evaluated evaluateAll() throws IOException, InterruptedException {
        try (HttpConnection http = service.http()) {
            JsonNode job = JSON.readTree(http.send("POST", "/api/evaluate", "{}"));
            long deadline = System.nanoTime() + LONGEST_JOB.toNanos();
            while (System.nanoTime() < deadline) {
                JsonNode state = JSON.readTree(
                        http.send("GET", "/api/evaluate/" + job.path("job").asText(), ""));
                if (state.path("finishedAt").isTextual()) {
                    Duration took = Duration.between(
                            Instant.parse(state.path("startedAt").asText()),
                            Instant.parse(state.path("finishedAt").asText()));
                    return new Evaluated(state.path("evaluated").asLong(), took.toMillis() / 1e3);
                }
                Thread.sleep(100);
            }
            throw new IOException("it takes longer than " + LONGEST_JOB);
        }
    }

    private long count(String sql) throws SQLException {
        try (Connection connection = service.database();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private String explain(String sql) throws SQLException {
        try (Connection connection = service.database();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("explain (analyze, buffers) " + sql)) {
            var plan = new ArrayList<String>();
            while (rows.next()) {
                plan.add(rows.getString(1).strip());
            }
            return String.join(" | ", plan);
        }
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%,.2f", value);
    }

    private static void print(String line) {
        System.out.println(line);
    }
}
