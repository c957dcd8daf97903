package io.regulars.bench.plain;

import io.regulars.facts.FactType;
import io.regulars.facts.Property;
import io.regulars.facts.Vocabulary;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A client whose values are computed beforehand, but for windows, which go through the bookings. */
public final class Client {
    private static final Object[] NOTHING = {};

    private final int today;
    private final List<Booking> bookings;
    private final Set<String> tags;
    private final double visits;
    private final double daysSinceLastVisit;
    private final double daysSinceFirstVisit;
    private final double spend;
    private final double averageOrderValue;
    private final double noShows;
    private final double cancellations;
    private final double completedBookings;
    private final double morningShare;
    private final double weekendShare;
    private final double highestPrice;
    private final @Nullable String id;
    private final @Nullable String city;
    private final @Nullable String source;
    private final @Nullable String language;
    private final @Nullable String favouriteService;

    /** The same client as the vocabulary sees her. */
    public Client(io.regulars.facts.Client client) {
        today = (int) client.today().toEpochDay();
        tags = client.snapshot().profile().tags();
        bookings = client.bookingFacts().stream()
                .filter(booking -> booking.status() == io.regulars.facts.BookingState.Status.COMPLETED)
                .map(booking -> new Booking(
                        client.id(),
                        String.valueOf(booking.state().service()),
                        booking.state().priceMinor() / 100.0,
                        (int) java.time.LocalDate.ofInstant(booking.state().startsAt(), client.zone())
                                .toEpochDay()))
                .toList();
        visits = number(client, "visits");
        daysSinceLastVisit = number(client, "daysSinceLastVisit");
        daysSinceFirstVisit = number(client, "daysSinceFirstVisit");
        spend = number(client, "spend");
        averageOrderValue = number(client, "averageOrderValue");
        noShows = number(client, "noShows");
        cancellations = number(client, "cancellations");
        completedBookings = number(client, "completedBookings");
        morningShare = number(client, "morningShare");
        weekendShare = number(client, "weekendShare");
        highestPrice = number(client, "highestPrice");
        id = text(client, "id");
        city = text(client, "city");
        source = text(client, "source");
        language = text(client, "language");
        favouriteService = text(client, "favouriteService");
    }

    /** As rules name it. */
    public double getVisits() {
        return visits;
    }

    /** As rules name it. */
    public double getDaysSinceLastVisit() {
        return daysSinceLastVisit;
    }

    /** As rules name it. */
    public double getDaysSinceFirstVisit() {
        return daysSinceFirstVisit;
    }

    /** As rules name it. */
    public double getSpend() {
        return spend;
    }

    /** As rules name it. */
    public double getAverageOrderValue() {
        return averageOrderValue;
    }

    /** As rules name it. */
    public double getNoShows() {
        return noShows;
    }

    /** As rules name it. */
    public double getCancellations() {
        return cancellations;
    }

    /** As rules name it. */
    public double getCompletedBookings() {
        return completedBookings;
    }

    /** As rules name it. */
    public double getMorningShare() {
        return morningShare;
    }

    /** As rules name it. */
    public double getWeekendShare() {
        return weekendShare;
    }

    /** As rules name it. */
    public double getHighestPrice() {
        return highestPrice;
    }

    /** As rules name it. */
    public @Nullable String getId() {
        return id;
    }

    /** As rules name it. */
    public @Nullable String getCity() {
        return city;
    }

    /** As rules name it. */
    public @Nullable String getSource() {
        return source;
    }

    /** As rules name it. */
    public @Nullable String getLanguage() {
        return language;
    }

    /** As rules name it. */
    public @Nullable String getFavouriteService() {
        return favouriteService;
    }

    /** As rules name it. */
    public Set<String> getTags() {
        return tags;
    }

    /** Completed bookings. */
    public List<Booking> bookings() {
        return bookings;
    }

    /** As rules name it. */
    public double spendInLast(int days) {
        double sum = 0;
        for (int i = 0; i < bookings.size(); i++) {
            Booking booking = bookings.get(i);
            sum += booking.day() > today - days ? booking.price() : 0;
        }
        return sum;
    }

    /** As rules name it; a day counts once. */
    public int visitsInLast(int days) {
        int count = 0;
        int previous = Integer.MIN_VALUE;
        for (int i = 0; i < bookings.size(); i++) {
            int day = bookings.get(i).day();
            count += day > today - days && day != previous ? 1 : 0;
            previous = day;
        }
        return count;
    }

    private static double number(io.regulars.facts.Client client, String name) {
        var property = (Property.Numeric<io.regulars.facts.Client>) property(name);
        return property.reader().read(client, NOTHING);
    }

    private static @Nullable String text(io.regulars.facts.Client client, String name) {
        var property = (Property.Text<io.regulars.facts.Client>) property(name);
        return property.reader().read(client, NOTHING);
    }

    private static Property<io.regulars.facts.Client> property(String name) {
        FactType<io.regulars.facts.Client> type = Vocabulary.CLIENT;
        return type.property(name).orElseThrow();
    }
}
