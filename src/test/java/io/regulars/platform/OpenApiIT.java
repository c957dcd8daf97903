package io.regulars.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.platform.json.Json;
import io.regulars.rules.model.RuleFile;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The description of the API shows every operation with an example, and each example runs. */
@QuarkusTest
class OpenApiIT {
    private static final List<String> METHODS = List.of("put", "post", "patch", "get", "delete");

    /** These come first: the business of the examples, and a salon that only an empty business takes. */
    private static final List<String> FIRST =
            List.of("post /api/businesses", "post /api/demo", "post /api/rules/releases", "post /api/endpoints");

    /** These take lines, each a JSON object. */
    private static final Set<String> LINES = Set.of("post /api/import");

    /** Fields that a record read back has, and that are taken back where they agree. */
    private static final Set<String> OF_THE_PATH =
            Set.of("id of Booking", "id of Receipt", "id of Pass", "id of Service", "id of Client", "known of Client");

    /** These come last: a segment that was saved is taken out, the business goes back to the shared release, a draft is made to be removed, and the client goes. */
    private static final List<String> LAST = List.of(
            "put /api/segments/{name}",
            "delete /api/segments/{name}",
            "post /api/rules/follow-default",
            "post /api/rules/releases/upload",
            "delete /api/rules/releases/{id}/files/{path}",
            "delete /api/rules/releases/{id}",
            "delete /api/clients/{id}");

    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    @Inject
    TestClock clock;

    /** They need an address that somebody has confirmed. */
    private static final Set<String> OF_CONFIRMED_ADDRESSES =
            Set.of("post /api/test-addresses/confirm", "post /api/campaigns/{name}/test-send");

    /** An operation as the description has it. */
    private record Shown(String method, String path, Map<String, Object> description) {
        String name() {
            return method + " " + path;
        }

        /** Things are made before they are read, and read before they are removed. */
        int turn() {
            if (FIRST.contains(name())) {
                return FIRST.indexOf(name()) - FIRST.size();
            }
            return LAST.contains(name()) ? METHODS.size() + LAST.indexOf(name()) : METHODS.indexOf(method);
        }

        List<Map<String, Object>> parameters(String in) {
            return list(description.get("parameters")).stream()
                    .filter(parameter -> in.equals(parameter.get("in")))
                    .toList();
        }

        Set<String> statuses() {
            return map(description.get("responses")).keySet();
        }

        /** Content types and what is shown for each; empty if the operation takes no body. */
        Map<String, Object> bodies() {
            return map(map(description.get("requestBody")).get("content"));
        }

        /** The schema of what it takes as JSON; empty if it takes none. */
        Map<String, Object> takes() {
            return map(map(bodies().get("application/json")).get("schema"));
        }

        /** The schema of what it answers as JSON when it is done; empty if it answers none. */
        Map<String, Object> answers(int status) {
            Object answer = map(description.get("responses")).get(String.valueOf(status));
            return map(
                    map(map(map(answer).get("content")).get("application/json")).get("schema"));
        }
    }

    @Test
    void everyOperationHasASummaryAndAnExampleWhereOneIsNeeded() {
        var problems = new SoftAssertions();
        for (Shown shown : operations()) {
            problems.assertThat((String) shown.description().get("summary"))
                    .as("summary of " + shown.name())
                    .isNotBlank();
            shown.parameters("path")
                    .forEach(parameter -> problems.assertThat(parameter)
                            .as("path of " + shown.name())
                            .containsKey("example"));
            shown.bodies()
                    .forEach((type, body) -> problems.assertThat(map(body))
                            .as("body of " + shown.name() + " as " + type)
                            .containsKey("example"));
        }
        problems.assertAll();
    }

    @Test
    void everyOperationHasANameOfItsOwnAndSaysWhatItTakesAndAnswers() {
        var problems = new SoftAssertions();
        List<Shown> all = operations();
        problems.assertThat(
                        map(map(description().get("components")).get("schemas")).keySet())
                .as("names of schemas")
                .noneMatch(name -> name.matches(".*[0-9]"));
        problems.assertThat(all)
                .extracting(shown -> shown.description().get("operationId"))
                .doesNotContainNull()
                .doesNotHaveDuplicates();
        for (Shown shown : all) {
            if (shown.bodies().containsKey("application/json") && !LINES.contains(shown.name())) {
                problems.assertThat(shown.takes()).as("body of " + shown.name()).containsKey("$ref");
            }
            map(shown.description().get("responses")).forEach((status, answer) -> {
                Map<String, Object> content = map(map(answer).get("content"));
                if (status.startsWith("2") && content.containsKey("application/json")) {
                    problems.assertThat(map(map(content.get("application/json")).get("schema")))
                            .as("answer " + status + " of " + shown.name())
                            .isNotEmpty();
                }
            });
        }
        problems.assertAll();
    }

    @Test
    void everyOperationTakesTheFieldsThatItsSchemaHasAndNoOthers() {
        clock.set("2026-11-22T12:00:00Z");
        release.activate();
        Map<Role, String> keys = businesses.fresh().keys();
        Map<String, Object> schemas = map(map(description().get("components")).get("schemas"));
        var problems = new SoftAssertions();
        for (Shown shown : operations()) {
            // a PATCH takes what the PUT beside it takes, of a record that is there; the clock of a test stands
            if (!shown.takes().containsKey("$ref")
                    || shown.method().equals("patch")
                    || shown.path().equals("/api/clock")) {
                continue;
            }
            Map<String, Object> schema = map(schemas.get(name(shown.takes())));
            Role role = shown.path().equals("/api/businesses") ? Role.PLATFORM : Role.ADMIN;
            Response answer = send(shown, requireNonNull(keys.get(role)), Map.of(), "{\"zzzzzzzzzzzz\": 1}");
            problems.assertThat(answer.statusCode()).as(shown.name()).isEqualTo(422);
            List<Map<String, String>> errors = requireNonNullElse(answer.path("errors"), List.of());
            problems.assertThat(errors.stream()
                            .filter(error -> "is required".equals(error.get("detail")))
                            .map(error -> requireNonNull(error.get("pointer")).substring(1))
                            .filter(field -> !map(schema.get("properties")).containsKey(field + "Minor")))
                    .as("required of " + shown.name())
                    .containsExactlyInAnyOrderElementsOf(texts(schema.get("required")));
            String known = errors.stream()
                    .map(error -> requireNonNull(error.get("detail")))
                    .filter(detail -> detail.contains("There are: "))
                    .findFirst()
                    .orElse("There are: .");
            problems.assertThat(known.substring(known.indexOf("There are: ") + 11, known.length() - 1)
                            .split(", "))
                    .as("fields of " + shown.name())
                    .containsExactlyInAnyOrderElementsOf(map(schema.get("properties")).entrySet().stream()
                            .filter(property -> !OF_THE_PATH.contains(property.getKey() + " of " + name(shown.takes())))
                            .map(Map.Entry::getKey)
                            .toList());
        }
        problems.assertAll();
    }

    private static String name(Map<String, Object> reference) {
        return ((String) requireNonNull(reference.get("$ref"))).substring("#/components/schemas/".length());
    }

    @SuppressWarnings("unchecked")
    private static List<String> texts(@Nullable Object list) {
        return list == null ? List.of() : (List<String>) list;
    }

    @Test
    void theDescriptionSaysHowAKeyIsShown() {
        RestAssured.given()
                .queryParam("format", "json")
                .get("/q/openapi")
                .then()
                .body("components.securitySchemes.key.scheme", equalTo("bearer"))
                .body("security[0]", hasKey("key"));
    }

    private static final String CITIES = """
            RuleTable Cities,,
            NAME,CONDITION,ACTION
            ,$c : Client,
            ,city,"segments.assign($c, ""$param"");"
            Name,City,Segment
            From Riga,Riga,riga
            """;

    @Test
    void everyExampleRuns() {
        clock.set("2026-11-22T12:00:00Z");
        release.activateWith(new RuleFile("tables/cities.csv", CITIES));
        String key = requireNonNull(businesses.fresh().keys().get(Role.PLATFORM));
        var made = new HashMap<String, Object>();
        var problems = new SoftAssertions();
        for (Shown shown : operations()) {
            Response answer = send(shown, key, made);
            if (shown.name().equals("post /api/clock")) {
                problems.assertThat(answer.statusCode()).isEqualTo(403); // time is everybody's, not one business's
                continue;
            }
            if (shown.name().equals("post /api/session")) {
                problems.assertThat(answer.statusCode()).isEqualTo(401); // no key stands in the description
                continue;
            }
            if (OF_CONFIRMED_ADDRESSES.contains(shown.name())) {
                problems.assertThat(answer.statusCode()).isEqualTo(422); // only a mailbox knows the code
                continue;
            }
            if (shown.name().equals("post /api/deliveries/{id}/redeliver")) {
                problems.assertThat(answer.statusCode()).isEqualTo(404); // nothing has gone out yet
                continue;
            }
            if (shown.path().startsWith("/api/actions/{id}")) {
                problems.assertThat(answer.statusCode()).isEqualTo(404); // no campaign has done anything yet
                continue;
            }
            if (shown.path().startsWith("/api/campaigns/{name}/starts/{job}")) {
                problems.assertThat(answer.statusCode()).isEqualTo(404); // a preview alone starts nothing
                continue;
            }
            if (shown.name().equals("post /api/rules/releases/{id}/expectations/accept")
                    || shown.name().equals("patch /api/rules/releases/{id}/tables/{path}")) {
                problems.assertThat(answer.statusCode()).isEqualTo(409); // the draft of the description answers by now
                continue;
            }
            if (shown.name().equals("post /api/offers/{code}/void")) {
                problems.assertThat(answer.statusCode()).isEqualTo(404); // nobody was given a code yet
                continue;
            }
            if (shown.name().equals("post /api/deliveries/{id}/events")) {
                problems.assertThat(answer.statusCode()).isEqualTo(404); // the business has sent no message yet
                continue;
            }
            problems.assertThat(answer.statusCode())
                    .as(shown.name() + ": " + answer.asString())
                    .isBetween(200, 299);
            if (!shown.answers(answer.statusCode()).isEmpty()) {
                problems.assertThat(violations(shown.answers(answer.statusCode()), answer))
                        .as("answer of " + shown.name() + ": " + answer.asString())
                        .isEmpty();
            }
            problems.assertThat(shown.statuses())
                    .as("described answers of " + shown.name())
                    .contains(String.valueOf(answer.statusCode()), "400", "default");
            if (shown.name().equals("post /api/businesses")) {
                key = answer.path("key");
            }
            if (shown.method().equals("post") && answer.contentType().contains("json")) {
                Map<String, Object> content = answer.path("");
                Object id = content.getOrDefault("job", content.get("id"));
                if (id != null) {
                    made.put(shown.path().replaceFirst("/upload$", ""), id);
                }
            }
        }
        problems.assertAll();
    }

    /** Ids that the service gives are taken from the answer that gave them, all else from the example. */
    private static Response send(Shown shown, String key, Map<String, Object> made) {
        return send(shown, key, made, null);
    }

    /**
     * The same.
     *
     * @param json sent instead of the example
     */
    private static Response send(Shown shown, String key, Map<String, Object> made, @Nullable String json) {
        RequestSpecification request = RestAssured.given().header("Authorization", "Bearer " + key);
        for (Map<String, Object> parameter : shown.parameters("path")) {
            String name = (String) parameter.get("name");
            String collection = shown.path().substring(0, shown.path().indexOf("/{" + name + "}"));
            request.pathParam(name, made.getOrDefault(collection, parameter.get("example")));
        }
        for (Map<String, Object> parameter : shown.parameters("query")) {
            if (parameter.containsKey("example")) {
                request.queryParam((String) parameter.get("name"), parameter.get("example"));
            }
        }
        if (shown.name().equals("put /api/segments/{name}")) {
            request.queryParam("activate", true); // what does not answer cannot be taken out
        }
        for (Map<String, Object> parameter : shown.parameters("header")) {
            if (parameter.containsKey("example")) {
                request.header((String) parameter.get("name"), parameter.get("example"));
            }
        }
        shown.bodies().entrySet().stream()
                .findFirst()
                .ifPresent(body -> request.contentType(body.getKey())
                        .body(bytes(
                                body.getKey(),
                                json != null ? json : map(body.getValue()).get("example"))));
        return request.request(shown.method(), shown.path());
    }

    /** Of a zip the example shows the files, by path. */
    private static byte[] bytes(String type, @Nullable Object example) {
        return type.equals("application/zip")
                ? zip(map(example))
                : text(example).getBytes(UTF_8);
    }

    private static byte[] zip(Map<String, Object> files) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(((String) file.getValue()).getBytes(UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String text(@Nullable Object example) {
        return example instanceof String text ? text : Json.write(requireNonNull(example));
    }

    /** Where an answer is not as its schema says; a field that is null counts as absent. */
    private static List<String> violations(Map<String, Object> schema, Response answer) {
        ObjectNode whole = Json.MAPPER.valueToTree(description());
        whole.set("allOf", Json.MAPPER.createArrayNode().add(Json.MAPPER.<ObjectNode>valueToTree(schema)));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(whole)
                .validate(withoutNulls(Json.stored(answer.asString())))
                .stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    private static JsonNode withoutNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            var names = new ArrayList<String>();
            object.fieldNames().forEachRemaining(names::add);
            names.stream().filter(name -> object.get(name).isNull()).forEach(object::remove);
        }
        node.forEach(OpenApiIT::withoutNulls);
        return node;
    }

    private static Map<String, Object> description() {
        return RestAssured.given()
                .queryParam("format", "json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .extract()
                .path("");
    }

    @SuppressWarnings("unchecked")
    private static List<Shown> operations() {
        var paths = (Map<String, Map<String, Map<String, Object>>>)
                requireNonNull(description().get("paths"));
        var operations = new ArrayList<Shown>();
        paths.forEach((path, methods) -> methods.forEach((method, description) -> {
            if (METHODS.contains(method)) {
                operations.add(new Shown(method, path, description));
            }
        }));
        operations.sort(Comparator.comparingInt(Shown::turn).thenComparing(Shown::path));
        assertThat(operations).extracting(Shown::path).containsAll(Set.of("/api/clients/{id}", "/api/import"));
        return operations;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(@Nullable Object value) {
        return value == null ? List.of() : (List<Map<String, Object>>) value;
    }
}
