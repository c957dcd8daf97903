package io.regulars.drools;

import io.regulars.facts.BookingState.Status;
import io.regulars.facts.Reading;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A client whose values are computed beforehand, but for windows, which go through the bookings.
 *
 * @param asVocabulary the same client as the vocabulary sees her
 */
public record Client(
        io.regulars.facts.Client asVocabulary,
        List<Booking> allBookings,
        String id,
        double visits,
        double bookings,
        double completedBookings,
        double daysSinceLastVisit,
        double daysSinceFirstVisit,
        double spend,
        double averageOrderValue,
        double highestPrice,
        double noShows,
        double cancellations,
        double lateCancellations,
        double morningShare,
        double weekendShare,
        @Nullable LocalDate firstVisitOn,
        @Nullable LocalDate lastVisitOn,
        @Nullable LocalDate registeredOn,
        @Nullable String gender,
        @Nullable String country,
        @Nullable String city,
        @Nullable String source,
        @Nullable String language,
        @Nullable String favouriteService,
        @Nullable String stage,
        boolean hasEmail,
        boolean local,
        Set<String> tags) {
    /** The same client as the vocabulary sees her. */
    public static Client of(io.regulars.facts.Client client) {
        return new Client(
                client,
                client.bookingFacts().stream().map(Booking::of).toList(),
                client.id(),
                Known.number(client, "visits"),
                Known.number(client, "bookings"),
                Known.number(client, "completedBookings"),
                Known.number(client, "daysSinceLastVisit"),
                Known.number(client, "daysSinceFirstVisit"),
                Known.number(client, "spend"),
                Known.number(client, "averageOrderValue"),
                Known.number(client, "highestPrice"),
                Known.number(client, "noShows"),
                Known.number(client, "cancellations"),
                Known.number(client, "lateCancellations"),
                Known.number(client, "morningShare"),
                Known.number(client, "weekendShare"),
                Reading.day(client, "firstVisitOn").orElse(null),
                Reading.day(client, "lastVisitOn").orElse(null),
                Reading.day(client, "registeredOn").orElse(null),
                Known.text(client, "gender"),
                Known.text(client, "country"),
                Known.text(client, "city"),
                Known.text(client, "source"),
                Known.text(client, "language"),
                Known.text(client, "favouriteService"),
                Known.text(client, "stage"),
                Known.flag(client, "hasEmail"),
                Known.flag(client, "local"),
                client.snapshot().profile().tags());
    }

    /** As rules name it. */
    public double spendInLast(int days) {
        double sum = 0;
        for (int i = 0; i < allBookings.size(); i++) {
            Booking booking = allBookings.get(i);
            sum += isCompletedInLast(days, booking) ? booking.price() : 0;
        }
        return sum;
    }

    /** As rules name it; a day counts once. */
    public int visitsInLast(int days) {
        int count = 0;
        double previous = Double.NaN;
        for (int i = 0; i < allBookings.size(); i++) {
            Booking booking = allBookings.get(i);
            if (isCompletedInLast(days, booking) && booking.daysAgo() != previous) {
                count++;
                previous = booking.daysAgo();
            }
        }
        return count;
    }

    /** As rules name it. */
    public boolean booked(String service) {
        return allBookings.stream()
                .anyMatch(booking -> booking.service().equals(service)
                        && (booking.status() == Status.BOOKED || booking.status() == Status.COMPLETED));
    }

    /** As rules name it. */
    public double number(String attribute) {
        return ((Number) attribute(attribute)).doubleValue();
    }

    /** As rules name it. */
    public String text(String attribute) {
        return attribute(attribute).toString();
    }

    private static boolean isCompletedInLast(int days, Booking booking) {
        return booking.status() == Status.COMPLETED && booking.daysAgo() < days;
    }

    private Object attribute(String name) {
        Map<String, Object> attributes = asVocabulary.snapshot().profile().attributes();
        return java.util.Objects.requireNonNull(attributes.get(name), name);
    }

    /** A client is one alone; comparing all her history would cost what it costs nobody else. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }
}
