package io.regulars.platform.rest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How many requests are taken at once. */
@ConfigMapping(prefix = "regulars")
interface RestConfig {
    /**
     * {@code REGULARS_REQUESTS_WAITING}: how many requests may wait for a connection of the database; while so many do, others are answered
     * with 429.
     */
    @WithDefault("60")
    int requestsWaiting();
}
