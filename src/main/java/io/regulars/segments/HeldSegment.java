package io.regulars.segments;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A segment that a client is in.
 *
 * @param since when it became true, which may be before it was noticed
 * @param until when it ends if nothing happens; null: no end within three years, or not asked, as in the answers to writes
 * @param rule the rule that says so
 * @param because the rule's conditions with the client's values
 */
public record HeldSegment(
        String name, Instant since, @Nullable Instant until, String rule, String because) {}
