package io.regulars.platform;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.OptionalInt;

/**
 * For how many days what may be forgotten is kept. The rest stays until a client is erased: rules and replays read the history, and the
 * ledger and what was delivered keep anything from being started or sent twice.
 */
@ConfigMapping(prefix = "regulars.keep")
public interface KeepConfig {
    /** {@code REGULARS_KEEP_SENT_TEXTS}: texts of messages, after they were sent. */
    @WithDefault("7")
    int sentTexts();

    /** {@code REGULARS_KEEP_UNSENT_TEXTS}: texts of messages that failed, and that may be sent again for 30 days. */
    @WithDefault("90")
    int unsentTexts();

    /** {@code REGULARS_KEEP_ANSWERS}: answers that are given again to a repeated {@code Idempotency-Key}. */
    @WithDefault("7")
    int answers();

    /** {@code REGULARS_KEEP_AUDIT_LOG}: the audit log; for ever unless set. */
    OptionalInt auditLog();
}
