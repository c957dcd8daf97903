package io.regulars.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a business, for all its endpoints that want to be told of it.
 *
 * @param id of what happened; each endpoint gets an id that follows from it
 * @param type one of {@link EventTypes}
 * @param client whom it concerns, our own number; null: nobody
 * @param at when it happened
 */
public record BusinessEvent(UUID id, String type, @Nullable Long client, JsonNode data, Instant at) {}
