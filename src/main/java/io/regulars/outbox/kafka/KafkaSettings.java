package io.regulars.outbox.kafka;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.outbox.OutboxConfig;
import io.regulars.platform.json.Fields;
import io.regulars.platform.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.security.auth.spi.LoginModule;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;

/**
 * Reads which brokers and topic an endpoint has. Endpoints may name only the brokers that an operator allows: a broker answers where else to
 * connect, so a stranger's could lead us into our own networks.
 */
@ApplicationScoped
class KafkaSettings {
    private static final String TOPIC = "regulars.events";
    /** What an endpoint without a user of its own may write to: the brokers may have topics of others. */
    private static final String OURS = "regulars.";

    private static final Pattern BROKER = Pattern.compile("[A-Za-z0-9._-]{1,253}:[0-9]{1,5}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,249}");

    private final List<String> allowed;

    KafkaSettings(OutboxConfig config) {
        allowed = config.kafkaBrokers().orElse(List.of()).stream()
                .map(broker -> broker.strip().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** How a connection is kept from others. */
    enum Security {
        TLS,
        NONE
    }

    /** How a user shows who they are. */
    enum Mechanism {
        PLAIN(PlainLoginModule.class),
        SCRAM_SHA_256(ScramLoginModule.class),
        SCRAM_SHA_512(ScramLoginModule.class);

        private final Class<? extends LoginModule> module;

        Mechanism(Class<? extends LoginModule> module) {
            this.module = module;
        }

        /** As Kafka spells it. */
        String word() {
            return name().replace('_', '-');
        }

        Class<? extends LoginModule> module() {
            return module;
        }
    }

    /** Whether each of the brokers is one that an operator allows. */
    boolean mayBeNamed(String brokers) {
        return Stream.of(brokers.split(","))
                .allMatch(broker -> allowed.contains(broker)
                        || allowed.contains(broker.substring(0, Math.max(0, broker.lastIndexOf(':')))));
    }

    ObjectNode read(Fields fields) {
        ObjectNode settings = Json.MAPPER.createObjectNode();
        settings.put("brokers", fields.required("brokers", fields.read("brokers", this::brokers)));
        Security security = fields.constant("security", Security.class);
        settings.put("security", (security == null ? Security.TLS : security).name());
        String user = fields.text("user");
        settings.put("user", user);
        Mechanism mechanism = fields.constant("mechanism", Mechanism.class);
        if (mechanism != null && user == null) {
            fields.wrong("mechanism", "is how a user shows who they are; name the user, too");
        }
        settings.put("mechanism", (mechanism == null ? Mechanism.SCRAM_SHA_512 : mechanism).name());
        String topic = fields.read("topic", KafkaSettings::topic);
        if (topic != null && user == null && !topic.startsWith(OURS)) {
            fields.wrong("topic", "begins with " + OURS + ", unless the endpoint has a user of its own");
        }
        settings.put("topic", topic == null ? TOPIC : topic);
        return settings;
    }

    private String brokers(String text) {
        List<String> brokers = Stream.of(text.split(","))
                .map(broker -> broker.strip().toLowerCase(Locale.ROOT))
                .toList();
        for (String broker : brokers) {
            if (!BROKER.matcher(broker).matches()) {
                throw new IllegalArgumentException(
                        "is a list of brokers such as kafka-1.example.com:9092,kafka-2.example.com:9092");
            }
            if (!mayBeNamed(broker)) {
                throw new IllegalArgumentException("names '" + broker
                        + "', and an operator has to allow brokers by REGULARS_KAFKA_BROKERS: a broker tells where else"
                        + " to connect");
            }
        }
        return String.join(",", brokers);
    }

    private static String topic(String text) {
        if (!NAME.matcher(text).matches() || text.equals(".") || text.equals("..")) {
            throw new IllegalArgumentException("has letters, digits, dots, dashes and underscores, such as " + TOPIC);
        }
        return text;
    }
}
