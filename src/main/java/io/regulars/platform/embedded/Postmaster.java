package io.regulars.platform.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The process of the server that holds a folder, known by the {@code postmaster.pid} in it. */
final class Postmaster {
    private static final String NOTE = "postmaster.pid";

    private Postmaster() {}

    /** The server that holds the folder; empty if none does. */
    static Optional<ProcessHandle> of(Path data) throws IOException {
        try {
            return process(data.resolve(NOTE)).filter(Postmaster::isPostgres);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Stops a server that outlived the process that started it, if there is one, and waits for its end. The caller holds our own lock. */
    static void stop(Path data) throws IOException {
        Path note = data.resolve(NOTE);
        Optional<ProcessHandle> server = of(data);
        if (server.isEmpty()) {
            // after a reboot, or in a fresh container, the number may belong to somebody else, which would stop the
            // start
            Files.deleteIfExists(note);
            return;
        }
        server.get().destroy();
        try {
            server.get().onExit().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(
                    "process " + server.get().pid() + " still holds " + data + " and does not stop.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Optional<ProcessHandle> process(Path note) throws IOException {
        List<String> lines = Files.readAllLines(note);
        try {
            return lines.isEmpty()
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.isAlive()
                && process.info()
                        .command()
                        .map(command -> command.contains("postgres"))
                        .orElse(false);
    }
}
