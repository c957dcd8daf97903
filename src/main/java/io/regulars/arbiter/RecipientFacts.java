package io.regulars.arbiter;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the arbiter has to know of a client.
 *
 * @param client our own number
 * @param segments that the client is in
 * @param zone of the clock on the client's wall
 * @param businessZone whose calendar days count
 * @param reach by channel; one that is missing cannot be used
 * @param bookedFor starts of bookings that stand, future ones at least
 * @param lastVisitOn null: never
 * @param openTasks campaigns of which staff have an open task for the client
 * @param ownCap on all marketing to them, as they asked for; null: they did not
 */
public record RecipientFacts(
        long client,
        boolean erased,
        Set<String> segments,
        ZoneId zone,
        ZoneId businessZone,
        Map<String, Reach> reach,
        List<Instant> bookedFor,
        @Nullable LocalDate lastVisitOn,
        Set<String> openTasks,
        @Nullable Cap ownCap) {
    public RecipientFacts {
        segments = Set.copyOf(segments);
        reach = Map.copyOf(reach);
        bookedFor = List.copyOf(bookedFor);
        openTasks = Set.copyOf(openTasks);
    }

    /** What a client said about a channel. */
    public enum Consent {
        GIVEN,
        REFUSED,
        UNSAID
    }

    /**
     * How a client is reached by a channel.
     *
     * @param suppressed why their address must not be written to; null: it may
     */
    public record Reach(Consent consent, @Nullable Suppressed suppressed, Address address) {
        /** A channel of which nothing is known. */
        static final Reach NONE = new Reach(Consent.UNSAID, null, new Address.Missing());
    }

    /**
     * Why an address must not be written to.
     *
     * @param until null: for good
     * @param marketingOnly whether service messages may go there nevertheless
     */
    public record Suppressed(String reason, @Nullable Instant until, boolean marketingOnly) {}

    /** Where a channel leads to. */
    public sealed interface Address {
        /** An address that can be used, as its hash. */
        record Known(String hash) implements Address {}

        /** None is known. */
        record Missing() implements Address {}

        /** One that cannot be used. */
        record Malformed(String what) implements Address {}
    }
}
