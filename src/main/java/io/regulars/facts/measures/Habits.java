package io.regulars.facts.measures;

import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.facts.values.LocalTimes;
import java.time.DayOfWeek;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** When a client comes: parts of the day, the week and the month, over their visits. */
public final class Habits {
    private static final int NOON = 12;
    /** The last day that a month may have. */
    public static final int LONGEST_MONTH = 31;

    private final BusinessSettings business;
    private final Visits visits;

    /** Reads the visits on the clocks of their locations. */
    public Habits(BusinessSettings business, Visits visits) {
        this.business = business;
        this.visits = visits;
    }

    /** Visits whose first booking starts before noon on the clock of its location; NaN without a visit. */
    public double morningShare() {
        int mornings = 0;
        for (int i = 0; i < visits.count(); i++) {
            if (isMorning(business, visits.opening(i))) {
                mornings++;
            }
        }
        return share(mornings);
    }

    /** Whether a booking starts before noon on the clock of its location. */
    public static boolean isMorning(BusinessSettings business, BookingState booking) {
        return LocalTimes.hour(booking.startsAt(), business.zoneOf(booking.location())) < NOON;
    }

    /** The share of visits on Saturdays and Sundays; NaN without a visit. */
    public double weekendShare() {
        int weekends = 0;
        for (int i = 0; i < visits.count(); i++) {
            if (isWeekend(LocalTimes.weekday(visits.day(i)))) {
                weekends++;
            }
        }
        return share(weekends);
    }

    /** Saturday or Sunday. */
    public static boolean isWeekend(DayOfWeek weekday) {
        return weekday.compareTo(DayOfWeek.SATURDAY) >= 0;
    }

    /** The weekday of most visits, of equals that of the latest visit; null without a visit. */
    @Nullable
    public DayOfWeek favouriteWeekday() {
        int[] counts = new int[DayOfWeek.values().length + 1];
        DayOfWeek favourite = null;
        int most = 0;
        for (int i = 0; i < visits.count(); i++) {
            DayOfWeek weekday = LocalTimes.weekday(visits.day(i));
            int count = ++counts[weekday.getValue()];
            if (count >= most) {
                most = count;
                favourite = weekday;
            }
        }
        return favourite;
    }

    /** The day of the month with more visits than any other; NaN without one. */
    public double usualDayOfMonth() {
        int[] counts = new int[LONGEST_MONTH + 1];
        for (int i = 0; i < visits.count(); i++) {
            counts[LocalDate.ofEpochDay(visits.day(i)).getDayOfMonth()]++;
        }
        return usualDayOfMonth(counts);
    }

    /** The same of how many visits each day of the month has, by its number. */
    public static double usualDayOfMonth(int[] counts) {
        double usual = Double.NaN;
        int most = 0;
        for (int day = 1; day <= LONGEST_MONTH; day++) {
            if (counts[day] >= most && counts[day] > 0) {
                usual = counts[day] == most ? Double.NaN : day;
                most = counts[day];
            }
        }
        return usual;
    }

    private double share(int part) {
        return visits.count() == 0 ? Double.NaN : (double) part / visits.count();
    }
}
