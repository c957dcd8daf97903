package io.regulars.access.sessions;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Who may try to sign in, and how often. */
@ConfigMapping(prefix = "regulars")
interface SignInConfig {
    /** {@code REGULARS_SIGN_IN_TRIES}: how often somebody at one address may try to sign in to the console in vain within a minute. */
    @WithDefault("10")
    int signInTries();
}
