package io.regulars.imports.demo;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;

/** When people come: the months, the days of the week and the hours of a business that is closed on Sundays. */
final class Season {
    /** January to December: quiet after the holidays and in high summer, full before weddings and Christmas. */
    private static final double[] MONTHS = {0.70, 0.75, 0.90, 0.95, 1.05, 1.05, 0.80, 0.75, 0.95, 1.00, 1.05, 1.30};

    private static final double[] WEEKDAYS = {0.70, 0.80, 0.90, 1.00, 1.25, 1.35, 0};
    private static final double BUSIEST = 1.30 * 1.35;
    private static final int OPENS = 8;
    private static final int NOON = 12;
    private static final int LAST_START = 18;

    private Season() {}

    /** The day from this one on that suits both sides: rather a busy one, never a Sunday. */
    static LocalDate suits(LocalDate wished, Chance chance) {
        LocalDate day = wished;
        while (!chance.in(popularity(day) / BUSIEST)) {
            day = day.plusDays(chance.between(1, 3));
        }
        return day;
    }

    static double popularity(LocalDate day) {
        DayOfWeek weekday = day.getDayOfWeek();
        return MONTHS[day.getMonthValue() - 1] * WEEKDAYS[weekday.getValue() - 1];
    }

    /** A start on the half hour; who loves mornings nearly always gets one, others come after work if they can. */
    static LocalTime hour(boolean lovesMornings, Chance chance) {
        boolean morning = chance.in(lovesMornings ? 0.9 : 0.22);
        int afternoon = chance.between(NOON, LAST_START);
        int later = chance.between(NOON, LAST_START);
        int hour = morning ? chance.between(OPENS, NOON - 1) : Math.max(afternoon, later);
        return LocalTime.of(hour, chance.in(0.5) ? 30 : 0);
    }
}
