package io.regulars.facts.measures;

import io.regulars.facts.history.BookingState;
import io.regulars.facts.values.Window;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * The local days on which a client came: those with at least one completed booking, however many, on the calendar of where
 * it took place. For counts of days
 * a visit that has begun is of today at the latest, whatever day it is there.
 */
public final class Visits {
    /** The days that {@link #perMonth} looks at. */
    public static final int DAYS_OF_YEAR = 365;
    /** The length of each of the two stretches that {@link #trend} compares. */
    public static final int TREND_DAYS = 60;

    private static final int MONTHS_OF_YEAR = 12;
    private static final int TREND_VISITS = 3;
    private static final int INTERVAL_VISITS = 3;

    private final Diary diary;
    private final int today;
    private final int[] days;
    private final int[] opening;

    /** The visits of a diary, as seen on a day. */
    public Visits(Diary diary, int today) {
        this.diary = diary;
        this.today = today;
        days = diary.occasions(diary::isCompleted);
        opening = new int[days.length];
        for (int i = diary.size() - 1; i >= 0; i--) {
            if (diary.isCompleted(i)) {
                opening[Arrays.binarySearch(days, diary.day(i))] = i;
            }
        }
    }

    private Visits(Visits of, int today) {
        this.diary = of.diary;
        this.today = today;
        this.days = of.days;
        this.opening = of.opening;
    }

    /** The same visits on another day. */
    public Visits on(int otherDay) {
        return otherDay == today ? this : new Visits(this, otherDay);
    }

    /** How many there are. */
    public int count() {
        return days.length;
    }

    /** The days, each once, in order. */
    public int[] days() {
        return days;
    }

    int day(int visit) {
        return days[visit];
    }

    /** The first completed booking of a visit. */
    BookingState opening(int visit) {
        return diary.booking(opening[visit]);
    }

    /** There must be a visit. */
    public int first() {
        return days[0];
    }

    /** There must be a visit. */
    public int last() {
        return days[days.length - 1];
    }

    /** Calendar days; NaN without a visit. */
    public double daysSinceFirst() {
        return days.length == 0 ? Double.NaN : today - diary.reachedDay(opening[0]);
    }

    /** Calendar days; NaN without a visit. */
    public double daysSinceLast() {
        return days.length == 0 ? Double.NaN : today - diary.reachedDay(opening[days.length - 1]);
    }

    /** How many lie on some days. */
    public int in(Window window) {
        int count = 0;
        for (int booking : opening) {
            count += diary.isIn(window, booking) ? 1 : 0;
        }
        return count;
    }

    /** Visits within the window with a completed booking that passes. */
    public int in(Window window, Predicate<BookingState> test) {
        return diary.occasions(i -> diary.isCompleted(i) && diary.isIn(window, i) && test.test(diary.booking(i)))
                .length;
    }

    /** Over the last year. */
    public double perMonth() {
        return (double) in(Window.endingOn(today, DAYS_OF_YEAR)) / MONTHS_OF_YEAR;
    }

    /** The median gap between visits in days; NaN under three visits. */
    public double usualInterval() {
        if (days.length < INTERVAL_VISITS) {
            return Double.NaN;
        }
        int[] gaps = new int[days.length - 1];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = days[i + 1] - days[i];
        }
        Arrays.sort(gaps);
        int middle = gaps.length / 2;
        return gaps.length % 2 == 1 ? gaps[middle] : (gaps[middle - 1] + gaps[middle]) / 2.0;
    }

    /** Days since the last visit, as a share of the usual interval; NaN if there is no usual one. */
    public double overdueFactor() {
        return daysSinceLast() / usualInterval();
    }

    /** The visits of the last 60 days by those of the 60 before; NaN if there were too few before. */
    public double trend() {
        int earlier = in(Window.endedOn(today - TREND_DAYS, TREND_DAYS));
        return trend(earlier, in(Window.endingOn(today, TREND_DAYS)));
    }

    /** The same of how many there were before, and of late. */
    public static double trend(int earlier, int recent) {
        return earlier < TREND_VISITS ? Double.NaN : (double) recent / earlier;
    }
}
