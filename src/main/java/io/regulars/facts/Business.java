package io.regulars.facts;

import io.regulars.facts.BookingState.Status;
import java.time.Duration;
import java.time.Instant;
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
 * @param locationZones zones of locations that have their own; day, weekday and hour of a booking are of its location's clock
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

    /** The zone of a location, whose calendar and clock its bookings go by; the business's where the location has none. */
    public ZoneId zoneOf(@Nullable String location) {
        return location == null ? zone : locationZones.getOrDefault(location, zone);
    }

    /** Whether all its locations are in one zone. */
    boolean hasOneClock() {
        return locationZones.values().stream().allMatch(zone::equals);
    }

    /** The category of a service; null if it has none or the catalogue does not know it. */
    public @Nullable String categoryOf(String service) {
        Service known = services.get(service);
        return known == null ? null : known.category();
    }

    /** An amount in units of the currency: one division, so that it equals the decimal literal of the same amount. */
    public double amount(long minor) {
        return (double) minor / minorUnits();
    }

    /** How many minor units make one unit of the currency. */
    long minorUnits() {
        long units = 1;
        for (int digit = 0; digit < currency.getDefaultFractionDigits(); digit++) {
            units *= 10;
        }
        return units;
    }

    long costOf(String service) {
        Service known = services.get(service);
        return known == null ? 0 : known.costMinor();
    }

    /** Whether it is told that the client cancelled, with less than the service's or the business's notice; exactly the notice is in time. */
    boolean isLate(BookingState booking) {
        if (!Reliability.isCancelledByClient(booking) || booking.cancelledAt() == null) {
            return false;
        }
        Service service = services.get(booking.service());
        Duration notice = service == null || service.cancellationNotice() == null
                ? cancellationNotice
                : service.cancellationNotice();
        return Duration.between(booking.cancelledAt(), booking.startsAt()).compareTo(notice) < 0;
    }

    /** The status as facts see it at a moment: a booking nobody completed counts as such when its time has passed. */
    Status statusOf(BookingState booking, Instant now) {
        Instant assumed = assumedCompletedAt(booking);
        return assumed == null || assumed.isAfter(now) ? booking.status() : Status.COMPLETED;
    }

    /** When a booking counts as completed though nobody said so; null: never. */
    @Nullable
    Instant assumedCompletedAt(BookingState booking) {
        if (assumeCompletedAfter == null || booking.status() != Status.BOOKED) {
            return null;
        }
        return (booking.endsAt() == null ? booking.startsAt() : booking.endsAt()).plus(assumeCompletedAfter);
    }
}
