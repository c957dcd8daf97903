package io.regulars.facts.values;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** What calendar and clock show in a zone; days are counted from 1970-01-01 so that they subtract without allocation. */
public final class LocalTimes {
    private static final int SECONDS_OF_DAY = 86_400;
    private static final int SECONDS_OF_HOUR = 3_600;

    private LocalTimes() {}

    /** The number of the local day, as {@link LocalDate#toEpochDay()}. */
    public static int day(Instant instant, ZoneId zone) {
        return Math.toIntExact(Math.floorDiv(localSecond(instant, zone), SECONDS_OF_DAY));
    }

    /** The hour on the local clock, 0 to 23. */
    public static int hour(Instant instant, ZoneId zone) {
        return (int) Math.floorMod(localSecond(instant, zone), (long) SECONDS_OF_DAY) / SECONDS_OF_HOUR;
    }

    /** The day that the calendar shows in a zone. */
    public static LocalDate date(Instant instant, ZoneId zone) {
        return LocalDate.ofEpochDay(day(instant, zone));
    }

    /** The weekday of a day, counted from 1970-01-01. */
    public static DayOfWeek weekday(long day) {
        // 1970-01-01 was a Thursday
        return DayOfWeek.THURSDAY.plus(day);
    }

    private static long localSecond(Instant instant, ZoneId zone) {
        return instant.getEpochSecond() + zone.getRules().getOffset(instant).getTotalSeconds();
    }
}
