package io.regulars.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Whatever is sent to any operation of the API's own description, it is never our fault: no 5xx, and a refusal is a problem in
 * words. A few hundred requests, many thousand with {@code -Psoak}; {@code -Dfuzz.seed=7} sends those of that seed again.
 */
@QuarkusTest
class FuzzIT {
    private static final boolean SOAK = Boolean.getBoolean("soak");
    private static final int REQUESTS = Integer.getInteger("fuzz.requests", SOAK ? 20_000 : 400);
    private static final long SEED = Long.getLong("fuzz.seed", 14);

    /** What is put into drafts, beside the example of the description. */
    private static final Map<String, String> FILES = Map.of(
            "segments/sums.drl",
            """
            rule "Big" when $c: Client( visits >= 1 || city in ("Riga", "Ogre") )
              accumulate( Booking( status == COMPLETED, $p : price ); $s : sum($p); $s > 100 )
            then segments.assign($c, "big"); end
            rule "Greet" when $c: Client() Entered( segment == "big" ) then campaigns.start($c, "greet"); end
            """,
            "campaigns/greet.yaml",
            """
            name: greet
            title: Greet
            kind: marketing
            reentry: every 90 days
            validity: 14d
            steps:
              - {name: hello, message: {channel: email, text: Hi}, cost: 0.02}
              - wait: 3d
              - {name: call, after: 4h, task: {for: front desk, text: Call}}
            """,
            "scenarios/s.yaml",
            """
            business: {zone: Europe/Riga}
            scenarios:
              - name: One
                client: {firstName: Ana, tags: [student]}
                timeline:
                  - {at: 2026-01-10T10:00, visit: {service: cut, price: 30}}
                  - {at: 2026-01-11, expect: {not in: [big]}}
            """,
            "segments.yaml",
            "segments:\n  big:\n    title: Big\n    question: Who spends?\n    owner: ana\n    review: 2027-01-01\n",
            "tables/t.csv",
            """
            RuleTable t,,,
            NAME,CONDITION,CONDITION,ACTION
            ,$c : Client,,
            ,visits >=,"spend >= $1, spend < $2","segments.assign($c, ""$param"");"
            name,visits,spend,segment
            one,3,"1, 2",a
            two,4,"2, 3",b
            """);

    private static final JsonMapper READER = new JsonMapper();

    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    @Inject
    TestClock clock;

    private final Random random = new Random(SEED);
    private final Mutations mutations = new Mutations(random);
    private final Map<String, String> made = new HashMap<>();
    private Map<Role, String> keys = Map.of();

    /** An operation as the description has it. */
    private record Operation(String method, String path, JsonNode description) {
        @Nullable
        String type() {
            var types = description.at("/requestBody/content").fieldNames();
            return types.hasNext() ? types.next() : null;
        }

        boolean isOfPlatform() {
            return path.equals("/api/businesses") || path.equals("/api/clock");
        }

        boolean isOfFile() {
            return path.endsWith("/files/{path}");
        }
    }

    /** A request. */
    private record Sent(String method, String uri, Map<String, String> headers, byte @Nullable [] body) {
        @Override
        public String toString() {
            String text = body == null ? "" : new String(body, 0, Math.min(body.length, 1_500), UTF_8);
            return method + " " + uri + " " + headers + " " + text;
        }
    }

    @Test
    void noRequestIsOurFaultAndEachRefusalIsAProblemInWords() throws Exception {
        clock.set("2026-11-22T12:00:00Z");
        release.activate();
        List<Operation> operations = operations();
        var failures = new ArrayList<String>();
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (int i = 0; i < REQUESTS; i++) {
                if (i % 200 == 0) { // by then its clients are erased
                    aSalon(http, operations);
                }
                Operation operation = operations.get(random.nextInt(operations.size()));
                Sent sent = request(operation, true);
                String fault = fault(http, operation, sent);
                if (fault != null) {
                    failures.add("request " + i + " of seed " + SEED + ": " + fault + "\n" + sent);
                }
            }
        }
        assertThat(failures).as(failures.size() + " faults").isEmpty();
    }

    /** A business in which there is something of everything that the honest examples make. */
    private void aSalon(HttpClient http, List<Operation> operations) throws Exception {
        keys = businesses.fresh().keys();
        made.clear();
        for (String method : List.of("put", "post")) {
            for (Operation operation : operations) {
                if (operation.method().equals(method) && !operation.path().equals("/api/demo")) {
                    note(operation, send(http, operation, request(operation, false)));
                }
            }
        }
    }

    /** What was made just now is what the next requests are about. */
    private void note(Operation operation, HttpResponse<String> answer) throws IOException {
        boolean json =
                type(answer).startsWith("application/json") && !answer.body().isEmpty();
        if (operation.method().equals("post") && answer.statusCode() < 300 && json) {
            JsonNode content = READER.readTree(answer.body());
            String id = content.path("job").asText(content.path("id").asText());
            made.put(operation.path().replaceFirst("/upload$", ""), id);
        }
    }

    /** An honest request, or one with something wrong in it. */
    private Sent request(Operation operation, boolean wrong) {
        boolean wrongBody = wrong && operation.type() != null && random.nextInt(3) > 0;
        boolean wrongPath = wrong && !wrongBody;
        Map.Entry<String, String> file = random.nextInt(4) == 0 || !operation.isOfFile() ? null : file();
        String path = file == null ? operation.path() : operation.path().replace("{path}", file.getKey());
        var query = new ArrayList<String>();
        Map<String, String> headers = new HashMap<>();
        for (JsonNode parameter : operation.description().path("parameters")) {
            String name = parameter.path("name").asText();
            String example = parameter.path("example").asText();
            String value = wrongPath && random.nextInt(2) == 0 ? mutations.text() : example;
            switch (parameter.path("in").asText()) {
                case "path" -> {
                    if (!path.contains("{" + name + "}")) {
                        continue; // the file's
                    }
                    String collection = path.substring(0, path.indexOf("/{" + name + "}"));
                    String id = value.equals(example) ? made.getOrDefault(collection, example) : value;
                    path = path.replace("{" + name + "}", encoded(id.isEmpty() ? " " : id));
                }
                case "query" -> {
                    if (!value.isEmpty() || wrongPath && random.nextInt(4) == 0) {
                        query.add(name + "=" + encoded(value));
                    }
                }
                default -> {
                    String header = value.replaceAll("[^ -~]", "?");
                    if (!header.isBlank()) {
                        headers.put(name, header);
                    } else if (name.equals("If-Match")) {
                        headers.put(name, "*");
                    }
                }
            }
        }
        if (wrongPath && random.nextInt(10) == 0) {
            query.add(encoded(mutations.text()) + "=" + encoded(mutations.text()));
        }
        String type = operation.type();
        byte[] body = type == null ? null : file != null ? file.getValue().getBytes(UTF_8) : body(operation, type);
        if (type != null) {
            headers.put("Content-Type", wrong && random.nextInt(40) == 0 ? "text/html" : type);
        }
        String uri = path + (query.isEmpty() ? "" : "?" + String.join("&", query));
        return new Sent(operation.method(), uri, headers, wrongBody && body != null ? mutations.body(body) : body);
    }

    private Map.Entry<String, String> file() {
        List<String> paths = FILES.keySet().stream().sorted().toList();
        String path = paths.get(random.nextInt(paths.size()));
        return Map.entry(path, requireNonNull(FILES.get(path)));
    }

    private static byte[] body(Operation operation, String type) {
        JsonNode example =
                operation.description().at("/requestBody/content").path(type).path("example");
        if (type.equals("application/zip")) {
            return zip(example);
        }
        String text = example.isTextual() ? example.textValue() : example.toString();
        if (operation.path().equals("/api/businesses")) {
            text = text.replace("\"salon\"", "\"fuzzed-" + UUID.randomUUID() + "\""); // another test makes that one
        }
        return text.getBytes(UTF_8);
    }

    private static byte[] zip(JsonNode files) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var file : files.properties()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().textValue().getBytes(UTF_8));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text.isEmpty() ? "" : text, UTF_8).replace("+", "%20");
    }

    private HttpResponse<String> send(HttpClient http, Operation operation, Sent sent)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(RestAssured.baseURI + ":" + RestAssured.port + sent.uri()))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + keys.get(operation.isOfPlatform() ? Role.PLATFORM : Role.ADMIN))
                .method(
                        sent.method().toUpperCase(java.util.Locale.ROOT),
                        sent.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(sent.body()));
        sent.headers().forEach(request::setHeader);
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private @Nullable String fault(HttpClient http, Operation operation, Sent sent) throws InterruptedException {
        try {
            HttpResponse<String> answer = send(http, operation, sent);
            note(operation, answer);
            return fault(answer);
        } catch (IOException e) {
            return "no answer: " + e;
        }
    }

    private static String type(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Type").orElse("none");
    }

    /** What is wrong with an answer; null: nothing. */
    private static @Nullable String fault(HttpResponse<String> answer) throws IOException {
        int status = answer.statusCode();
        if (status >= 500) {
            return status + " " + answer.body();
        }
        if (status < 400) {
            return null;
        }
        if (!type(answer).startsWith("application/problem+json")) {
            return status + " as " + type(answer) + ": " + answer.body();
        }
        JsonNode problem = READER.readTree(answer.body());
        boolean told = problem.path("status").asInt() == status
                && !problem.path("title").asText().isEmpty()
                && !problem.path("detail").asText().isEmpty()
                && !problem.path("type").asText().isEmpty();
        return told ? null : status + " without words: " + answer.body();
    }

    private static List<Operation> operations() throws IOException {
        String description = RestAssured.given()
                .queryParam("format", "json")
                .get("/q/openapi")
                .asString();
        var operations = new ArrayList<Operation>();
        READER.readTree(description)
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    if (method.getValue().has("responses")) {
                        operations.add(new Operation(method.getKey(), path.getKey(), method.getValue()));
                    }
                }));
        assertThat(operations).hasSizeGreaterThan(50);
        return operations;
    }
}
