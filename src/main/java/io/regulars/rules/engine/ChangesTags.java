package io.regulars.rules.engine;

import org.jspecify.annotations.Nullable;

/** The global {@code tags} of a session: what {@code tags.add($c, "student")} and {@code tags.remove($c, "student")} call. */
interface ChangesTags {
    /**
     * Called by a consequence.
     *
     * @param tag null where the facts do not tell it; then nothing is done
     */
    void add(Fired by, @Nullable String tag);

    /**
     * Called by a consequence.
     *
     * @param tag null where the facts do not tell it; then nothing is done
     */
    void remove(Fired by, @Nullable String tag);
}
