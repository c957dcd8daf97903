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

/**
 * A real PostgreSQL server as a child of this process, its data kept in a folder from start to start. Only one process
 * uses a folder; a server that outlived a killed process is stopped first.
 */
public final class EmbeddedServer {
    /** Who connects; the server listens on the loopback address only. */
    public static final String USER = "postgres";

    private final EmbeddedPostgres postgres;
    private final FileChannel lock;

    private EmbeddedServer(EmbeddedPostgres postgres, FileChannel lock) {
        this.postgres = postgres;
        this.lock = lock;
    }

    /**
     * Starts the server on {@code <folder>/postgres}, made at the first start.
     *
     * @throws IllegalStateException if another process uses the folder
     */
    public static EmbeddedServer start(Path folder) throws IOException {
        Path home = Files.createDirectories(folder.toAbsolutePath().normalize());
        FileChannel lock = lock(home);
        try {
            Path data = home.resolve("postgres");
            if (Files.notExists(data)) {
                create(home, data);
            }
            Orphan.stop(data);
            return new EmbeddedServer(server(home, data), lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Where to connect, as {@link #USER}, without a password. */
    public String jdbcUrl() {
        return "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres";
    }

    /** Stops the server; what was committed stays. */
    public void stop() {
        try {
            postgres.close();
            lock.close();
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL did not stop", e);
        }
    }

    /** A folder appears under its name only when it is whole, so an interrupted first start leaves nothing half made. */
    private static void create(Path home, Path data) throws IOException {
        Path unfinished = home.resolve("postgres.unfinished");
        if (Files.exists(unfinished)) {
            Orphan.stop(unfinished);
            delete(unfinished);
        }
        server(home, unfinished).close();
        Files.move(unfinished, data);
    }

    private static EmbeddedPostgres server(Path home, Path data) throws IOException {
        var log = ProcessBuilder.Redirect.appendTo(home.resolve("postgres.log").toFile());
        return EmbeddedPostgres.builder()
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
