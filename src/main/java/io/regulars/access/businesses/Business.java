package io.regulars.access.businesses;

import java.time.ZoneId;
import java.util.Collections;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A business and its settings.
 *
 * @param externalId as the platform names it
 * @param cancellationNoticeHours a cancellation that leaves less before the start is late
 * @param assumeCompletedAfterHours a booking still BOOKED so long after its end counts as completed; null: never
 * @param priceWhenUnsaid what a booking costs of which nobody said the price
 * @param fourEyes whether who edited a release last may not be the one who activates it
 * @param locations zones of locations that have their own
 * @param contactPolicy how it writes to its clients
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
        PriceWhenUnsaid priceWhenUnsaid,
        boolean fourEyes,
        Map<String, ZoneId> locations,
        ContactPolicy contactPolicy) {
    /** What a booking costs of which nobody said the price. */
    public enum PriceWhenUnsaid {
        /** What the catalogue says of its service on the day it starts; not known if it says nothing. */
        CATALOGUE,
        /** Nothing. */
        ZERO;

        private static final Map<String, PriceWhenUnsaid> BY_WORD = Map.of("catalogue", CATALOGUE, "zero", ZERO);

        /** As settings say it: {@code catalogue} or {@code zero}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * By the word of a setting.
         *
         * @throws IllegalArgumentException if there is none of that name
         */
        public static PriceWhenUnsaid of(String word) {
            PriceWhenUnsaid known = BY_WORD.get(word);
            if (known == null) {
                throw new IllegalArgumentException("is catalogue or zero");
            }
            return known;
        }
    }

    public Business {
        locations = Collections.unmodifiableMap(new TreeMap<>(locations));
    }

    /** The zone of a location; the business's where none is named, or it has none of its own. */
    public ZoneId zoneOf(@Nullable String location) {
        return location == null ? zone : locations.getOrDefault(location, zone);
    }

    /** A business that writes to its clients, and whose bookings cost, as is usual unless it says otherwise. */
    public Business(
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
        this(
                id,
                externalId,
                name,
                zone,
                currency,
                country,
                cancellationNoticeHours,
                assumeCompletedAfterHours,
                PriceWhenUnsaid.CATALOGUE,
                fourEyes,
                locations,
                ContactPolicy.DEFAULT);
    }
}
