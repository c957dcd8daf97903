package io.regulars.outbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How an endpoint is reached, and what follows from that. */
public enum EndpointKind {
    /** A line in the service's log. */
    LOG(false, true, 8),
    /** A mail server. */
    SMTP(false, false, 4),
    /** A signed request of HTTP. */
    WEBHOOK(true, true, 32),
    /** A request of HTTP as a template says it: SMS and others. */
    SMS_HTTP(false, false, 8),
    /** A record in a topic of Kafka. */
    KAFKA(true, true, 32);

    private final boolean ordered;
    private final boolean honoursIds;
    private final int inFlight;

    EndpointKind(boolean ordered, boolean honoursIds, int inFlight) {
        this.ordered = ordered;
        this.honoursIds = honoursIds;
        this.inFlight = inFlight;
    }

    /** As requests spell it: {@code sms-http}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** By its spelling in requests. */
    public static Optional<EndpointKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    /** Whether what concerns one client goes out one after the other. */
    public boolean ordered() {
        return ordered;
    }

    /** Whether a receiver can drop what it has had, so that in doubt it is sent again. */
    public boolean honoursIds() {
        return honoursIds;
    }

    /** How many one replica carries out at once to one endpoint. */
    public int inFlight() {
        return inFlight;
    }
}
