package io.regulars.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * What one client costs whose history is long, since a salon books everybody who walks in on one client: clients with ten, a
 * hundred, … bookings, ten a day, each imported at once; then a booking of them, as of a year ago, why they are in a segment,
 * what will become of them, and an audit of them.
 *
 * <p>System properties: {@code load.sizes} (10,100,1000,10000,50000), {@code load.rounds} (11). Arguments are options of the
 * service's JVM.
 */
public final class LongHistoryLoad {
    private static final String SIZES = System.getProperty("load.sizes", "10,100,1000,10000,50000");
    private static final int ROUNDS = Integer.getInteger("load.rounds", 11);
    private static final Duration LONGEST_JOB = Duration.ofMinutes(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpConnection http;
    private final Random random = new Random(1);
    private int told;

    private LongHistoryLoad(HttpConnection http) {
        this.http = http;
    }

    /** Runs it all once and prints a line for each size. */
    public static void main(String... jvm) throws Exception {
        try (PackagedService service = PackagedService.start(List.of(jvm));
                HttpConnection http = service.http()) {
            var load = new LongHistoryLoad(http);
            // the compiler warms up over a client that does not count
            load.measure("warm-up", 1_000);
            for (String size : SIZES.split(",")) {
                load.measure("walk-in-" + size, Integer.parseInt(size));
            }
        }
    }

    private void measure(String client, int bookings) throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        double imported = importAndEvaluate(client, bookings, now);
        String path = "/api/clients/" + client;
        String then = now.minus(Math.min(365, bookings / 20), ChronoUnit.DAYS).toString();
        System.out.printf(
                Locale.ROOT,
                "%-14s import and first evaluation %,.0f ms; medians: evaluation with nothing new %,.1f ms, PUT %,.1f ms, as-of %,.1f ms,"
                        + " explain %,.1f ms, forecast %,.1f ms, timeline %,.1f ms, audit %,.1f ms%n",
                client,
                imported,
                evaluated(client),
                median(() -> http.send("PUT", "/api/bookings/new-" + ++told, booking(client, now, "COMPLETED"))),
                median(() -> http.send("GET", path + "/segments?asOf=" + then, "")),
                median(() -> http.send("GET", path + "/explain?segment=repeat", "")),
                median(() -> http.send("GET", path + "/forecast", "")),
                median(() -> http.send("GET", path + "/timeline", "")),
                median(() -> http.send("POST", "/api/audit", "{\"sample\":1}")));
        // so that the next is the only one to be audited
        http.send("DELETE", path, "");
    }

    /** From the import's first line until all is evaluated, in milliseconds. */
    private double importAndEvaluate(String client, int bookings, Instant now) throws Exception {
        var lines = new StringBuilder();
        for (int i = 0; i < bookings; i++) {
            Instant start = now.truncatedTo(ChronoUnit.DAYS)
                    .minus(i / 10 + 1, ChronoUnit.DAYS)
                    .plus(7 * 60 + i % 10 * 60 + random.nextInt(50), ChronoUnit.MINUTES);
            String status = random.nextInt(20) == 0 ? "NO_SHOW" : "COMPLETED";
            lines.append("{\"record\":\"booking\",\"id\":\"")
                    .append(client)
                    .append('-')
                    .append(i)
                    .append("\",")
                    .append(booking(client, start, status).substring(1))
                    .append('\n');
        }
        long begin = System.nanoTime();
        JsonNode job = JSON.readTree(http.send("POST", "/api/import", lines.toString()));
        await("/api/import/" + job.path("id").asText());
        return (System.nanoTime() - begin) / 1e6;
    }

    /** As an evaluation of the client alone takes, which finds nothing new: they are loaded and judged. */
    private double evaluated(String client) throws Exception {
        return median(() -> http.send("POST", "/api/evaluate", "{\"client\":\"" + client + "\"}"));
    }

    private String booking(String client, Instant start, String status) {
        return "{\"client\":\"%s\",\"service\":\"%s\",\"startsAt\":\"%s\",\"status\":\"%s\",\"price\":\"%d.00\"}"
                .formatted(
                        client,
                        List.of("cut", "color", "massage", "shave").get(random.nextInt(4)),
                        start,
                        status,
                        20 + random.nextInt(80));
    }

    /** Something that is timed. */
    @FunctionalInterface
    private interface Step {
        void take() throws IOException;
    }

    private static double median(Step step) throws IOException {
        double[] times = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long begin = System.nanoTime();
            step.take();
            times[i] = (System.nanoTime() - begin) / 1e6;
        }
        Arrays.sort(times);
        return times[ROUNDS / 2];
    }

    private void await(String job) throws Exception {
        long deadline = System.nanoTime() + LONGEST_JOB.toNanos();
        while (System.nanoTime() < deadline) {
            JsonNode state = JSON.readTree(http.send("GET", job, ""));
            if (state.path("finishedAt").isTextual()) {
                return;
            }
            Thread.sleep(20);
        }
        throw new IOException(job + " takes longer than " + LONGEST_JOB);
    }
}
