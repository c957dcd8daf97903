package io.regulars.rules.model;

import java.time.Instant;

/** Whether a client was in a segment at moments of their past, asked from late to early. */
@FunctionalInterface
public interface LookingBack {
    /** How it was at a moment of the past. */
    Stretch at(Instant moment);

    /**
     * For how long it was so.
     *
     * @param from it was so at every moment from this one on until the one asked about; {@link Instant#MIN}: from the beginning
     */
    record Stretch(boolean held, Instant from) {}
}
