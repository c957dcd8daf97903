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
import java.util.List;
import java.util.Map;

/** One business of the service, what the oracle knows of it, and a protocol of what was told. */
final class Salon {
    private static final ObjectMapper JSON = new ObjectMapper();

    final TestBusiness business;
    final NaiveBusiness naive;
    final List<String> protocol = new ArrayList<>();
    long lastTransition;
    boolean cameAndWent;
    private final HttpClient http;
    private final URI base;

    Salon(TestBusiness business, Settings settings, HttpClient http, URI base) {
        this.business = business;
        this.naive = new NaiveBusiness(settings);
        this.http = http;
        this.base = base;
    }

    void put(String path, Map<String, ?> body) {
        send("PUT", path, Role.BOOKING_SYSTEM, text(body), 200);
    }

    void patch(String path, Map<String, ?> body, int status) {
        send("PATCH", path, Role.BOOKING_SYSTEM, text(body), status);
    }

    void post(String path, Map<String, ?> body) {
        send("POST", path, Role.BOOKING_SYSTEM, text(body), 200);
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
