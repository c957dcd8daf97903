package io.regulars.arbiter;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * At most so many marketing messages in any stretch of so many days of 24 hours.
 *
 * @param most 1 to 100
 * @param days 1 to 365
 * @param per whose messages are counted together
 * @param channel counts only this one; null: every channel
 */
public record Cap(int most, int days, Per per, @Nullable String channel) {
    public Cap {
        if (most < 1 || most > 100 || days < 1 || days > 365) {
            throw new IllegalArgumentException("a cap has 1 to 100 messages in 1 to 365 days");
        }
    }

    /** One that counts every channel. */
    public Cap(int most, int days, Per per) {
        this(most, days, per, null);
    }

    /** Whose messages are counted together. */
    public enum Per {
        /** All of one client. */
        CLIENT,
        /** Those of one client by one channel, for each channel by itself. */
        CHANNEL,
        /** All to one address, whoever it belongs to. */
        ADDRESS,
        /** Those of one campaign to one client. */
        CAMPAIGN
    }

    /** How long a message counts. */
    Duration length() {
        return Duration.ofDays(days);
    }

    /** As {@code 2 in 7 days}. */
    String words() {
        return most + " in " + days + (days == 1 ? " day" : " days");
    }
}
