package io.regulars.facts.values;

import java.time.LocalDate;

/**
 * A run of local days, both ends included; days as {@link LocalDate#toEpochDay()}.
 *
 * @param untilNow whether it ends with today, and so with now: what has begun lies before its end, though it may be tomorrow
 *     already where it takes place
 */
public record Window(long first, long last, boolean untilNow) {
    /** All days. */
    public static final Window EVER = new Window(Long.MIN_VALUE, Long.MAX_VALUE, false);

    /** The last so many calendar days, today included. */
    public static Window endingOn(int today, int days) {
        return new Window((long) today - days + 1, today, true);
    }

    /** The last so many calendar days up to a day that is over. */
    public static Window endedOn(int day, int days) {
        return new Window((long) day - days + 1, day, false);
    }

    /** The days from one to another, both included. */
    public static Window between(LocalDate from, LocalDate to) {
        return new Window(from.toEpochDay(), to.toEpochDay(), false);
    }

    /** Whether a day is among them. */
    public boolean has(int day) {
        return first <= day && day <= last;
    }

    /** How many of some days are among them. */
    public int count(int[] days) {
        int count = 0;
        for (int day : days) {
            if (has(day)) {
                count++;
            }
        }
        return count;
    }
}
