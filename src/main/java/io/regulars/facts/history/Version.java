package io.regulars.facts.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One accepted state of something in a client's history.
 *
 * @param id the external id of the thing this is a state of
 * @param occurredAt when it happened
 * @param recordedAt when we learned it
 * @param state what was so from then on; null: it was removed, as if it had never been
 */
public record Version<S>(
        String id,
        Instant occurredAt,
        Instant recordedAt,
        @Nullable S state) {}
