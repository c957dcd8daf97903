package io.regulars.clients;

import io.regulars.platform.Fields;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When something happened, as the sender says it. */
public final class SaidMoment {
    private static final Duration CLOCKS_DIFFER_BY = Duration.ofMinutes(5);

    private SaidMoment() {}

    /** The field {@code occurredAt}; null if absent, which means now. Wrong if more than 5 minutes ahead. */
    public static @Nullable Instant occurredAt(Fields fields, Instant now) {
        return past(fields, "occurredAt", now);
    }

    /** A moment that cannot lie more than 5 minutes ahead. */
    public static @Nullable Instant past(Fields fields, String name, Instant now) {
        Instant moment = fields.instant(name);
        if (moment != null && moment.isAfter(now.plus(CLOCKS_DIFFER_BY))) {
            fields.wrong(name, "lies in the future; it is " + now + " here");
            return null;
        }
        return moment;
    }
}
