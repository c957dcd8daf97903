package io.regulars.outbox;

import java.time.Instant;
import java.util.UUID;

/**
 * One attempt to carry something out.
 *
 * @param id under which receivers know it
 * @param attempt 1 for the first
 * @param body as it is stored: of an event the bytes that go out, the same at each attempt
 * @param at when the attempt begins
 */
public record Parcel(UUID id, String event, String key, int attempt, byte[] body, Endpoint endpoint, Instant at) {
    /** What is sent. */
    public Payload payload() {
        return PayloadJson.read(body);
    }
}
