package io.regulars.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Calls the API as its own description has it: each operation with the examples of the description, about what the calls before
 * have made.
 */
public final class DescribedApi {
    private static final JsonMapper READER = new JsonMapper();

    private final HttpClient http;
    private final String address;

    /** By collection: the id of what was made last. */
    private final Map<String, String> made = new HashMap<>();

    /** An operation as the description has it. */
    public record Operation(String method, String path, JsonNode description) {
        /** The content type of the body; null: it takes none. */
        public @Nullable String type() {
            var types = description.at("/requestBody/content").fieldNames();
            return types.hasNext() ? types.next() : null;
        }

        /** Whether the platform asks, and not one of its businesses. */
        public boolean isOfPlatform() {
            return path.equals("/api/businesses") || path.equals("/api/clock");
        }

        /** Whether it is about a file of a draft. */
        public boolean isOfFile() {
            return path.endsWith("/files/{path}");
        }
    }

    /** A request. */
    public record Sent(String method, String uri, Map<String, String> headers, byte @Nullable [] body) {
        @Override
        public String toString() {
            String text = body == null ? "" : new String(body, 0, Math.min(body.length, 1_500), UTF_8);
            return method + " " + uri + " " + headers + " " + text;
        }
    }

    /** What a request says for a parameter. */
    public interface Values {
        /** The value of a parameter with that example, which may be empty; null leaves it out. */
        @Nullable
        String of(JsonNode parameter, String example);
    }

    /** Honest values: the examples. */
    public static final Values EXAMPLES = (parameter, example) -> example.isEmpty() ? null : example;

    /** Of the service at that address, such as {@code http://localhost:8080}. */
    public DescribedApi(HttpClient http, String address) {
        this.http = http;
        this.address = address;
    }

    /** All operations, in the order of the description. */
    public List<Operation> operations() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address + "/q/openapi?format=json"));
        String description = http.send(request.build(), BodyHandlers.ofString()).body();
        var operations = new ArrayList<Operation>();
        READER.readTree(description)
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    if (method.getValue().has("responses")) {
                        operations.add(new Operation(method.getKey(), path.getKey(), method.getValue()));
                    }
                }));
        return operations;
    }

    /** From now on nothing was made yet. */
    public void forget() {
        made.clear();
    }

    /** A request with these values for its parameters, and the example of the body. */
    public Sent request(Operation operation, Values values) {
        return request(operation, values, null);
    }

    /** The same about a file: its path and its content. */
    public Sent request(Operation operation, Values values, Map.@Nullable Entry<String, String> file) {
        String path = file == null ? operation.path() : operation.path().replace("{path}", file.getKey());
        var query = new ArrayList<String>();
        Map<String, String> headers = new HashMap<>();
        for (JsonNode parameter : operation.description().path("parameters")) {
            String name = parameter.path("name").asText();
            String example = parameter.path("example").asText();
            String in = parameter.path("in").asText();
            if (in.equals("path") && !path.contains("{" + name + "}")) {
                continue; // the file's
            }
            String value = values.of(parameter, example);
            switch (in) {
                case "path" -> {
                    String collection = path.substring(0, path.indexOf("/{" + name + "}"));
                    String id = value == null || value.equals(example) ? made.getOrDefault(collection, example) : value;
                    path = path.replace("{" + name + "}", encoded(id.isEmpty() ? " " : id));
                }
                case "query" -> {
                    if (value != null) {
                        query.add(name + "=" + encoded(value));
                    }
                }
                default -> {
                    String header = value == null ? "" : value.replaceAll("[^ -~]", "?");
                    if (!header.isBlank()) {
                        headers.put(name, header);
                    } else if (name.equals("If-Match")) {
                        headers.put(name, "*");
                    }
                }
            }
        }
        String type = operation.type();
        byte[] body = type == null ? null : file != null ? file.getValue().getBytes(UTF_8) : body(operation, type);
        if (type != null) {
            headers.put("Content-Type", type);
        }
        String uri = path + (query.isEmpty() ? "" : "?" + String.join("&", query));
        return new Sent(operation.method(), uri, headers, body);
    }

    /** Sends it with a key, and notes what it made. */
    public HttpResponse<String> send(Operation operation, Sent sent, String key)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address + sent.uri()))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + key)
                .method(
                        sent.method().toUpperCase(Locale.ROOT),
                        sent.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(sent.body()));
        sent.headers().forEach(request::setHeader);
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        note(operation, answer);
        return answer;
    }

    private void note(Operation operation, HttpResponse<String> answer) throws IOException {
        boolean json =
                type(answer).startsWith("application/json") && !answer.body().isEmpty();
        if (operation.method().equals("post") && answer.statusCode() < 300 && json) {
            JsonNode content = READER.readTree(answer.body());
            String id = content.path("job").asText(content.path("id").asText());
            made.put(operation.path().replaceFirst("/upload$", ""), id);
        }
    }

    /** The content type of an answer. */
    public static String type(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Type").orElse("none");
    }

    private static byte[] body(Operation operation, String type) {
        JsonNode example =
                operation.description().at("/requestBody/content").path(type).path("example");
        if (type.equals("application/zip")) {
            return zip(example);
        }
        String text = example.isTextual() ? example.textValue() : example.toString();
        if (operation.path().equals("/api/businesses")) {
            text = text.replace("\"salon\"", "\"described-" + UUID.randomUUID() + "\""); // another test makes that one
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
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** As it stands in a path or a query. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
