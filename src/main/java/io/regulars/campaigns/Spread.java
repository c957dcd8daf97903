package io.regulars.campaigns;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * Starts that a switch of rules spreads over days: so many on each, at the time of day of the switch, in the order in which
 * clients are come to.
 *
 * @param activation the number of the switch
 * @param since when it was made
 * @param zone the business's, whose days count
 */
public record Spread(int activation, int perDay, Instant since, ZoneId zone) {
    /**
     * How much later than it would else a start is due.
     *
     * @param position of the start among those of the switch, from 0
     */
    Duration delay(long position) {
        Instant due = since.atZone(zone).plusDays(position / perDay).toInstant();
        return Duration.between(since, due);
    }
}
