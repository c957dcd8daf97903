package io.regulars.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged service as a process of its own, on a PostgreSQL of its own that writes as durably as in production. */
final class PackagedService implements AutoCloseable {
    static final String KEY = "bench-key-0123456789";
    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final Duration START = Duration.ofMinutes(2);

    private final EmbeddedPostgres postgres;
    private final List<String> jvm;
    private final int port;
    private Process process;

    private PackagedService(EmbeddedPostgres postgres, List<String> jvm, int port, Map<String, String> settings)
            throws IOException {
        this.postgres = postgres;
        this.jvm = jvm;
        this.port = port;
        this.process = process(settings);
    }

    /** Starts both and waits until the default rules are active; {@code jvm} are further options of its JVM. */
    static PackagedService start(List<String> jvm) throws IOException, InterruptedException {
        return start(jvm, Map.of(), Map.of());
    }

    /**
     * The same.
     *
     * @param database further settings of PostgreSQL
     * @param settings further environment variables of the service
     */
    static PackagedService start(List<String> jvm, Map<String, String> database, Map<String, String> settings)
            throws IOException, InterruptedException {
        EmbeddedPostgres.Builder postgres = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "100")
                .setLocaleConfig("locale", "C");
        database.forEach(postgres::setServerConfig);
        var service = new PackagedService(postgres.start(), jvm, freePort(), settings);
        service.await();
        return service;
    }

    /** Stops the service and starts it again on the same database, with other settings. */
    void restart(Map<String, String> settings) throws IOException, InterruptedException {
        begin(settings);
        await();
    }

    /** Stops the service and starts it again on the same database, without waiting for it. */
    void begin(Map<String, String> settings) throws IOException, InterruptedException {
        stop();
        process = process(settings);
    }

    private Process process(Map<String, String> settings) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of("-jar", JAR.toString()));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Files.createTempFile("regulars-bench", ".log").toFile());
        builder.environment().put("QUARKUS_DATASOURCE_JDBC_URL", url(postgres));
        builder.environment().put("QUARKUS_DATASOURCE_USERNAME", "postgres");
        builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        builder.environment().put("REGULARS_ADMIN_KEY", KEY);
        // what is measured is the service, not what a key may ask of it
        builder.environment().put("REGULARS_RATE_LIMIT", "0");
        builder.environment().putAll(settings);
        return builder.start();
    }

    HttpConnection http() throws IOException {
        return new HttpConnection(port, KEY);
    }

    Connection database() throws SQLException {
        return DriverManager.getConnection(url(postgres), "postgres", "");
    }

    /** Processor time used so far by the service. */
    Duration serviceTime() {
        return time(process.toHandle());
    }

    /** The memory of the service's process that is in RAM, by Linux. */
    long residentMegabytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024;
            }
        }
        throw new IllegalStateException("The process is gone.");
    }

    /** Processor time used so far by PostgreSQL's processes that still run. */
    Duration databaseTime() throws SQLException {
        try (Connection connection = database();
                Statement statement = connection.createStatement();
                ResultSet processes = statement.executeQuery("select pid from pg_stat_activity")) {
            Duration sum = Duration.ZERO;
            while (processes.next()) {
                sum = sum.plus(ProcessHandle.of(processes.getLong(1))
                        .map(PackagedService::time)
                        .orElse(Duration.ZERO));
            }
            return sum;
        }
    }

    private static Duration time(ProcessHandle handle) {
        return handle.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        stop();
        postgres.close();
    }

    private void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(40, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    private void await() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (true) {
            try (HttpConnection http = http()) {
                http.send("GET", "/q/health/ready", "");
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    close();
                    throw e;
                }
                Thread.sleep(200);
            }
        }
    }

    private static String url(EmbeddedPostgres postgres) {
        return "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres";
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
