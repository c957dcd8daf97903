package io.regulars.arbiter;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;

/**
 * What a business lets go out to its clients.
 *
 * @param caps on all marketing
 * @param segments in this order, the first that the client is in replaces the caps per client
 * @param gap between two marketing messages to one client or address
 * @param quiet the hours in which nothing goes out
 * @param rates by channel
 * @param softOptIn whether clients who have visited may get mail about it though they said neither yes nor no
 */
public record Policy(
        List<Cap> caps,
        List<SegmentCap> segments,
        Duration gap,
        QuietHours quiet,
        Map<String, Rate> rates,
        boolean softOptIn) {
    /** What holds unless a business says otherwise. */
    public static final Policy DEFAULT = new Policy(
            List.of(new Cap(2, 7, Cap.Per.CLIENT), new Cap(2, 7, Cap.Per.CHANNEL), new Cap(2, 7, Cap.Per.ADDRESS)),
            List.of(),
            Duration.ofHours(24),
            new QuietHours(LocalTime.of(21, 0), LocalTime.of(9, 0)),
            Map.of("email", new Rate(600, Rate.Per.HOUR), "sms", new Rate(120, Rate.Per.HOUR)),
            false);

    public Policy {
        caps = List.copyOf(caps);
        segments = List.copyOf(segments);
        rates = Map.copyOf(rates);
    }

    /** A cap for the clients in a segment. */
    public record SegmentCap(String segment, int most, int days) {
        /** The same for one client. */
        Cap cap() {
            return new Cap(most, days, Cap.Per.CLIENT);
        }
    }
}
