package io.regulars.facts;

import java.util.Optional;

/** What the values of a property are measured in. */
public enum Unit {
    COUNT("a count"),
    MONEY("an amount in the business's currency"),
    DAYS("calendar days"),
    HOURS("hours"),
    SECONDS("seconds"),
    YEARS("full years"),
    SHARE("a share of the whole, 0 to 1"),
    RATIO("one number divided by another, 0 or more"),
    PER_MONTH("so many a month"),
    SCORE("a score, 0 to 10"),
    STARS("stars, 1 to 5"),
    HOUR_OF_DAY("the hour on the clock, 0 to 23"),
    DAY_OF_MONTH("the day of the month, 1 to 31"),
    /** Of custom attributes. */
    OWN("whatever your attribute is measured in"),
    PERCENTILE("a rank, 0 to 100"),
    DATE("a calendar day such as 2026-11-22");

    private final String meaning;

    Unit(String meaning) {
        this.meaning = meaning;
    }

    /** In words for the analyst. */
    public String meaning() {
        return meaning;
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
