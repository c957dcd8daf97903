package io.regulars.access;

import java.time.ZoneId;
import java.util.Currency;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A business and its settings.
 *
 * @param externalId as the platform names it
 * @param cancellationNoticeHours a cancellation that leaves less before the start is late
 * @param assumeCompletedAfterHours a booking still BOOKED so long after its end counts as completed; null: never
 * @param fourEyes whether who edited a release last may not be the one who activates it
 * @param locations zones of locations that have their own
 */
public record Business(
        BusinessId id,
        String externalId,
        String name,
        ZoneId zone,
        Currency currency,
        String country,
        int cancellationNoticeHours,
        @Nullable Integer assumeCompletedAfterHours,
        boolean fourEyes,
        Map<String, ZoneId> locations) {
    public Business {
        locations = java.util.Collections.unmodifiableMap(new TreeMap<>(locations));
    }

    /** The zone of a location; the business's where none is named, or it has none of its own. */
    public ZoneId zoneOf(@Nullable String location) {
        return location == null ? zone : locations.getOrDefault(location, zone);
    }
}
