package io.regulars.contacts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An address that must not be written to.
 *
 * @param until from when on it may again; null: never
 */
public record SuppressedAddress(
        SuppressionReason reason, Instant since, @Nullable Instant until) {}
