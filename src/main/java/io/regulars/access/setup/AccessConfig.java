package io.regulars.access.setup;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** The first business and its first key. */
@ConfigMapping(prefix = "regulars")
public interface AccessConfig {
    /**
     * {@code REGULARS_ADMIN_KEY}: the first admin key, 16 characters or more. Without it one is made at the first start
     * and printed once. Another value at a later start is added as one more admin key.
     */
    Optional<String> adminKey();

    /** {@code REGULARS_ZONE}: zone of the default business, read at the first start only. */
    @WithDefault("UTC")
    String zone();

    /** {@code REGULARS_CURRENCY}: currency of the default business, read at the first start only. */
    @WithDefault("EUR")
    String currency();

    /** {@code REGULARS_COUNTRY}: country of the default business, read at the first start only. */
    @WithDefault("LV")
    String country();
}
