package io.regulars.outbox.endpoints;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint without its secret.
 *
 * @param failures in a row
 * @param openUntil until when nothing is tried, since it fails; null: it is tried
 */
record ShownEndpoint(
        int id,
        String name,
        String kind,
        @Nullable String channel,
        Map<String, Object> settings,
        List<String> events,
        StoredEndpoint.State state,
        @Nullable String stateReason,
        boolean hasSecret,
        int failures,
        @Nullable Instant failingSince,
        @Nullable String lastFailure,
        @Nullable Instant openUntil,
        Instant createdAt,
        Instant changedAt) {}
