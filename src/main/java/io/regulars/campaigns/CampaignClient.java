package io.regulars.campaigns;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a client that decides when the steps of a campaign are due.
 *
 * @param externalId by which they are told to be held out, and get their variant
 * @param zone by whose clock their steps are due: theirs, else that of the location of their last visit, else the business's
 * @param bookings that are BOOKED
 */
public record CampaignClient(String externalId, ZoneId zone, List<BookingAhead> bookings) {
    private static final String BOOKING = "event:booking:";
    private static final String SERIES = "event:series:";

    public CampaignClient {
        bookings = List.copyOf(bookings);
    }

    /**
     * A booking that is BOOKED.
     *
     * @param series what repeated bookings have in common; null: it is alone
     */
    public record BookingAhead(
            String id, Instant startsAt, @Nullable String series) {}

    /** The booking that a start came from; of a series the first that is not over; empty if it came from none. */
    public Optional<BookingAhead> bookingOf(String origin, Instant now) {
        if (origin.startsWith(BOOKING)) {
            return bookings.stream()
                    .filter(booking -> origin.startsWith(BOOKING + booking.id() + ":"))
                    .max(Comparator.comparingInt(booking -> booking.id().length()));
        }
        if (origin.startsWith(SERIES)) {
            return bookings.stream()
                    .filter(booking -> booking.series() != null
                            && origin.startsWith(SERIES + booking.series() + ":")
                            && booking.startsAt().isAfter(now))
                    .min(Comparator.comparing(BookingAhead::startsAt));
        }
        return Optional.empty();
    }
}
