package io.regulars.facts.vocabulary;

import io.regulars.facts.Client;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the moments that timings name for a client, and keeps the first that lies ahead of their present. Timings need not make
 * the moments of days behind it, which are most.
 */
public final class NextMoment implements Consumer<Instant> {
    private final Instant now;
    private @Nullable Instant next;

    /** The next moment of a client. */
    public NextMoment(Client client) {
        this.now = client.now();
    }

    @Override
    public void accept(Instant moment) {
        if (moment.isAfter(now) && (next == null || moment.isBefore(next))) {
            next = moment;
        }
    }

    /** The first moment ahead of those taken; null if there was none. */
    public @Nullable Instant next() {
        return next;
    }
}
