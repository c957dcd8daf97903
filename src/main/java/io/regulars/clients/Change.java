package io.regulars.clients;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What storing a state changed.
 *
 * @param before the latest state until then; null if there was none, or it was removed
 * @param after the state that was sent, or the latest that follows from it
 * @param movedFrom number of the client whose thing it was until then; null if it stayed with its client
 * @param beatenBy the moment of the state that stands against what was sent; null if it is the latest
 */
public record Change<T>(
        Kind kind,
        @Nullable T before,
        T after,
        Instant occurredAt,
        @Nullable Long movedFrom,
        @Nullable Instant beatenBy) {
    /** How far it reached. */
    public enum Kind {
        /** Known already. */
        NOTHING,
        /** Older than the latest: part of the history, the latest stays. */
        PAST,
        /** It is the latest now. */
        LATEST
    }

    /** It is the latest now, of the client whose it was. */
    static <T> Change<T> latest(@Nullable T before, T after, Instant occurredAt) {
        return new Change<>(Kind.LATEST, before, after, occurredAt, null, null);
    }

    /** The latest stays. */
    static <T> Change<T> beaten(Kind kind, @Nullable T before, T after, Instant occurredAt, Instant beatenBy) {
        return new Change<>(kind, before, after, occurredAt, null, beatenBy);
    }
}
