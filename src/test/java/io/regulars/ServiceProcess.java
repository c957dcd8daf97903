package io.regulars;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The packaged service as a process of its own, on a free port, with a folder for its data. */
public final class ServiceProcess implements AutoCloseable {
    private static final Path JAR =
            Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();
    private static final Path RULES = Path.of("rules").toAbsolutePath();
    private static final int PATIENCE_SECONDS = 180;

    private final Process process;
    private final int port;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();

    private ServiceProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts the service and waits until it listens. */
    public static ServiceProcess start(Path data, Map<String, String> settings) throws Exception {
        int port = freePort();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        // C1 alone: half of a start is C2's, and what these services do after it is little
        var builder = new ProcessBuilder(java, "-Xmx512m", "-XX:TieredStopAtLevel=1", "-jar", JAR.toString())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("QUARKUS_") || name.startsWith("REGULARS_"));
        builder.environment().put("QUARKUS_HTTP_PORT", String.valueOf(port));
        builder.environment().put("REGULARS_DATA", data.toString());
        builder.environment().put("REGULARS_RULES", RULES.toString());
        builder.environment().putAll(settings);
        var service = new ServiceProcess(builder.start(), port);
        try {
            service.awaitListening();
        } catch (TimeoutException e) {
            service.kill();
            throw new IllegalStateException("It does not listen:\n" + String.join("\n", service.output), e);
        }
        return service;
    }

    private void awaitListening() throws Exception {
        var listening = new CompletableFuture<Void>();
        // a virtual one would keep the carrier of others for as long as the process prints nothing
        Thread.ofPlatform().daemon().start(() -> {
            try (BufferedReader lines = process.inputReader()) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    output.add(line);
                    if (line.contains("Listening on")) {
                        listening.complete(null);
                    }
                }
            } catch (IOException e) {
                output.add("(its output ends here: " + e.getMessage() + ")"); // a killed process closes it
            } finally {
                listening.completeExceptionally(new IllegalStateException(String.join("\n", output)));
            }
        });
        listening.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** What it printed so far. */
    List<String> output() {
        return output;
    }

    public String address() {
        return "http://localhost:" + port;
    }

    /** The key of the first start. */
    String key() {
        int line = 0;
        while (!output.get(line).startsWith("The admin key")) {
            line++;
        }
        return output.get(line + 1).strip();
    }

    HttpResponse<String> put(String key, String path, String body) throws IOException, InterruptedException {
        return send(request(key, path).PUT(BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> post(String key, String path, String body) throws IOException, InterruptedException {
        return send(request(key, path).POST(BodyPublishers.ofString(body)));
    }

    /** Sends newline-delimited JSON. */
    HttpResponse<String> postLines(String key, String path, String lines) throws IOException, InterruptedException {
        return send(request(key, path)
                .setHeader("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(lines)));
    }

    public HttpResponse<String> get(String key, String path) throws IOException, InterruptedException {
        return send(request(key, path));
    }

    private HttpRequest.Builder request(String key, String path) {
        return HttpRequest.newBuilder(URI.create(address() + path))
                .timeout(Duration.ofSeconds(PATIENCE_SECONDS))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** SIGSTOP: the process is there and does nothing. */
    void pause() throws IOException, InterruptedException {
        signal("-STOP");
    }

    /** SIGCONT: it goes on as if nothing had been. */
    void resume() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", signal, String.valueOf(pid())).start().waitFor();
    }

    long pid() {
        return process.pid();
    }

    /** SIGKILL: nothing of the process runs any more. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM, without waiting for the end. */
    void terminate() {
        process.destroy();
    }

    /** SIGTERM; gives the exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("It does not stop:\n" + String.join("\n", output));
        }
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        stop();
        http.shutdownNow();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
