package io.regulars.campaigns;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is done for a client when a rule starts it.
 *
 * @param validity how long an offer of it holds from the moment its step is due; an action not carried out by then is
 *     cancelled. Null: for ever
 */
public record Campaign(
        String name,
        String title,
        Kind kind,
        Reentry reentry,
        @Nullable Duration validity,
        List<Step> steps) {
    public Campaign {
        steps = List.copyOf(steps);
    }

    /** Marketing needs the client's goodwill; a service message belongs to a booking they made. */
    public enum Kind {
        MARKETING,
        SERVICE
    }
}
