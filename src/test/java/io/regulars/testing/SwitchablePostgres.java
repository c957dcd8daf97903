package io.regulars.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL that a test stops and starts again: on the same port, with the same data. */
public final class SwitchablePostgres implements QuarkusTestResourceLifecycleManager {
    private final Path data = Path.of(
                    "target", "switchable-postgres-" + ProcessHandle.current().pid())
            .toAbsolutePath();
    private @Nullable EmbeddedPostgres postgres;
    private int port;

    @Override
    public Map<String, String> start() {
        turn(true);
        return Map.of(
                "quarkus.datasource.jdbc.url",
                "jdbc:postgresql://localhost:" + port + "/postgres",
                "quarkus.datasource.username",
                "postgres");
    }

    @Override
    public void stop() {
        turn(false);
    }

    /** Gives the switch to the test's field of that type. */
    @Override
    public void inject(TestInjector testInjector) {
        Consumer<Boolean> database = this::turn;
        testInjector.injectIntoFields(database, new TestInjector.MatchesType(Consumer.class));
    }

    private void turn(boolean on) {
        try {
            if (on && postgres == null) {
                var builder = EmbeddedPostgres.builder()
                        .setDataDirectory(data)
                        .setCleanDataDirectory(false)
                        .setLocaleConfig("locale", "C");
                postgres = (port == 0 ? builder : builder.setPort(port)).start();
                port = postgres.getPort();
            } else if (!on && postgres != null) {
                postgres.close();
                postgres = null;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
