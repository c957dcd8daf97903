package io.regulars.facts.past;

import io.regulars.facts.Client;
import io.regulars.facts.measures.Visits;
import io.regulars.facts.vocabulary.Property;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the value of a property goes with a client's history, so far as that bounds it over a {@link Span} without a look at
 * each moment. A property without one is looked at wherever it may change.
 */
public enum Course {
    /** More of a history never makes it less, nor does time. */
    GROWING(List.of(
            "visits",
            "bookings",
            "completedBookings",
            "visitsBetween",
            "spend",
            "spendBetween",
            "noShows",
            "lateCancellations",
            "booked",
            "bookedCategory",
            "visitsTo",
            "visitsToCategory",
            "referrals",
            "redeemed",
            "viewed")),
    /** More of the history of the last so many days, which is the last argument, never makes it less. */
    WINDOWED(List.of(
            "visitsInLast",
            "bookingsInLast",
            "noShowsInLast",
            "visitsToServiceInLast",
            "visitsToCategoryInLast",
            "opensInLast",
            "clicksInLast",
            "pagesViewedInLast",
            "secondsOnPagesInLast",
            "itemsViewedInLast",
            "returnDaysInLast",
            "brandViewsInLast",
            "activitiesInLast")),
    /** The same of money. */
    WINDOWED_MONEY(List.of("spendInLast", "spendOnServiceInLast", "spendOnCategoryInLast")),
    /** Visits of the last 365 days. */
    OF_A_YEAR(List.of("visitsPerMonth"));

    private static final Map<String, Course> BY_PROPERTY = byProperty();

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of above
    private final List<String> properties;

    Course(List<String> properties) {
        this.properties = properties;
    }

    /** How a property of a client goes, where anything is said of it. */
    public static Optional<Course> of(Property<?> property) {
        return Optional.ofNullable(BY_PROPERTY.get(property.name()));
    }

    /** The properties that go so. */
    List<String> properties() {
        return properties;
    }

    /** What a number, read with these arguments, is at least throughout a stretch; NaN: perhaps unknown. */
    public double least(Property.NumberReader<Client> number, Object[] arguments, Span span) {
        if (isUnsure(span.past())) {
            return Double.NaN;
        }
        return switch (this) {
            case GROWING -> number.read(span.surely(span.from()), arguments);
            case WINDOWED, WINDOWED_MONEY ->
                number.read(window(arguments, span).surely(span.until()), wider(arguments, span));
            case OF_A_YEAR -> number.read(span.ofLast(Visits.DAYS_OF_YEAR).surely(span.until()), arguments);
        };
    }

    /** What a number, read with these arguments, is at most throughout a stretch; NaN: perhaps unknown. */
    public double most(Property.NumberReader<Client> number, Object[] arguments, Span span) {
        if (isUnsure(span.past())) {
            return Double.NaN;
        }
        return switch (this) {
            case GROWING -> number.read(span.possibly(span.until()), arguments);
            case WINDOWED, WINDOWED_MONEY ->
                number.read(window(arguments, span).possibly(span.until()), wider(arguments, span));
            case OF_A_YEAR -> Double.POSITIVE_INFINITY;
        };
    }

    /** Whether of such a past nothing is sure that way. */
    public boolean isUnsure(Past past) {
        return this == WINDOWED_MONEY && past.hasUnsureDays();
    }

    private static Span window(Object[] arguments, Span span) {
        return span.ofLast(days(arguments));
    }

    /** From the last day of the stretch, what its window reaches back to at its first. */
    private static Object[] wider(Object[] arguments, Span span) {
        Object[] wider = arguments.clone();
        wider[wider.length - 1] = days(arguments) + span.days();
        return wider;
    }

    private static int days(Object[] arguments) {
        return (int) arguments[arguments.length - 1];
    }

    private static Map<String, Course> byProperty() {
        var courses = new HashMap<String, Course>();
        for (Course course : values()) {
            course.properties.forEach(property -> courses.put(property, course));
        }
        return Map.copyOf(courses);
    }
}
