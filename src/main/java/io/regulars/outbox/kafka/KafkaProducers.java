package io.regulars.outbox.kafka;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.regulars.outbox.Endpoint;
import io.regulars.outbox.Seal;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The producers of endpoints, each with connections of its own, so that a broker that is away keeps nobody else waiting. One is closed after
 * ten minutes without a record, or when it cannot be used any more.
 */
@ApplicationScoped
class KafkaProducers {
    /** How long a record takes at most: until a broker says where the topic is, and until all replicas in sync have the record. */
    static final Duration LONGEST = Duration.ofSeconds(15);

    private static final int BROKER_MILLIS = 5_000;
    private static final int CONFIRMED_MILLIS = 10_000;
    /** Each record goes alone: the client splits a batch that a topic finds too large into the same batch, until time is over (KAFKA-8350). */
    private static final int BATCH_BYTES = 1;

    private static final int BUFFER_BYTES = 8 * 1024 * 1024;
    private static final Duration RUN_OUT = Duration.ofSeconds(10);

    private final Seal seal;
    private final Cache<String, Producer<byte[], byte[]>> known = Caffeine.newBuilder()
            .maximumSize(200)
            .expireAfterAccess(Duration.ofMinutes(10))
            .removalListener(
                    (@Nullable String key, @Nullable Producer<byte[], byte[]> producer, RemovalCause cause) -> {
                        if (producer != null) {
                            producer.close(RUN_OUT);
                        }
                    })
            .build();

    KafkaProducers(Seal seal) {
        this.seal = seal;
    }

    Producer<byte[], byte[]> of(Endpoint endpoint) {
        return known.get(key(endpoint), _ -> made(endpoint));
    }

    /** Lets the next record go by a new producer. */
    void broke(Endpoint endpoint) {
        known.invalidate(key(endpoint));
    }

    @PreDestroy
    void close() {
        known.asMap().values().forEach(producer -> producer.close(Duration.ZERO));
    }

    private static String key(Endpoint endpoint) {
        return endpoint.id() + " " + endpoint.settings() + " "
                + HexFormat.of().formatHex(Objects.requireNonNullElse(endpoint.secrets(), new byte[0]));
    }

    private Producer<byte[], byte[]> made(Endpoint endpoint) {
        ObjectNode settings = endpoint.settings();
        Map<String, Object> config = new HashMap<>();
        config.put(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                settings.path("brokers").asText());
        config.put(ProducerConfig.CLIENT_ID_CONFIG, "regulars-" + endpoint.id());
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BROKER_MILLIS);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, BROKER_MILLIS);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, CONFIRMED_MILLIS);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        config.put(ProducerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, BROKER_MILLIS);
        config.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, BROKER_MILLIS);
        // what we measure we measure ourselves
        config.put(ProducerConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
        config.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        secured(endpoint, config);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private void secured(Endpoint endpoint, Map<String, Object> config) {
        ObjectNode settings = endpoint.settings();
        boolean tls = KafkaSettings.Security.valueOf(settings.path("security").asText()) == KafkaSettings.Security.TLS;
        if (!settings.hasNonNull("user")) {
            config.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, tls ? "SSL" : "PLAINTEXT");
            return;
        }
        var mechanism =
                KafkaSettings.Mechanism.valueOf(settings.path("mechanism").asText());
        config.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, tls ? "SASL_SSL" : "SASL_PLAINTEXT");
        config.put(SaslConfigs.SASL_MECHANISM, mechanism.word());
        config.put(
                SaslConfigs.SASL_JAAS_CONFIG,
                "%s required username=%s password=%s;"
                        .formatted(
                                mechanism.module().getName(),
                                quoted(settings.path("user").asText()),
                                quoted(seal.open(endpoint).path("password").asText())));
    }

    /** As a text of a configuration of JAAS, which it cannot leave. */
    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
