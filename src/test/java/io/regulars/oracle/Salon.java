package io.regulars.oracle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.regulars.access.Role;
import io.regulars.testing.TestBusiness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One business of the service, what the oracle knows of it, and a protocol of what was told. */
final class Salon {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the lines of an import call what the service has these paths for. */
    private static final Map<String, String> RECORDS = Map.of(
            "clients", "client",
            "bookings", "booking",
            "receipts", "receipt",
            "passes", "pass",
            "activity", "activity",
            "surveys", "survey");

    final TestBusiness business;
    final NaiveBusiness naive;
    final List<String> protocol = new ArrayList<>();
    long lastTransition;
    boolean cameAndWent;
    private @Nullable List<String> lines;
    private final HttpClient http;
    private final URI base;

    Salon(TestBusiness business, Settings settings, HttpClient http, URI base) {
        this.business = business;
        this.naive = new NaiveBusiness(settings);
        this.http = http;
        this.base = base;
    }

    /** What is told from now on until {@link #sendLines} are lines of one import. */
    void collectLines() {
        lines = new ArrayList<>();
    }

    boolean isCollectingLines() {
        return lines != null;
    }

    /** False if there were none. */
    boolean sendLines() {
        List<String> collected = Objects.requireNonNull(lines);
        lines = null;
        if (!collected.isEmpty()) {
            send("POST", "/api/import", Role.BOOKING_SYSTEM, String.join("\n", collected), 202);
        }
        return !collected.isEmpty();
    }

    private void tell(String method, String path, Map<String, ?> body) {
        if (lines == null) {
            send(method, path, Role.BOOKING_SYSTEM, text(body), 200);
        } else {
            String[] parts = path.split("/");
            var line = new LinkedHashMap<String, Object>(body);
            line.put("record", RECORDS.get(parts[2]));
            line.putIfAbsent("id", parts[parts.length - 1]);
            lines.add(text(line));
        }
    }

    void put(String path, Map<String, ?> body) {
        tell("PUT", path, body);
    }

    void patch(String path, Map<String, ?> body, int status) {
        send("PATCH", path, Role.BOOKING_SYSTEM, text(body), status);
    }

    void post(String path, Map<String, ?> body) {
        tell("POST", path, body);
    }

    void delete(String path) {
        send("DELETE", path, Role.BOOKING_SYSTEM, "", 200);
    }

    void erase(String client) {
        send("DELETE", "/api/clients/" + client, Role.ADMIN, "", 204);
    }

    private void send(String method, String path, Role role, String body, int status) {
        protocol.add(method + " " + path + " " + body);
        var request = HttpRequest.newBuilder(base.resolve(path))
                .header("Authorization", "Bearer " + business.keys().get(role))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != status) {
                throw new AssertionError(
                        method + " " + path + " " + body + " → " + response.statusCode() + " " + response.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String text(Map<String, ?> body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
