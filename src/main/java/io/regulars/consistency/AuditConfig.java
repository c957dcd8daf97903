package io.regulars.consistency;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the service looks after itself. */
@ConfigMapping(prefix = "regulars.audit")
interface AuditConfig {
    /** How often clients drawn by chance are recomputed and compared with what is stored: {@code 1h}, {@code off}. */
    @WithDefault("1h")
    String every();

    /** How many clients of one business are drawn each time. */
    @WithDefault("200")
    int sample();
}
