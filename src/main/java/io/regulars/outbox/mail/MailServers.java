package io.regulars.outbox.mail;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.quarkus.mailer.runtime.MailerRuntimeConfig;
import io.quarkus.mailer.runtime.Mailers;
import io.quarkus.mailer.runtime.MailersRuntimeConfig;
import io.regulars.outbox.Endpoint;
import io.regulars.outbox.Seal;
import io.regulars.platform.json.Fields;
import io.regulars.platform.json.Json;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.StartTLSOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The installation's mail server ({@code QUARKUS_MAILER_HOST} and its kin), and those that businesses have of their own. Connections are
 * kept between mails, but not beyond a fault or a refusal: of a client whose connection had ended, one in sixteen never sent again
 * (Vert.x 4.5.25).
 */
@ApplicationScoped
class MailServers {
    private static final int SILENT_SECONDS = 30;
    private static final int CONNECT_MILLIS = 5_000;
    private static final int CONNECTIONS = 4;
    private static final int PLAIN_PORT = 25;
    private static final int TLS_PORT = 465;
    /** Until a client is closed that is no longer used: mails may be under way by it. */
    private static final Duration RUN_OUT = Duration.ofMinutes(2);

    private static final String INSTALLATION = "the installation's";

    private final Vertx vertx;
    private final Seal seal;
    private final MailersRuntimeConfig installation;
    private final Cache<String, MailServer> known = Caffeine.newBuilder()
            .maximumSize(1_000)
            .expireAfterAccess(Duration.ofMinutes(10))
            .removalListener((@Nullable String key, @Nullable MailServer server, RemovalCause cause) -> {
                if (server != null) {
                    closeLater(server.client());
                }
            })
            .build();

    MailServers(Vertx vertx, Seal seal, MailersRuntimeConfig installation) {
        this.vertx = vertx;
        this.seal = seal;
        this.installation = installation;
    }

    private void closeLater(MailClient client) {
        vertx.setTimer(RUN_OUT.toMillis(), _ -> {
            var _ = client.close();
        });
    }

    MailServer of(Endpoint endpoint) {
        return known.get(key(endpoint), _ -> endpoint.business() == null ? ofInstallation() : ofBusiness(endpoint));
    }

    /** Lets the next mail go by a new client. */
    void broke(Endpoint endpoint, MailServer server) {
        known.asMap().remove(key(endpoint), server);
    }

    private static String key(Endpoint endpoint) {
        return endpoint.business() == null
                ? INSTALLATION
                : endpoint.id() + " " + endpoint.settings() + " "
                        + HexFormat.of().formatHex(Objects.requireNonNullElse(endpoint.secrets(), new byte[0]));
    }

    @SuppressWarnings("deprecation") // Quarkus reads the older settings still, so an operator may have them
    private MailServer ofInstallation() {
        MailerRuntimeConfig config =
                Objects.requireNonNull(installation.mailers().get(Mailers.DEFAULT_MAILER_NAME));
        boolean tls = config.tls().orElse(config.ssl());
        return connected(
                config.host(),
                config.port().orElse(tls ? TLS_PORT : PLAIN_PORT),
                settings -> {
                    settings.setSsl(tls).setTrustAll(config.trustAll().orElse(false));
                    settings.setStarttls(
                            StartTLSOptions.valueOf(config.startTLS().toUpperCase(Locale.ROOT)));
                    settings.setLogin(LoginOption.valueOf(config.login().toUpperCase(Locale.ROOT)));
                    config.username().ifPresent(settings::setUsername);
                    config.password().ifPresent(settings::setPassword);
                    config.ownHostName().ifPresent(settings::setOwnHostname);
                },
                config.from().orElse("regulars@" + config.host()));
    }

    private MailServer ofBusiness(Endpoint endpoint) {
        ObjectNode stored = endpoint.settings();
        return connected(
                stored.path("host").asText(),
                stored.path("port").asInt(),
                settings -> {
                    switch (Security.valueOf(stored.path("security").asText())) {
                        case TLS -> settings.setSsl(true);
                        case STARTTLS -> settings.setStarttls(StartTLSOptions.REQUIRED);
                        case NONE -> settings.setStarttls(StartTLSOptions.DISABLED);
                    }
                    if (stored.hasNonNull("user")) {
                        settings.setLogin(LoginOption.REQUIRED)
                                .setUsername(stored.path("user").asText())
                                .setPassword(
                                        seal.open(endpoint).path("password").asText());
                    } else {
                        settings.setLogin(LoginOption.DISABLED);
                    }
                },
                stored.path("from").asText());
    }

    private MailServer connected(String host, int port, Consumer<MailConfig> more, String from) {
        var settings = new MailConfig()
                .setHostname(host)
                .setPort(port)
                .setMaxPoolSize(CONNECTIONS)
                .setKeepAlive(true);
        settings.setConnectTimeout(CONNECT_MILLIS);
        settings.setIdleTimeout(SILENT_SECONDS).setIdleTimeoutUnit(TimeUnit.SECONDS);
        more.accept(settings);
        return new MailServer(MailClient.create(vertx, settings), host, port, from);
    }

    /** How a connection is kept from others. */
    enum Security {
        TLS,
        STARTTLS,
        NONE
    }

    static ObjectNode settings(Fields fields) {
        ObjectNode settings = Json.MAPPER.createObjectNode();
        String host = fields.required("host", fields.text("host"));
        if (host != null && !host.matches("[A-Za-z0-9.:_-]{1,253}")) {
            fields.wrong("host", "is the name of a mail server, such as smtp.example.com");
        }
        settings.put("host", host == null ? "" : host.toLowerCase(Locale.ROOT));
        Security security = fields.constant("security", Security.class);
        settings.put("security", (security == null ? Security.STARTTLS : security).name());
        Integer port = fields.whole("port", 1, 65_535);
        settings.put("port", port == null ? security == Security.TLS ? TLS_PORT : 587 : port);
        String from = fields.required("from", fields.text("from"));
        if (from != null && !from.matches("[!-?A-~]+@[A-Za-z0-9.-]+")) {
            fields.wrong("from", "is an address such as salon@example.com");
        }
        settings.put("from", from);
        settings.put("user", fields.text("user"));
        return settings;
    }
}
