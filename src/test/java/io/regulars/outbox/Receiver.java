package io.regulars.outbox;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A receiver of webhooks: a real server that answers as a test says and remembers what it was told. */
public final class Receiver implements AutoCloseable {
    private final HttpServer server;
    private final List<Told> told = new CopyOnWriteArrayList<>();
    private final Map<String, Told> byId = new ConcurrentHashMap<>();
    private volatile Function<Told, Answer> answers = request -> new Answer(200);

    /** What it was told by one request. */
    public record Told(String path, Map<String, String> headers, String body) {
        /** A header; empty if there is none. */
        public String header(String name) {
            return Objects.requireNonNullElse(headers.get(name.toLowerCase(java.util.Locale.ROOT)), "");
        }
    }

    /** What it answers. */
    public record Answer(int status, Map<String, String> headers, String body) {
        public Answer(int status) {
            this(status, Map.of(), "");
        }
    }

    public Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            var headers = new ConcurrentHashMap<String, String>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values.getFirst()));
            var request = new Told(
                    exchange.getRequestURI().toString(),
                    Map.copyOf(headers),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            told.add(request);
            byId.putIfAbsent(request.header("webhook-id"), request);
            Answer answer = answers.apply(request);
            answer.headers().forEach(exchange.getResponseHeaders()::add);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
    }

    /** From now on it answers so. */
    public void answers(Function<Told, Answer> with) {
        answers = with;
    }

    /** From now on it answers with that status. */
    public void answers(int status) {
        answers = request -> new Answer(status);
    }

    /** All requests, in order. */
    public List<Told> told() {
        return told;
    }

    /** How many different ids it has seen. */
    public int ids() {
        return byId.size();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
