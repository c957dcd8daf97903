package io.regulars.facts.past;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A value of a client going back over their past, kept from moment to moment instead of being computed anew at each: so one that is
 * asked at every moment of a long history costs about as much as the history is long.
 */
@FunctionalInterface
public interface Running {
    /** What it was at a moment, which is never after the one asked about before; null: unknown. */
    @Nullable
    Object at(Instant moment);
}
