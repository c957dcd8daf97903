package io.regulars.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Where endpoints may be, and what their secrets are sealed under. */
@ConfigMapping(prefix = "regulars")
public interface OutboxConfig {
    /** {@code REGULARS_SECRET_KEY}: 32 bytes in base64, the same for all replicas. Without it no endpoint can have a secret. */
    Optional<String> secretKey();

    /**
     * {@code REGULARS_WEBHOOK_ALLOW}: networks of one's own that endpoints may be in, such as {@code 10.1.0.0/16}; there HTTP without TLS and
     * any port are taken too.
     */
    Optional<List<String>> webhookAllow();

    /** {@code REGULARS_WEBHOOK_PORTS}: ports that endpoints may have elsewhere. */
    @WithDefault("443")
    List<Integer> webhookPorts();

    /**
     * {@code REGULARS_KAFKA_BROKERS}: brokers that endpoints may name, such as {@code kafka.example.com:9092}, or {@code kafka.example.com} with
     * any port. A broker tells where else to connect, so endpoints can name no other.
     */
    Optional<List<String>> kafkaBrokers();
}
