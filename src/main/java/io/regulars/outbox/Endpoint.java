package io.regulars.outbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Where something is carried to.
 *
 * @param id our own number
 * @param business our own number of whose it is; null: the installation's
 * @param settings of its kind, without secrets
 * @param secrets sealed; null: it has none
 * @param failures in a row, as of now
 */
public record Endpoint(
        int id,
        @Nullable Integer business,
        String name,
        EndpointKind kind,
        ObjectNode settings,
        byte @Nullable [] secrets,
        int failures) {}
