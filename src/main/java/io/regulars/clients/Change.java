package io.regulars.clients;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What storing a state changed.
 *
 * @param before the latest state until then; null if there was none, or it was removed
 * @param after the state that was sent
 * @param movedFrom number of the client whose thing it was until then; null if it stayed with its client
 */
public record Change<T>(
        Kind kind,
        @Nullable T before,
        T after,
        Instant occurredAt,
        @Nullable Long movedFrom) {
    /** How far it reached. */
    public enum Kind {
        /** Known already. */
        NOTHING,
        /** Older than the latest: part of the history, the latest stays. */
        PAST,
        /** It is the latest now. */
        LATEST
    }
}
