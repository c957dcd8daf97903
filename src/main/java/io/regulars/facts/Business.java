package io.regulars.facts;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a business that facts depend on ({@code domain.md}, Business).
 *
 * @param zone the zone whose calendar days are counted
 * @param currency the one currency of the business; amounts are in its minor units
 * @param country ISO 3166 code; {@code Client.local} compares with it
 * @param cancellationNotice a cancellation that leaves less than this before the start is late
 * @param assumeCompletedAfter a booking still BOOKED so long after its end counts as completed; null: never
 * @param locationZones zones of locations that have their own; clock-of-day facts use them
 * @param services the catalogue by code
 */
public record Business(
        ZoneId zone,
        Currency currency,
        String country,
        Duration cancellationNotice,
        @Nullable Duration assumeCompletedAfter,
        Map<String, ZoneId> locationZones,
        Map<String, Service> services) {
    public Business {
        locationZones = Map.copyOf(locationZones);
        services = Map.copyOf(services);
    }

    /**
     * One service of the catalogue.
     *
     * @param category null if none is known
     * @param costMinor what it costs the business, in minor units
     * @param cancellationNotice its own notice; null: the business's
     */
    public record Service(
            String code,
            @Nullable String category,
            long costMinor,
            @Nullable Duration cancellationNotice) {}

    /** The zone of a location for clock-of-day facts; the business's where the location has none. */
    public ZoneId zoneOf(@Nullable String location) {
        return location == null ? zone : locationZones.getOrDefault(location, zone);
    }
}
