package io.regulars.rules.engine;

import org.jspecify.annotations.Nullable;

/** The global {@code campaigns} of a session: what {@code campaigns.start($c, "win-back")} calls. */
interface StartsCampaigns {
    /**
     * Called by a consequence.
     *
     * @param campaign null where the facts do not tell it; then nothing is done
     */
    void start(Fired by, @Nullable String campaign);
}
