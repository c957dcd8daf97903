package io.regulars.rules.engine;

import org.jspecify.annotations.Nullable;

/** The global {@code findings} of a session: what {@code insertLogical( new Finding($c, "busy") )} calls. */
interface ConcludesFindings {
    /**
     * Called by a consequence.
     *
     * @param finding null where the facts do not tell it; then nothing is done
     */
    void conclude(Fired by, @Nullable String finding);
}
