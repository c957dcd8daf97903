package io.regulars.platform.text;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** The moments and days that callers may name: of the years 1900 to 2199. What lies beyond is a typing error, and no calendar is kept there. */
public final class SaneTime {
    /** The first. */
    public static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");
    /** The first that is too late. */
    public static final Instant END = Instant.parse("2200-01-01T00:00:00Z");

    private SaneTime() {}

    /**
     * The moment itself.
     *
     * @throws IllegalArgumentException if it is out of range; the message is for the user
     */
    public static Instant checked(Instant moment) {
        if (moment.isBefore(FIRST) || !moment.isBefore(END)) {
            throw new IllegalArgumentException("is a moment between the years 1900 and 2200");
        }
        return moment;
    }

    /**
     * The day itself.
     *
     * @throws IllegalArgumentException if it is out of range; the message is for the user
     */
    public static LocalDate checked(LocalDate day) {
        if (day.isBefore(LocalDate.ofInstant(FIRST, ZoneOffset.UTC))
                || !day.isBefore(LocalDate.ofInstant(END, ZoneOffset.UTC))) {
            throw new IllegalArgumentException("is a day between the years 1900 and 2200");
        }
        return day;
    }
}
