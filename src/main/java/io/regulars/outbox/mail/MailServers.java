package io.regulars.outbox.mail;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.regulars.outbox.Endpoint;
import io.regulars.outbox.Seal;
import io.regulars.platform.Fields;
import io.regulars.platform.Json;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.StartTLSOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The installation's mail server ({@code QUARKUS_MAILER_HOST} and its kin), and those that businesses have of their own. Connections are
 * kept between mails.
 */
@ApplicationScoped
class MailServers {
    private static final int SILENT_SECONDS = 30;
    private static final int CONNECT_MILLIS = 5_000;
    private static final int CONNECTIONS = 4;

    private final Instance<MailClient> installation;
    private final Vertx vertx;
    private final Seal seal;
    private final String host;
    private final Optional<Integer> port;
    private final Optional<String> from;
    private final Cache<String, MailServer> own = Caffeine.newBuilder()
            .maximumSize(1_000)
            .expireAfterAccess(Duration.ofMinutes(10))
            .removalListener((@Nullable String key, @Nullable MailServer server, RemovalCause cause) -> {
                if (server != null) {
                    var _ = server.client().close();
                }
            })
            .build();

    MailServers(
            Instance<MailClient> installation,
            Vertx vertx,
            Seal seal,
            @ConfigProperty(name = "quarkus.mailer.host") String host,
            @ConfigProperty(name = "quarkus.mailer.port") Optional<Integer> port,
            @ConfigProperty(name = "quarkus.mailer.from") Optional<String> from) {
        this.installation = installation;
        this.vertx = vertx;
        this.seal = seal;
        this.host = host;
        this.port = port;
        this.from = from;
    }

    MailServer of(Endpoint endpoint) {
        if (endpoint.business() == null) {
            return new MailServer(installation.get(), host, port.orElse(25), from.orElse("regulars@" + host));
        }
        String key = endpoint.id() + " " + endpoint.settings() + " "
                + HexFormat.of().formatHex(Objects.requireNonNullElse(endpoint.secrets(), new byte[0]));
        return own.get(key, k -> connected(endpoint));
    }

    private MailServer connected(Endpoint endpoint) {
        ObjectNode settings = endpoint.settings();
        var config = new MailConfig()
                .setHostname(settings.path("host").asText())
                .setPort(settings.path("port").asInt())
                .setMaxPoolSize(CONNECTIONS)
                .setKeepAlive(true);
        config.setConnectTimeout(CONNECT_MILLIS);
        config.setIdleTimeout(SILENT_SECONDS).setIdleTimeoutUnit(TimeUnit.SECONDS);
        switch (Security.valueOf(settings.path("security").asText())) {
            case TLS -> config.setSsl(true);
            case STARTTLS -> config.setStarttls(StartTLSOptions.REQUIRED);
            case NONE -> config.setStarttls(StartTLSOptions.DISABLED);
        }
        if (settings.hasNonNull("user")) {
            config.setLogin(LoginOption.REQUIRED)
                    .setUsername(settings.path("user").asText())
                    .setPassword(seal.open(endpoint).path("password").asText());
        } else {
            config.setLogin(LoginOption.DISABLED);
        }
        return new MailServer(
                MailClient.create(vertx, config),
                config.getHostname(),
                config.getPort(),
                settings.path("from").asText());
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
        settings.put("port", port == null ? security == Security.TLS ? 465 : 587 : port);
        String from = fields.required("from", fields.text("from"));
        if (from != null && !from.matches("[!-?A-~]+@[A-Za-z0-9.-]+")) {
            fields.wrong("from", "is an address such as salon@example.com");
        }
        settings.put("from", from);
        settings.put("user", fields.text("user"));
        return settings;
    }
}
