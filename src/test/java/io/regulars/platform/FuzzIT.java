package io.regulars.platform;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.testing.DescribedApi;
import io.regulars.testing.DescribedApi.Operation;
import io.regulars.testing.DescribedApi.Sent;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
    private Map<Role, String> keys = Map.of();

    @Test
    void noRequestIsOurFaultAndEachRefusalIsAProblemInWords() throws Exception {
        clock.set("2026-11-22T12:00:00Z");
        release.activate();
        var failures = new ArrayList<String>();
        try (HttpClient http = HttpClient.newHttpClient()) {
            var api = new DescribedApi(http, RestAssured.baseURI + ":" + RestAssured.port);
            List<Operation> operations = api.operations();
            assertThat(operations).hasSizeGreaterThan(50);
            for (int i = 0; i < REQUESTS; i++) {
                if (i % 200 == 0) { // by then its clients are erased
                    aSalon(api, operations);
                }
                Operation operation = operations.get(random.nextInt(operations.size()));
                Sent sent = wrong(api, operation);
                String fault = fault(api, operation, sent);
                if (fault != null) {
                    failures.add("request " + i + " of seed " + SEED + ": " + fault + "\n" + sent);
                }
            }
        }
        assertThat(failures).as(failures.size() + " faults").isEmpty();
    }

    /** A business in which there is something of everything that the honest examples make. */
    private void aSalon(DescribedApi api, List<Operation> operations) throws Exception {
        keys = businesses.fresh().keys();
        api.forget();
        for (String method : List.of("put", "post")) {
            for (Operation operation : operations) {
                if (operation.method().equals(method) && !operation.path().equals("/api/demo")) {
                    api.send(operation, api.request(operation, DescribedApi.EXAMPLES, file(operation)), key(operation));
                }
            }
        }
    }

    /** A request with something wrong in it. */
    private Sent wrong(DescribedApi api, Operation operation) {
        boolean wrongBody = operation.type() != null && random.nextInt(3) > 0;
        if (wrongBody) {
            return wrongBody(api.request(operation, DescribedApi.EXAMPLES, file(operation)));
        }
        DescribedApi.Values values = (parameter, example) -> {
            String value = random.nextInt(2) == 0 ? mutations.text() : example;
            boolean left = value.isEmpty() && random.nextInt(4) > 0;
            return left && !parameter.path("in").asText().equals("path") ? null : value;
        };
        Sent sent = api.request(operation, values, file(operation));
        if (random.nextInt(10) > 0) {
            return sent;
        }
        String more = DescribedApi.encoded(mutations.text()) + "=" + DescribedApi.encoded(mutations.text());
        return new Sent(
                sent.method(), sent.uri() + (sent.uri().contains("?") ? "&" : "?") + more, sent.headers(), sent.body());
    }

    private Sent wrongBody(Sent sent) {
        Map<String, String> headers = new HashMap<>(sent.headers());
        if (random.nextInt(40) == 0) {
            headers.put("Content-Type", "text/html");
        }
        byte[] body = sent.body();
        return new Sent(sent.method(), sent.uri(), headers, body == null ? null : mutations.body(body));
    }

    private Map.@Nullable Entry<String, String> file(Operation operation) {
        if (!operation.isOfFile() || random.nextInt(4) == 0) {
            return null;
        }
        List<String> paths = FILES.keySet().stream().sorted().toList();
        String path = paths.get(random.nextInt(paths.size()));
        return Map.entry(path, requireNonNull(FILES.get(path)));
    }

    private String key(Operation operation) {
        return requireNonNull(keys.get(operation.isOfPlatform() ? Role.PLATFORM : Role.ADMIN));
    }

    private @Nullable String fault(DescribedApi api, Operation operation, Sent sent) throws InterruptedException {
        try {
            return fault(api.send(operation, sent, key(operation)));
        } catch (IOException e) {
            return "no answer: " + e;
        }
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
        if (!DescribedApi.type(answer).startsWith("application/problem+json")) {
            return status + " as " + DescribedApi.type(answer) + ": " + answer.body();
        }
        JsonNode problem = READER.readTree(answer.body());
        boolean told = problem.path("status").asInt() == status
                && !problem.path("title").asText().isEmpty()
                && !problem.path("detail").asText().isEmpty()
                && !problem.path("type").asText().isEmpty();
        return told ? null : status + " without words: " + answer.body();
    }
}
