package io.regulars.platform.database;

import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Hears what is told on channels of PostgreSQL, on a connection of its own that no pool takes back. While it is broken it is mended, and
 * its hearers do without.
 */
@ApplicationScoped
class ListenToDatabase {
    private static final Logger LOG = Logger.getLogger(ListenToDatabase.class);
    private static final int PATIENCE_MILLIS = 500;

    private final String url;
    private final Properties login = new Properties();
    private final List<Hearer> hearers;
    private final ScheduledExecutorService listener = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("database-listen").factory());
    private volatile boolean stopped;

    ListenToDatabase(
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") Optional<String> username,
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password,
            @All List<Hearer> hearers) {
        this.url = url;
        username.ifPresent(name -> login.setProperty("user", name));
        password.ifPresent(secret -> login.setProperty("password", secret));
        login.setProperty("ApplicationName", "regulars-listen");
        login.setProperty("connectTimeout", "5");
        login.setProperty("tcpKeepAlive", "true");
        this.hearers = hearers;
    }

    void start(@Observes @Priority(60) StartupEvent event) {
        var _ = listener.scheduleWithFixedDelay(this::listen, 0, 1, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
        listener.shutdown();
    }

    /** Until the connection breaks or the service stops; then it is tried again. */
    private void listen() {
        try (Connection connection = Objects.requireNonNull(new Driver().connect(url, login), url);
                Statement statement = connection.createStatement()) {
            for (Hearer hearer : hearers) {
                statement.execute("listen " + hearer.channel());
            }
            hearers.forEach(Hearer::hears);
            PGConnection notices = connection.unwrap(PGConnection.class);
            while (!stopped) {
                tell(notices.getNotifications(PATIENCE_MILLIS));
            }
        } catch (SQLException e) {
            LOG.debugf("The database is not heard, it is tried again: %s", e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("Listening to the database broke off; it is tried again.", e);
        } finally {
            if (!stopped) {
                hearers.forEach(Hearer::isDeaf);
            }
        }
    }

    private void tell(PGNotification @Nullable [] told) {
        if (told == null) {
            return;
        }
        Set<String> channels = Stream.of(told).map(PGNotification::getName).collect(Collectors.toSet());
        hearers.stream().filter(hearer -> channels.contains(hearer.channel())).forEach(Hearer::told);
    }
}
