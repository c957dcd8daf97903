package io.regulars.contacts;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How many marketing messages a client wants at most in any stretch of so many days. */
public record OwnCap(
        int most,
        int days,
        Instant since,

        @Schema(description = "The message whose link led to the page on which they said so.")
        UUID action) {
    /** The longest stretch that a client can choose. */
    public static final int LONGEST_DAYS = 30;

    /** One a month. */
    static OwnCap monthly(Instant since, UUID action) {
        return new OwnCap(1, LONGEST_DAYS, since, action);
    }
}
