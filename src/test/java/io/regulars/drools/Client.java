package io.regulars.drools;

import io.regulars.facts.Reading;
import io.regulars.facts.history.BookingState.Status;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A client whose values are computed beforehand, but for windows, which go through the bookings.
 *
 * @param asVocabulary the same client as the vocabulary sees them
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
        @Nullable LocalDate bornOn,
        @Nullable String gender,
        @Nullable String country,
        @Nullable String city,
        @Nullable String source,
        @Nullable String language,
        @Nullable String favouriteService,
        @Nullable String favouriteWeekday,
        @Nullable String stage,
        boolean hasEmail,
        boolean hasPhone,
        boolean local,
        Set<String> tags,
        double spendPercentile) {
    /** The same client as the vocabulary sees them, among others of whom nothing is known. */
    public static Client of(io.regulars.facts.Client client) {
        return of(client, Double.NaN);
    }

    /** The same client, and their rank by what they spent. */
    public static Client of(io.regulars.facts.Client client, double spendPercentile) {
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
                Reading.day(client, "bornOn").orElse(null),
                Known.text(client, "gender"),
                Known.text(client, "country"),
                Known.text(client, "city"),
                Known.text(client, "source"),
                Known.text(client, "language"),
                Known.text(client, "favouriteService"),
                Known.text(client, "favouriteWeekday"),
                Known.text(client, "stage"),
                Known.flag(client, "hasEmail"),
                Known.flag(client, "hasPhone"),
                Known.flag(client, "local"),
                client.snapshot().profile().tags(),
                spendPercentile);
    }

    /** As rules name it. */
    public double spendInLast(int days) {
        double sum = 0;
        for (int i = 0; i < allBookings.size(); i++) {
            Booking booking = allBookings.get(i);
            sum += booking.isCompletedInLast(days) ? booking.price() : 0;
        }
        return sum;
    }

    /** As rules name it; a day counts once. */
    public int visitsInLast(int days) {
        int count = 0;
        double previous = Double.NaN;
        for (int i = 0; i < allBookings.size(); i++) {
            Booking booking = allBookings.get(i);
            if (booking.isCompletedInLast(days) && booking.daysAgo() != previous) {
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

    /** As rules name it. */
    public LocalDate date(String attribute) {
        return LocalDate.parse(text(attribute));
    }

    /** As rules name it. */
    public boolean consents(String channel) {
        return java.util.Objects.requireNonNull(
                asVocabulary.snapshot().profile().consents().get(channel), channel);
    }

    /** As rules name it. */
    public boolean bookedCategory(String category) {
        return allBookings.stream()
                .anyMatch(booking -> category.equals(booking.category())
                        && (booking.status() == Status.BOOKED || booking.status() == Status.COMPLETED));
    }

    /** As rules name it; today and the days before. */
    public long bookingsInLast(int days) {
        return allBookings.stream()
                .filter(booking -> booking.daysAgo() >= 0 && booking.daysAgo() < days)
                .count();
    }

    /** As rules name it. */
    public long noShowsInLast(int days) {
        return allBookings.stream()
                .filter(booking -> booking.status() == Status.NO_SHOW && booking.daysAgo() < days)
                .count();
    }

    /** As rules name it; both days are in it. */
    public long visitsBetween(String from, String to) {
        return visits(booking -> isBetween(from, to, booking));
    }

    /** As rules name it; both days are in it. */
    public double spendBetween(String from, String to) {
        return spend(booking -> isBetween(from, to, booking));
    }

    /** As rules name it. */
    public long visitsTo(String service) {
        return visits(booking -> booking.service().equals(service));
    }

    /** As rules name it. */
    public long visitsToCategory(String category) {
        return visits(booking -> category.equals(booking.category()));
    }

    /** As rules name it. */
    public long visitsToServiceInLast(String service, int days) {
        return visits(booking -> booking.service().equals(service) && booking.daysAgo() < days);
    }

    /** As rules name it. */
    public long visitsToCategoryInLast(String category, int days) {
        return visits(booking -> category.equals(booking.category()) && booking.daysAgo() < days);
    }

    /** As rules name it. */
    public double spendOnServiceInLast(String service, int days) {
        return spend(booking -> booking.service().equals(service) && booking.daysAgo() < days);
    }

    /** As rules name it. */
    public double spendOnCategoryInLast(String category, int days) {
        return spend(booking -> category.equals(booking.category()) && booking.daysAgo() < days);
    }

    private long visits(Predicate<Booking> which) {
        return allBookings.stream()
                .filter(booking -> booking.status() == Status.COMPLETED && which.test(booking))
                .map(Booking::startsAt)
                .distinct()
                .count();
    }

    private double spend(Predicate<Booking> which) {
        return allBookings.stream()
                .filter(booking -> booking.status() == Status.COMPLETED && which.test(booking))
                .mapToDouble(Booking::paid)
                .sum();
    }

    private static boolean isBetween(String from, String to, Booking booking) {
        LocalDate day = java.util.Objects.requireNonNull(booking.startsAt());
        return !day.isBefore(LocalDate.parse(from)) && !day.isAfter(LocalDate.parse(to));
    }

    private Object attribute(String name) {
        Map<String, Object> attributes = asVocabulary.snapshot().profile().attributes();
        return java.util.Objects.requireNonNull(attributes.get(name), name);
    }

    /** A client is one alone; comparing all their history would cost what it costs nobody else. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }
}
