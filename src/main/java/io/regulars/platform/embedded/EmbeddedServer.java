package io.regulars.platform.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * A real PostgreSQL server as a child of this process, its data kept in a folder from start to start. Only one process
 * uses a folder; a server that outlived a killed process is stopped first, and one that ends while it is needed is
 * started again at the same address.
 */
public final class EmbeddedServer {
    /** Who connects; the server listens on the loopback address only. */
    public static final String USER = "postgres";

    private static final Logger LOG = Logger.getLogger(EmbeddedServer.class);
    private static final int ANY_PORT = 0;
    private static final long LOOK_EVERY_MILLIS = 200;
    /** Sessions of a killed server see within milliseconds that it is gone; as long as one lives, no other starts. */
    private static final long ITS_SESSIONS_END_MILLIS = 500;

    private final Path home;
    private final Path data;
    private final int port;
    private final FileChannel lock;
    private final Consumer<String> gone;
    private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("postgres-watch").factory());
    private EmbeddedPostgres postgres;

    private EmbeddedServer(Path home, Path data, EmbeddedPostgres postgres, FileChannel lock, Consumer<String> gone) {
        this.home = home;
        this.data = data;
        this.postgres = postgres;
        this.port = postgres.getPort();
        this.lock = lock;
        this.gone = gone;
    }

    /**
     * Starts the server on {@code <folder>/postgres}, made at the first start.
     *
     * @param gone told in a sentence if the server has ended and cannot be started again
     * @throws IllegalStateException if another process uses the folder
     */
    public static EmbeddedServer start(Path folder, Consumer<String> gone) throws IOException {
        Path home = Files.createDirectories(folder.toAbsolutePath().normalize());
        FileChannel lock = lock(home);
        try {
            Path data = home.resolve("postgres");
            if (Files.notExists(data)) {
                create(home, data);
            }
            Postmaster.stop(data);
            var server = new EmbeddedServer(home, data, server(home, data, ANY_PORT), lock, gone);
            var _ = server.watcher.scheduleWithFixedDelay(
                    server::look, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            return server;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Where to connect, as {@link #USER}, without a password. */
    public String jdbcUrl() {
        return "jdbc:postgresql://localhost:" + port + "/postgres";
    }

    /** Stops the server; what was committed stays. */
    public synchronized void stop() {
        watcher.shutdownNow();
        try {
            postgres.close();
            if (Postmaster.of(data).isPresent()) {
                throw new IllegalStateException("PostgreSQL did not stop. More: " + log(home));
            }
            lock.close();
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL did not stop", e);
        }
    }

    private void look() {
        try {
            startAgainIfEnded();
        } catch (IOException | RuntimeException e) {
            watcher.shutdown();
            gone.accept(
                    "PostgreSQL has ended and does not start again: %s. More: %s".formatted(e.getMessage(), log(home)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it is to stop
        }
    }

    private synchronized void startAgainIfEnded() throws IOException, InterruptedException {
        if (watcher.isShutdown() || Postmaster.of(data).isPresent()) {
            return;
        }
        LOG.warnf("PostgreSQL has ended; it is started again. Why: %s", log(home));
        TimeUnit.MILLISECONDS.sleep(ITS_SESSIONS_END_MILLIS);
        postgres.close();
        postgres = server(home, data, port);
        LOG.info("PostgreSQL answers again.");
    }

    /** A folder appears under its name only when it is whole, so an interrupted first start leaves nothing half made. */
    private static void create(Path home, Path data) throws IOException {
        Path unfinished = home.resolve("postgres.unfinished");
        if (Files.exists(unfinished)) {
            Postmaster.stop(unfinished);
            delete(unfinished);
        }
        server(home, unfinished, ANY_PORT).close();
        Files.move(unfinished, data);
    }

    private static EmbeddedPostgres server(Path home, Path data, int port) throws IOException {
        var log = ProcessBuilder.Redirect.appendTo(log(home).toFile());
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(Duration.ofMinutes(2)) // after a crash the log is replayed first
                .setOutputRedirector(log)
                .setErrorRedirector(log)
                .setLocaleConfig("locale-provider", "builtin") // the same order of text on every machine
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setLocaleConfig("locale", "C")
                .setServerConfig("fsync", "on") // the library's default is for throw-away data
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "100")
                .start();
    }

    private static Path log(Path home) {
        return home.resolve("postgres.log");
    }

    private static FileChannel lock(Path home) throws IOException {
        FileChannel channel =
                FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new IllegalStateException(
                    "another Regulars uses " + home + "; stop it, or name another folder with REGULARS_DATA.");
        }
        return channel;
    }

    private static void delete(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (var paths = Files.walk(folder)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
