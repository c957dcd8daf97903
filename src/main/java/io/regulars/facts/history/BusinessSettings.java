package io.regulars.facts.history;

import io.regulars.facts.history.BookingState.Status;
import io.regulars.facts.values.LocalTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a business that facts depend on ({@code docs/domain.md}, Business).
 *
 * @param zone the zone whose calendar days are counted
 * @param currency the one currency of the business; amounts are in its minor units
 * @param country ISO 3166 code; {@code Client.local} compares with it
 * @param cancellationNotice a cancellation that leaves less than this before the start is late
 * @param assumeCompletedAfter a booking still BOOKED so long after its end counts as completed; null: never
 * @param locationZones zones of locations that have their own; day, weekday and hour of a booking are of its location's clock
 * @param services the catalogue by code
 * @param priceWhenUnsaid what a booking costs of which nobody said the price
 */
public record BusinessSettings(
        ZoneId zone,
        Currency currency,
        String country,
        Duration cancellationNotice,
        @Nullable Duration assumeCompletedAfter,
        Map<String, ZoneId> locationZones,
        Map<String, Service> services,
        PriceWhenUnsaid priceWhenUnsaid) {
    public BusinessSettings {
        locationZones = Map.copyOf(locationZones);
        services = Map.copyOf(services);
    }

    /** A business whose bookings cost what the catalogue says unless somebody says otherwise. */
    public BusinessSettings(
            ZoneId zone,
            Currency currency,
            String country,
            Duration cancellationNotice,
            @Nullable Duration assumeCompletedAfter,
            Map<String, ZoneId> locationZones,
            Map<String, Service> services) {
        this(
                zone,
                currency,
                country,
                cancellationNotice,
                assumeCompletedAfter,
                locationZones,
                services,
                PriceWhenUnsaid.CATALOGUE);
    }

    /** What a booking costs of which nobody said the price. */
    public enum PriceWhenUnsaid {
        /** What the catalogue says of its service on the day it starts. */
        CATALOGUE,
        /** Nothing. */
        ZERO
    }

    /**
     * One service of the catalogue.
     *
     * @param category null if none is known
     * @param costMinor what it costs the business, in minor units
     * @param cancellationNotice its own notice; null: the business's
     * @param prices what it has cost, in order
     */
    public record Service(
            String code,
            @Nullable String category,
            long costMinor,
            @Nullable Duration cancellationNotice,
            List<Price> prices) {
        public Service {
            prices = prices.stream().dropWhile(price -> price.minor() == null).toList();
        }

        /** A service of which no price is known. */
        public Service(String code, @Nullable String category, long costMinor, @Nullable Duration cancellationNotice) {
            this(code, category, costMinor, cancellationNotice, List.of());
        }
    }

    /** A price of the catalogue in minor units, since some moment; null: none is known since. */
    public record Price(Instant since, @Nullable Long minor) {}

    /** The same with another catalogue. */
    public BusinessSettings with(Map<String, Service> catalogue) {
        return new BusinessSettings(
                zone,
                currency,
                country,
                cancellationNotice,
                assumeCompletedAfter,
                locationZones,
                catalogue,
                priceWhenUnsaid);
    }

    /** The zone of a location, whose calendar and clock its bookings go by; the business's where the location has none. */
    public ZoneId zoneOf(@Nullable String location) {
        return location == null ? zone : locationZones.getOrDefault(location, zone);
    }

    /** Whether all its locations are in one zone. */
    public boolean hasOneClock() {
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
    public long minorUnits() {
        long units = 1;
        for (int digit = 0; digit < currency.getDefaultFractionDigits(); digit++) {
            units *= 10;
        }
        return units;
    }

    /** What a service costs the business, in minor units; 0 where the catalogue does not say. */
    public long costOf(String service) {
        Service known = services.get(service);
        return known == null ? 0 : known.costMinor();
    }

    /**
     * What is taken for the price of a booking of which nobody said one, in minor units: the last that the catalogue told on
     * the day of its start or before; of days before the catalogue told any, the first. Null: not known.
     */
    @Nullable
    public Long assumedPrice(BookingState booking) {
        if (priceWhenUnsaid == PriceWhenUnsaid.ZERO) {
            return 0L;
        }
        Service service = services.get(booking.service());
        if (service == null || service.prices().isEmpty()) {
            return null;
        }
        List<Price> prices = service.prices();
        int first = LocalTimes.day(prices.getFirst().since(), zone);
        int day = Math.max(first, LocalTimes.day(booking.startsAt(), zone));
        Long last = null;
        for (Price price : prices) {
            if (LocalTimes.day(price.since(), zone) <= day) {
                last = price.minor();
            }
        }
        return last;
    }

    /** Whether it is told that the client cancelled, with less than the service's or the business's notice; exactly the notice is in time. */
    public boolean isLate(BookingState booking) {
        return booking.isCancelledByClient()
                && booking.cancelledAt() != null
                && isLate(booking.service(), booking.startsAt(), booking.cancelledAt());
    }

    /** Whether a moment is later than the notice of a service allows before a start. */
    public boolean isLate(String code, Instant startsAt, Instant moment) {
        Service service = services.get(code);
        Duration notice = service == null || service.cancellationNotice() == null
                ? cancellationNotice
                : service.cancellationNotice();
        return Duration.between(moment, startsAt).compareTo(notice) < 0;
    }

    /** The status as facts see it at a moment: a booking nobody completed counts as such when its time has passed. */
    public Status statusOf(BookingState booking, Instant now) {
        Instant assumed = assumedCompletedAt(booking);
        return assumed == null || assumed.isAfter(now) ? booking.status() : Status.COMPLETED;
    }

    /** When a booking counts as completed though nobody said so; null: never. */
    @Nullable
    public Instant assumedCompletedAt(BookingState booking) {
        if (assumeCompletedAfter == null || booking.status() != Status.BOOKED) {
            return null;
        }
        return (booking.endsAt() == null ? booking.startsAt() : booking.endsAt()).plus(assumeCompletedAfter);
    }
}
