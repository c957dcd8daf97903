package io.regulars.outbox.endpoints;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.All;
import io.regulars.outbox.Carrier;
import io.regulars.outbox.EndpointKind;
import io.regulars.outbox.EventTypes;
import io.regulars.platform.json.Fields;
import io.regulars.platform.json.Json;
import io.regulars.platform.text.Channels;
import io.regulars.platform.text.NearestName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads what somebody sets of an endpoint. */
@ApplicationScoped
class EndpointSettings {
    private final Map<EndpointKind, Carrier> carriers = new EnumMap<>(EndpointKind.class);

    EndpointSettings(@All List<Carrier> carriers) {
        carriers.forEach(carrier -> this.carriers.put(carrier.kind(), carrier));
    }

    /**
     * What is set of an endpoint, whatever its kind.
     *
     * @param channel the way to a client that it is to serve; null: not said
     * @param settings of its kind; null: none
     * @param secret what it shows its receiver; null: not said
     */
    record Said(
            @Nullable String channel,
            @Nullable ObjectNode settings,
            List<String> events,
            StoredEndpoint.State state,
            @Nullable String secret) {}

    /** The kinds that can be set up. */
    List<String> kinds() {
        return carriers.keySet().stream().map(EndpointKind::word).toList();
    }

    /** Reads the fields that all kinds have. */
    Said said(Fields fields) {
        String channel = fields.read("channel", Channels::checked);
        ObjectNode settings = fields.any("settings") instanceof ObjectNode object ? object : null;
        if (fields.any("settings") != null && settings == null) {
            fields.wrong("settings", "is an object");
        }
        StoredEndpoint.State state =
                fields.constant("state", List.of(StoredEndpoint.State.ON, StoredEndpoint.State.PAUSED));
        return new Said(
                channel,
                settings,
                events(fields),
                state == null ? StoredEndpoint.State.ON : state,
                fields.text("secret"));
    }

    private static List<String> events(Fields fields) {
        List<String> types = fields.texts("events");
        for (String type : types) {
            if (!EventTypes.ALL.contains(type)) {
                fields.wrong("events", NearestName.unknown("event", type, EventTypes.ALL));
            }
        }
        return types;
    }

    /** Reads what its kind needs, as it is stored; notes what is wrong at its field of the request. */
    ObjectNode ofKind(EndpointKind kind, Fields fields, Said said) {
        Fields inside =
                said.settings() == null ? fields.object("settings") : Objects.requireNonNull(fields.object("settings"));
        Fields read = inside == null ? new Fields(Json.MAPPER.createObjectNode()) : inside;
        Carrier carrier = Objects.requireNonNull(carriers.get(kind));
        ObjectNode settings = carrier.settings(read);
        read.refuseUnknown();
        if (inside == null && kind != EndpointKind.LOG) {
            fields.wrong("settings", "is required for the kind " + kind.word());
        }
        if (!said.events().isEmpty() && !tellsEvents(kind)) {
            fields.wrong(
                    "events",
                    "is for webhook, kafka and log; the kind " + kind.word() + " carries messages to clients");
        }
        if (said.secret() != null && kind == EndpointKind.WEBHOOK) {
            fields.wrong("secret", "of a webhook is made here, and shown once in the answer");
        }
        if (said.channel() != null && channelsOf(kind).stream().noneMatch(said.channel()::equals)) {
            fields.wrong(
                    "channel",
                    "of the kind " + kind.word() + " is "
                            + (channelsOf(kind).isEmpty()
                                    ? "left out"
                                    : "one of " + String.join(", ", channelsOf(kind))));
        }
        return settings;
    }

    /** The way to a client that an endpoint serves; null: it tells events. */
    static @Nullable String channel(EndpointKind kind, Said said) {
        return switch (kind) {
            case SMTP -> "email";
            case SMS_HTTP -> said.channel() == null ? "sms" : said.channel();
            case LOG -> said.channel();
            case WEBHOOK, KAFKA -> null;
        };
    }

    /** The events that an endpoint is told: those chosen, or all. */
    static List<String> told(EndpointKind kind, Said said) {
        if (!tellsEvents(kind)) {
            return List.of();
        }
        return said.events().isEmpty() ? EventTypes.ALL : said.events();
    }

    private static boolean tellsEvents(EndpointKind kind) {
        return kind == EndpointKind.WEBHOOK || kind == EndpointKind.KAFKA || kind == EndpointKind.LOG;
    }

    private static List<String> channelsOf(EndpointKind kind) {
        return switch (kind) {
            case SMTP -> List.of("email");
            case SMS_HTTP, LOG -> Channels.ALL;
            case WEBHOOK, KAFKA -> List.of();
        };
    }
}
