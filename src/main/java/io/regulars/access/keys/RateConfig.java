package io.regulars.access.keys;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How often a key may ask. */
@ConfigMapping(prefix = "regulars")
interface RateConfig {
    /**
     * {@code REGULARS_RATE_LIMIT}: how many requests a second a key may send to this replica for long; ten times as many at once. 0 for no
     * limit.
     */
    @WithDefault("1000")
    int rateLimit();
}
