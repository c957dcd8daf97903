package io.regulars.oracle;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A business as it was set up, and its catalogue as last told.
 *
 * @param daily whether there are rules for which everybody is due at every midnight
 */
record Settings(
        Days days,
        String currency,
        int digits,
        String country,
        Duration notice,
        @Nullable Duration assumeCompletedAfter,
        Map<String, Days> locations,
        Map<String, Service> catalogue,
        boolean daily) {
    Settings {
        locations = Map.copyOf(locations);
        catalogue = new HashMap<>(catalogue);
    }

    /** A service as last told; {@code notice} is its own, or null; {@code prices} are those of each day since. */
    record Service(@Nullable String category, @Nullable Duration notice, NavigableMap<Long, Optional<Long>> prices) {}

    /** The price of a service on a day; null if it is not known. */
    @Nullable
    Long priceOn(String service, long day) {
        Service known = catalogue.get(service);
        if (known == null) {
            return null;
        }
        var told = new TreeMap<>(known.prices);
        while (!told.isEmpty() && told.firstEntry().getValue().isEmpty()) {
            told.pollFirstEntry();
        }
        if (told.isEmpty()) {
            return null;
        }
        return told.floorEntry(Math.max(day, told.firstKey())).getValue().orElse(null);
    }

    ZoneId zone() {
        return days.zone();
    }

    long day(Instant moment) {
        return days.of(moment);
    }

    Instant midnight(long day) {
        return days.midnight(day);
    }

    /** The day on which a booking starts where it takes place. */
    long dayOf(Told.Booking booking) {
        return daysOf(booking.location()).of(booking.startsAt());
    }

    ZoneId zoneOf(@Nullable String location) {
        return daysOf(location).zone();
    }

    private Days daysOf(@Nullable String location) {
        return location == null ? days : locations.getOrDefault(location, days);
    }

    @Nullable
    String categoryOf(String service) {
        Service known = catalogue.get(service);
        return known == null ? null : known.category;
    }

    Duration noticeOf(String service) {
        Service known = catalogue.get(service);
        return known == null || known.notice == null ? notice : known.notice;
    }
}
