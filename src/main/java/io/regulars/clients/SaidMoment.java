package io.regulars.clients;

import io.regulars.platform.json.Fields;
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
        try {
            return moment == null ? null : checked(moment, now);
        } catch (IllegalArgumentException e) {
            fields.wrong(name, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /**
     * That moment.
     *
     * @throws IllegalArgumentException with a sentence if it lies more than 5 minutes ahead
     */
    public static Instant checked(Instant moment, Instant now) {
        if (moment.isAfter(now.plus(CLOCKS_DIFFER_BY))) {
            throw new IllegalArgumentException("lies in the future; it is " + now + " here");
        }
        return moment;
    }
}
