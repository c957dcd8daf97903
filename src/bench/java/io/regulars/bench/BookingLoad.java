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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code PUT /api/bookings} beside bare PostgreSQL transactions that write the same rows, in turns of one run, on one
 * PostgreSQL with durable commits. Before it, how fast the made-up salon is imported and everybody evaluated.
 *
 * <p>System properties: {@code load.clients} (5000), {@code load.connections} (8), {@code load.requests} of a turn
 * (6000), {@code load.turns} (3). Arguments are options of the service's JVM.
 */
public final class BookingLoad {
    private static final int CLIENTS = Integer.getInteger("load.clients", 5_000);
    private static final int CONNECTIONS = Integer.getInteger("load.connections", 8);
    private static final int REQUESTS = Integer.getInteger("load.requests", 6_000);
    private static final int TURNS = Integer.getInteger("load.turns", 3);
    private static final Duration LONGEST_JOB = Duration.ofMinutes(15);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PackagedService service;

    private BookingLoad(PackagedService service) {
        this.service = service;
    }

    /** Runs it all once and prints what was measured. */
    public static void main(String... jvm) throws Exception {
        try (PackagedService service = PackagedService.start(List.of(jvm))) {
            new BookingLoad(service).run();
        }
    }

    private void run() throws Exception {
        importDemo();
        evaluateAll();
        List<BookingRequests> requests = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            requests.add(new BookingRequests(service.http(), i, CLIENTS));
        }
        print("warm-up   " + Load.run(requests, 2 * REQUESTS));
        Map<String, Long> before = writes();
        print("requests  " + measured(requests));
        Map<String, Double> rows = perRequest(before, writes());
        print("rows written by a request: " + rows);
        List<BareTransactions> bare = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            bare.add(new BareTransactions(service.database(), rows, i));
        }
        print("bare warm-up " + Load.run(bare, REQUESTS));
        double[] ratios = new double[TURNS];
        for (int turn = 0; turn < TURNS; turn++) {
            Turn ours = measured(requests);
            Turn theirs = measured(bare);
            ratios[turn] = ours.load().rate() / theirs.load().rate();
            print("requests  " + ours);
            print("bare      " + theirs + "; ratio " + decimal(ratios[turn]));
        }
        Arrays.sort(ratios);
        print("median ratio of requests to bare transactions: " + decimal(ratios[TURNS / 2]));
        for (BookingRequests connection : requests) {
            connection.close();
        }
        for (BareTransactions connection : bare) {
            connection.close();
        }
    }

    /** One turn and the processor time that an operation of it took, in milliseconds. */
    private record Turn(Load.Measured load, double service, double database) {
        @Override
        public String toString() {
            return load + "; processor " + decimal(service) + " ms service, " + decimal(database) + " ms PostgreSQL";
        }
    }

    private Turn measured(List<? extends Load.Worker> workers) throws Exception {
        Duration serviceBefore = service.serviceTime();
        Duration databaseBefore = service.databaseTime();
        Load.Measured load = Load.run(workers, REQUESTS);
        return new Turn(
                load,
                service.serviceTime().minus(serviceBefore).toNanos() / 1e6 / REQUESTS,
                service.databaseTime().minus(databaseBefore).toNanos() / 1e6 / REQUESTS);
    }

    private void importDemo() throws IOException, InterruptedException {
        try (HttpConnection http = service.http()) {
            JsonNode job = JSON.readTree(http.send("POST", "/api/demo?clients=" + CLIENTS, ""));
            JsonNode end = await(http, "/api/import/" + job.path("id").asText());
            Duration took = Duration.between(
                    Instant.parse(end.path("startedAt").asText()),
                    Instant.parse(end.path("finishedAt").asText()));
            long lines = end.path("lines").asLong();
            print("import    " + lines + " lines, read at " + end.path("rate") + "/s, with evaluation "
                    + decimal(lines * 1000.0 / took.toMillis()) + "/s; rejected " + end.path("rejected"));
        }
    }

    private void evaluateAll() throws IOException, InterruptedException {
        try (HttpConnection http = service.http()) {
            JsonNode job = JSON.readTree(http.send("POST", "/api/evaluate", "{}"));
            JsonNode end = await(http, "/api/evaluate/" + job.path("job").asText());
            Duration took = Duration.between(
                    Instant.parse(end.path("startedAt").asText()),
                    Instant.parse(end.path("finishedAt").asText()));
            print("evaluate all " + end.path("evaluated") + " clients, "
                    + decimal(end.path("evaluated").asLong() * 1000.0 / took.toMillis()) + "/s");
        }
    }

    private static JsonNode await(HttpConnection http, String job) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LONGEST_JOB.toNanos();
        while (System.nanoTime() < deadline) {
            JsonNode state = JSON.readTree(http.send("GET", job, ""));
            if (state.path("finishedAt").isTextual()) {
                return state;
            }
            Thread.sleep(100);
        }
        throw new IOException(job + " takes longer than " + LONGEST_JOB);
    }

    /** Rows inserted, updated and deleted so far, by table. */
    private Map<String, Long> writes() throws SQLException, InterruptedException {
        // PostgreSQL's sessions report what they did about a second later
        Thread.sleep(2_000);
        try (Connection connection = service.database();
                Statement statement = connection.createStatement();
                ResultSet tables = statement.executeQuery(
                        "select relname, n_tup_ins + n_tup_upd + n_tup_del from pg_stat_user_tables")) {
            var writes = new TreeMap<String, Long>();
            while (tables.next()) {
                writes.put(tables.getString(1), tables.getLong(2));
            }
            return writes;
        }
    }

    private static Map<String, Double> perRequest(Map<String, Long> before, Map<String, Long> after) {
        var rows = new TreeMap<String, Double>();
        after.forEach((table, count) -> {
            double each = (count - before.getOrDefault(table, 0L)) / (double) REQUESTS;
            if (each > 0) {
                rows.put(table, each);
            }
        });
        return rows;
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%,.2f", value);
    }

    private static void print(String line) {
        System.out.println(line);
    }
}
