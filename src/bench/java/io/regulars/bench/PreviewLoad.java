package io.regulars.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Previews at the packaged service: one definition counted over and over with other thresholds, as while it is typed, and the
 * impact of a draft that has other thresholds in several default rules. Settings: {@code load.clients}, {@code load.counts},
 * {@code load.impacts}, {@code load.records} (how many are kept in memory; 1: all are read each time), {@code load.evaluate} (whether everybody is evaluated first, without which nobody is in a segment and nothing is ranked).
 */
public final class PreviewLoad {
    private static final int CLIENTS = Integer.getInteger("load.clients", 100_000);
    private static final int COUNTS = Integer.getInteger("load.counts", 300);
    private static final int IMPACTS = Integer.getInteger("load.impacts", 11);
    private static final boolean EVALUATE = !"false".equals(System.getProperty("load.evaluate"));
    private static final @Nullable String RECORDS = System.getProperty("load.records");
    private static final Duration LONGEST_JOB = Duration.ofMinutes(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** As a visual builder says them; {@code %d} is what is being typed. */
    private static final List<String> DEFINITIONS = List.of(
            "{\"all\": [{\"field\": \"visits\", \"operator\": \">=\", \"value\": %d}]}",
            "{\"all\": [{\"field\": \"daysSinceLastVisit\", \"operator\": \">=\", \"value\": %d},"
                    + " {\"field\": \"upcomingBookings\", \"operator\": \"==\", \"value\": 0}]}",
            "{\"all\": [{\"field\": \"spendInLast\", \"arguments\": [90], \"operator\": \">\", \"value\": %d},"
                    + " {\"field\": \"city\", \"operator\": \"==\", \"value\": \"Riga\"}]}",
            "{\"any\": [{\"field\": \"noShows\", \"operator\": \">=\", \"value\": %d},"
                    + " {\"field\": \"morningShare\", \"operator\": \">=\", \"value\": 0.7}]}",
            "{\"all\": [{\"field\": \"spendPercentile\", \"operator\": \">\", \"value\": %d},"
                    + " {\"not\": {\"field\": \"booked\", \"arguments\": [\"massage\"]}}]}",
            "{\"exists\": {\"fact\": \"Booking\", \"all\": [{\"field\": \"price\", \"operator\": \">\", \"value\": %d},"
                    + " {\"field\": \"status\", \"operator\": \"==\", \"value\": \"COMPLETED\"}]}}");

    private final PackagedService service;

    private PreviewLoad(PackagedService service) {
        this.service = service;
    }

    /** Runs it all once and prints what was measured. */
    public static void main(String... jvm) throws Exception {
        Map<String, String> settings = RECORDS == null ? Map.of() : Map.of("REGULARS_POPULATION_RECORDS", RECORDS);
        try (PackagedService service = PackagedService.start(List.of(jvm), Map.of(), settings)) {
            new PreviewLoad(service).run();
        }
    }

    private void run() throws Exception {
        try (Connection database = service.database()) {
            new Population(database, 0).write(CLIENTS);
        }
        try (HttpConnection http = service.http()) {
            if (EVALUATE) {
                JsonNode job = JSON.readTree(http.send("POST", "/api/evaluate", "{}"));
                await(http, "/api/evaluate/" + job.path("job").asText());
            }
            counts(http);
            if (EVALUATE) {
                String draft = draft(http);
                impacts(http, draft);
            }
        }
    }

    private static void counts(HttpConnection http) throws IOException {
        long start = System.nanoTime();
        count(http, DEFINITIONS.getFirst(), 1);
        print("first count, population loaded  %,d ms", (System.nanoTime() - start) / 1_000_000);
        List<List<Double>> byDefinition = DEFINITIONS.stream()
                .map(definition -> (List<Double>) new ArrayList<Double>())
                .toList();
        List<Double> took = new ArrayList<>();
        for (int i = 0; i < COUNTS; i++) {
            long from = System.nanoTime();
            count(http, DEFINITIONS.get(i % DEFINITIONS.size()), 1 + i / DEFINITIONS.size());
            double millis = (System.nanoTime() - from) / 1e6;
            took.add(millis);
            byDefinition.get(i % DEFINITIONS.size()).add(millis);
        }
        print(
                "counts  p50 %.1f ms, p95 %.1f ms, longest %.1f ms",
                percentile(took, 50), percentile(took, 95), percentile(took, 100));
        for (int i = 0; i < DEFINITIONS.size(); i++) {
            List<Double> some = byDefinition.get(i);
            print(
                    "  first %.1f ms, p50 %.1f ms, p95 %.1f ms: %s",
                    some.getFirst(),
                    percentile(some, 50),
                    percentile(some, 95),
                    DEFINITIONS.get(i).formatted(1));
        }
    }

    private static double percentile(List<Double> values, int percentile) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percentile / 100));
    }

    private static JsonNode count(HttpConnection http, String definition, int typed) throws IOException {
        return JSON.readTree(
                http.send("POST", "/api/segments/preview", "{\"definition\": " + definition.formatted(typed) + "}"));
    }

    /** The default rules with other thresholds, edited where they lie. */
    private String draft(HttpConnection http) throws IOException, SQLException {
        String id = JSON.readTree(http.send("POST", "/api/rules/releases", "{\"message\": \"bench\"}"))
                .path("id")
                .asText();
        try (Connection database = service.database();
                PreparedStatement edit = database.prepareStatement("""
                        update release_file set content = convert_to(replace(replace(convert_from(content, 'UTF8'),
                            '>= 60', '>= 45'), 'spendPercentile > 80', 'spendPercentile > 75'), 'UTF8')
                        where release_id = ? and path in ('segments/recency.drl', 'segments/value.drl')
                        """)) {
            edit.setInt(1, Integer.parseInt(id.substring(2)));
            edit.executeUpdate();
        }
        return id;
    }

    private static void impacts(HttpConnection http, String draft) throws IOException, InterruptedException {
        List<Long> took = new ArrayList<>();
        for (int i = 0; i < IMPACTS; i++) {
            took.add(impact(http, draft));
        }
        List<Long> inTurn = List.copyOf(took);
        Collections.sort(took);
        print("impacts  p50 %,d ms, longest %,d ms; in turn %s", took.get(IMPACTS / 2), took.getLast(), inTurn);
    }

    private static long impact(HttpConnection http, String draft) throws IOException, InterruptedException {
        String previews = "/api/rules/releases/" + draft + "/preview";
        JsonNode job = JSON.readTree(http.send("POST", previews, "{\"starts\": \"everyone\"}"));
        JsonNode end = await(http, previews + "/" + job.path("job").asText());
        Duration took = Duration.between(
                Instant.parse(end.path("startedAt").asText()),
                Instant.parse(end.path("finishedAt").asText()));
        JsonNode impact = end.path("impact");
        print(
                "impact  %,d ms: %s of %s clients move; %s",
                took.toMillis(),
                impact.path("moved"),
                impact.path("clients"),
                end.path("failure").isTextual() ? end.path("failure") : started(impact));
        return took.toMillis();
    }

    private static String started(JsonNode impact) {
        var started = new StringBuilder();
        impact.path("campaigns")
                .forEach(campaign -> started.append(campaign.path("campaign").asText())
                        .append(' ')
                        .append(campaign.path("starts"))
                        .append(' '));
        return started.toString();
    }

    private static JsonNode await(HttpConnection http, String job) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LONGEST_JOB.toNanos();
        while (System.nanoTime() < deadline) {
            JsonNode state = JSON.readTree(http.send("GET", job, ""));
            if (state.path("finishedAt").isTextual()) {
                return state;
            }
            Thread.sleep(50);
        }
        throw new IOException(job + " takes longer than " + LONGEST_JOB);
    }

    private static void print(String line, Object... values) {
        System.out.println(String.format(Locale.ROOT, line, values));
    }
}
