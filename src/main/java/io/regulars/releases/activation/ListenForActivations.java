package io.regulars.releases.activation;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.regulars.releases.store.ActivationSignal;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.postgresql.Driver;
import org.postgresql.PGConnection;

/**
 * Hears what other replicas tell of activations, on a connection of its own that no pool takes back. Without it everything
 * works a second later, so while it is broken it is only mended.
 */
@ApplicationScoped
class ListenForActivations {
    private static final Logger LOG = Logger.getLogger(ListenForActivations.class);
    private static final int PATIENCE_MILLIS = 500;

    private final String url;
    private final Properties login = new Properties();
    private final PrepareActivations prepare;
    private final ActivationSignal news;
    private final ScheduledExecutorService listener = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("activations-listen").factory());
    private volatile boolean stopped;

    ListenForActivations(
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") Optional<String> username,
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password,
            PrepareActivations prepare,
            ActivationSignal news) {
        this.url = url;
        username.ifPresent(name -> login.setProperty("user", name));
        password.ifPresent(secret -> login.setProperty("password", secret));
        login.setProperty("ApplicationName", "regulars-listen");
        login.setProperty("connectTimeout", "5");
        login.setProperty("tcpKeepAlive", "true");
        this.prepare = prepare;
        this.news = news;
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
            statement.execute("listen " + ActivationSignal.CHANNEL);
            PGConnection notices = connection.unwrap(PGConnection.class);
            while (!stopped) {
                var told = notices.getNotifications(PATIENCE_MILLIS);
                if (told != null && told.length > 0) {
                    news.tell();
                    prepare.lookSoon();
                }
            }
        } catch (SQLException e) {
            LOG.debugf("Other replicas are not heard, only looked at every second: %s", e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("Listening for activations broke off; it is tried again.", e);
        }
    }
}
