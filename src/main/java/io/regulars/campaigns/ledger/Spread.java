package io.regulars.campaigns.ledger;

import io.regulars.campaigns.Campaign;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Starts that a switch of rules makes at once: so many on each day, if the switch or the campaign says so, at the time of day of
 * the switch, in the order in which clients are come to.
 *
 * @param activation the number of the switch
 * @param perDay how many of all campaigns together; null: it does not say
 * @param since when it was made
 * @param zone the business's, whose days count
 */
public record Spread(int activation, @Nullable Integer perDay, Instant since, ZoneId zone) {
    /**
     * How much later than it would else a start is due.
     *
     * @param position of the start among those of the switch, from 0
     */
    Duration delay(long position) {
        return perDay == null ? Duration.ZERO : days(position / perDay);
    }

    /**
     * The same by the limit of a campaign.
     *
     * @param position of the start among those of the campaign and the switch, from 0
     */
    Duration delay(long position, Campaign.Pace pace) {
        long whole = position / pace.most();
        return switch (pace.per()) {
            case DAY -> days(whole);
            case HOUR -> Duration.ofHours(whole);
        };
    }

    private Duration days(long days) {
        Instant due = since.atZone(zone).plusDays(days).toInstant();
        return Duration.between(since, due);
    }
}
