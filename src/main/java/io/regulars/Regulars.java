package io.regulars;

import io.quarkus.runtime.Application;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.regulars.platform.embedded.EmbeddedServer;
import io.regulars.releases.folder.WarmUpRules;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts the service, and a PostgreSQL of its own where no other is named. */
@QuarkusMain
public final class Regulars {
    private static final String DATABASE_URL = "quarkus.datasource.jdbc.url";

    Regulars() {}

    /** Runs until the process is told to stop; settings are environment variables or system properties. */
    public static void main(String... arguments) {
        SecretFiles secrets = SecretFiles.read(System.getenv());
        List<String> problems = StartSettings.problems(secrets);
        if (!problems.isEmpty()) {
            refuse(String.join(System.lineSeparator(), problems));
        }
        secrets.take();
        WarmUpRules.begin(Path.of(StartSettings.value("regulars.rules").orElse("rules")))
                .during(() -> run(arguments));
    }

    private static void run(String... arguments) {
        var applicationStopped = new CountDownLatch(1);
        // A restart of dev mode runs this again in one JVM; the property then names the server that still runs.
        if (StartSettings.value(DATABASE_URL).isEmpty()) {
            startDatabase(applicationStopped);
        }
        Quarkus.run(
                null,
                (exitCode, failure) -> {
                    applicationStopped.countDown();
                    if (failure != null) {
                        System.err.println("The service does not start: " + causes(failure));
                    }
                    if (exitCode != 0 || failure != null) {
                        System.exit(Math.max(1, exitCode));
                    }
                },
                arguments);
    }

    private static void startDatabase(CountDownLatch applicationStopped) {
        var starting = new FutureTask<>(() -> EmbeddedServer.start(
                Path.of(StartSettings.value("regulars.data").orElse("data")), Regulars::refuse));
        Thread.ofPlatform().daemon().name("postgres-start").start(starting);
        initializeApplication();
        try {
            EmbeddedServer server = starting.get();
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> stopAfter(applicationStopped, server), "postgres-stop"));
            System.setProperty(DATABASE_URL, server.jdbcUrl());
            System.setProperty("quarkus.datasource.username", EmbeddedServer.USER);
        } catch (ExecutionException e) {
            Throwable why = Objects.requireNonNullElse(e.getCause(), e);
            refuse("The embedded PostgreSQL does not start: %s. QUARKUS_DATASOURCE_JDBC_URL names one of your own."
                    .formatted(why.getMessage()));
        } catch (InterruptedException e) {
            refuse("The start was interrupted.");
        }
    }

    /** Runs the part of Quarkus' start that needs no database while PostgreSQL starts. */
    private static void initializeApplication() {
        try {
            Class.forName(
                    Application.APP_CLASS_NAME, true, Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("This is no build of Quarkus.", e);
        }
    }

    /** Shutdown hooks run side by side; PostgreSQL has to outlive the requests that are still being answered. */
    private static void stopAfter(CountDownLatch applicationStopped, EmbeddedServer server) {
        try {
            boolean stopped = applicationStopped.await(40, TimeUnit.SECONDS);
            if (!stopped) {
                System.err.println("The application did not stop within 40 s; stopping PostgreSQL under it.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.stop();
    }

    /** Each with what it says, as the cause that an operator can do something about is mostly the last. */
    private static String causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .map(Throwable::toString)
                .collect(Collectors.joining(System.lineSeparator() + "    because of "));
    }

    private static void refuse(String sentence) {
        System.err.println(sentence);
        System.exit(1);
    }
}
