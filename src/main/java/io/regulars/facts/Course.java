package io.regulars.facts;

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
    /** The same once it is known at all. */
    GROWING_ONCE_KNOWN(List.of("daysSinceFirstVisit")),
    /** The same of prices, where each booking says its own. */
    PRICED(List.of("highestPrice")),
    /** As what grows, but that of a series the first cancellation of a day counts for all. */
    GROWING_BUT_FOR_SERIES(List.of("cancellations")),
    /** The days since the last of something: more of a history never makes it more, each midnight does by one. */
    RECEDING(List.of("daysSinceLastVisit", "daysSinceLastBooking")),
    /** More of a history never makes it less, but time does. */
    EBBING(List.of("upcomingBookings")),
    /** More of the history of the last so many days, which is the last argument, never makes it less. */
    WINDOWED(List.of(
            "visitsInLast",
            "bookingsInLast",
            "noShowsInLast",
            "spendInLast",
            "visitsToServiceInLast",
            "visitsToCategoryInLast",
            "spendOnServiceInLast",
            "spendOnCategoryInLast",
            "opensInLast",
            "clicksInLast",
            "pagesViewedInLast",
            "secondsOnPagesInLast",
            "itemsViewedInLast",
            "returnDaysInLast",
            "brandViewsInLast",
            "activitiesInLast")),
    /** Something that grows, for each visit. */
    PER_VISIT(List.of("morningShare", "weekendShare")),
    /** The same where each booking says its own price, and every visit so has one. */
    PRICED_PER_VISIT(List.of("averageOrderValue")),
    /** Visits of the last 365 days. */
    OF_A_YEAR(List.of("visitsPerMonth"));

    /** More than a division and a multiplication can be off by. */
    private static final double ROUNDING = 1e-9;

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
        if (isUnsure(span)) {
            return Double.NaN;
        }
        return switch (this) {
            case GROWING, GROWING_BUT_FOR_SERIES, GROWING_ONCE_KNOWN, PRICED ->
                number.read(span.surely(span.from()), arguments);
            case RECEDING ->
                ifKnown(
                        number.read(span.surely(span.until()), arguments),
                        number.read(span.possibly(span.until()), arguments) - span.days() - clocks(span));
            case EBBING -> number.read(span.surely(span.until()), arguments);
            case WINDOWED -> number.read(window(arguments, span).surely(span.until()), wider(arguments, span));
            case PER_VISIT, PRICED_PER_VISIT -> {
                double each = number.read(span.surely(span.until()), arguments);
                double spread = spread(span);
                yield (each < 0 ? each : each / spread) - ROUNDING * Math.abs(each);
            }
            case OF_A_YEAR -> number.read(span.ofLast(Visits.DAYS_OF_YEAR).surely(span.until()), arguments);
        };
    }

    /** What a number, read with these arguments, is at most throughout a stretch; NaN: perhaps unknown. */
    public double most(Property.NumberReader<Client> number, Object[] arguments, Span span) {
        if (isUnsure(span)) {
            return Double.NaN;
        }
        return switch (this) {
            case GROWING, GROWING_BUT_FOR_SERIES -> number.read(span.possibly(span.until()), arguments);
            case GROWING_ONCE_KNOWN, PRICED ->
                ifKnown(
                        number.read(span.surely(span.until()), arguments),
                        number.read(span.possibly(span.until()), arguments));
            case RECEDING -> number.read(span.surely(span.from()), arguments) + span.days() + clocks(span);
            case EBBING -> number.read(span.possibly(span.from()), arguments);
            case WINDOWED -> number.read(window(arguments, span).possibly(span.until()), wider(arguments, span));
            case PER_VISIT, PRICED_PER_VISIT -> {
                double each = number.read(span.possibly(span.until()), arguments);
                double spread = spread(span);
                double bound = (each < 0 ? each : each * spread) + ROUNDING * Math.abs(each);
                yield ifKnown(number.read(span.surely(span.until()), arguments), bound);
            }
            case OF_A_YEAR -> Double.POSITIVE_INFINITY;
        };
    }

    private boolean isUnsure(Span span) {
        return switch (this) {
            case PRICED, PRICED_PER_VISIT -> span.isTangled() || span.hasUnsurePrices();
            case GROWING_BUT_FOR_SERIES -> span.isTangled() || span.hasCancelledSeries();
            default -> span.isTangled();
        };
    }

    /** On the calendar of another zone something may be of the day before, or after. */
    private static int clocks(Span span) {
        return span.hasOneClock() ? 0 : 1;
    }

    private static double ifKnown(double surely, double bound) {
        return Double.isNaN(surely) ? surely : bound;
    }

    /** How many visits there may have been for each that there surely was; of two clocks a morning may be the later. */
    private static double spread(Span span) {
        double surely = span.surely(span.until()).visits().count();
        double possibly = span.possibly(span.until()).visits().count();
        return span.hasOneClock() ? possibly / surely : Double.NaN;
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
