package io.regulars.rules.engine;

import org.jspecify.annotations.Nullable;

/** The global {@code segments} of a session: what {@code segments.assign($c, "vip")} calls. */
interface AssignsSegments {
    /**
     * Called by a consequence.
     *
     * @param segment null where the facts do not tell it; then nothing is done
     */
    void assign(Fired by, @Nullable String segment);
}
