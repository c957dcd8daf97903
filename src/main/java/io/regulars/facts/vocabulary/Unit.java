package io.regulars.facts.vocabulary;

import java.util.Optional;

/** What the values of a property are measured in. */
public enum Unit {
    COUNT("a count", 0, Double.POSITIVE_INFINITY, true),
    /** Unlike a count, unknown where nobody counts. */
    VISITS("visits, if somebody counts them", 0, Double.POSITIVE_INFINITY, true),
    MONEY("an amount in the business's currency", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false),
    DAYS("calendar days", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false),
    HOURS("hours", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false),
    SECONDS("seconds", 0, Double.POSITIVE_INFINITY, false),
    YEARS("full years", 0, Double.POSITIVE_INFINITY, true),
    SHARE("a share of the whole, 0 to 1", 0, 1, false),
    /** Less than 0 where a visit is dated ahead. */
    RATIO("one number divided by another, 0 or more", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false),
    PER_MONTH("so many a month", 0, Double.POSITIVE_INFINITY, false),
    SCORE("a score, 0 to 10", 0, 10, true),
    STARS("stars, 1 to 5", 1, 5, true),
    HOUR_OF_DAY("the hour on the clock, 0 to 23", 0, 23, true),
    DAY_OF_MONTH("the day of the month, 1 to 31", 1, 31, true),
    DAYS_OF_A_YEAR("calendar days, 0 to 366", 0, 366, true),
    /** Of custom attributes. */
    OWN("whatever your attribute is measured in", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false),
    PERCENTILE("a rank, 0 to 100", 0, 100, false),
    DATE("a calendar day such as 2026-11-22", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, true);

    private final String meaning;
    private final double least;
    private final double most;
    private final boolean whole;

    Unit(String meaning, double least, double most, boolean whole) {
        this.meaning = meaning;
        this.least = least;
        this.most = most;
        this.whole = whole;
    }

    /** In words for the analyst. */
    public String meaning() {
        return meaning;
    }

    /** The least that anything measured in it can be. */
    public double least() {
        return least;
    }

    /** The most that anything measured in it can be. */
    public double most() {
        return most;
    }

    /** Whether it comes in whole numbers only. */
    public boolean isWhole() {
        return whole;
    }

    /** What a property is measured in; texts, sets of texts and what is true or false have no unit. */
    public static Optional<Unit> of(Property<?> property) {
        return switch (property) {
            case Property.Numeric<?> numeric -> Optional.of(numeric.unit());
            case Property.Rank<?> rank -> Optional.of(PERCENTILE);
            case Property.Day<?> day -> Optional.of(DATE);
            case Property.Text<?> text -> Optional.empty();
            case Property.Flag<?> flag -> Optional.empty();
            case Property.Texts<?> texts -> Optional.empty();
        };
    }
}
