package io.regulars.facts;

import java.time.DayOfWeek;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** When a client comes: parts of the day, the week and the month, over their visits. */
final class Habits {
    private static final int NOON = 12;
    private static final int LONGEST_MONTH = 31;

    private final BusinessSettings business;
    private final Visits visits;

    Habits(BusinessSettings business, Visits visits) {
        this.business = business;
        this.visits = visits;
    }

    /** Visits whose first booking starts before noon on the clock of its location; NaN without a visit. */
    double morningShare() {
        int mornings = 0;
        for (int i = 0; i < visits.count(); i++) {
            BookingState opening = visits.opening(i);
            if (LocalTimes.hour(opening.startsAt(), business.zoneOf(opening.location())) < NOON) {
                mornings++;
            }
        }
        return share(mornings);
    }

    double weekendShare() {
        int weekends = 0;
        for (int i = 0; i < visits.count(); i++) {
            if (LocalTimes.weekday(visits.day(i)).compareTo(DayOfWeek.SATURDAY) >= 0) {
                weekends++;
            }
        }
        return share(weekends);
    }

    /** The weekday of most visits, of equals that of the latest visit; null without a visit. */
    @Nullable
    DayOfWeek favouriteWeekday() {
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
    double usualDayOfMonth() {
        int[] counts = new int[LONGEST_MONTH + 1];
        for (int i = 0; i < visits.count(); i++) {
            counts[LocalDate.ofEpochDay(visits.day(i)).getDayOfMonth()]++;
        }
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
