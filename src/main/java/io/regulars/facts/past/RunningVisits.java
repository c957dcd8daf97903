package io.regulars.facts.past;

import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.BookingState.Status;
import io.regulars.facts.measures.Diary;
import io.regulars.facts.measures.Habits;
import io.regulars.facts.measures.Stage;
import io.regulars.facts.measures.Visits;
import io.regulars.facts.values.LocalTimes;
import io.regulars.facts.values.Window;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The {@link Visits} of a client going back over their past: the days with a completed booking, and the gaps between them. */
final class RunningVisits {
    private static final int INTERVAL_VISITS = 3;

    private final Past past;
    private final Rewind<BookingState> completed;
    private final TreeMap<Integer, TreeSet<BookingState>> days = new TreeMap<>();
    private final Tally<Integer> gaps = new Tally<>();
    private final Map<DayOfWeek, TreeSet<Integer>> weekdays = new TreeMap<>();
    private final int[] daysOfMonth = new int[Habits.LONGEST_MONTH + 1];
    private int mornings;
    private Instant now = Instant.MAX;
    private int today;

    RunningVisits(Past past) {
        this.past = past;
        this.completed = new Rewind<>(past.standing(Status.COMPLETED), new Rewind.Present<>() {
            @Override
            public void enters(BookingState booking) {
                int day = past.day(booking);
                TreeSet<BookingState> known = days.get(day);
                if (known == null) {
                    known = new TreeSet<>(Diary.BY_START);
                    begin(day);
                    days.put(day, known);
                }
                mornings -= mornings(known);
                known.add(booking);
                mornings += mornings(known);
            }

            @Override
            public void leaves(BookingState booking) {
                int day = past.day(booking);
                TreeSet<BookingState> known = days.get(day);
                if (known != null) {
                    mornings -= mornings(known);
                    known.remove(booking);
                    mornings += mornings(known);
                    if (known.isEmpty()) {
                        days.remove(day);
                        end(day);
                    }
                }
            }
        });
    }

    /** One if the first booking of the day is in the morning. */
    private int mornings(SortedSet<BookingState> ofDay) {
        return !ofDay.isEmpty() && Habits.isMorning(past.business(), ofDay.first()) ? 1 : 0;
    }

    private void begin(int day) {
        Integer before = days.lowerKey(day);
        Integer after = days.higherKey(day);
        if (before != null && after != null) {
            gaps.remove(after - before);
        }
        if (before != null) {
            gaps.add(day - before);
        }
        if (after != null) {
            gaps.add(after - day);
        }
        weekdays.computeIfAbsent(LocalTimes.weekday(day), weekday -> new TreeSet<>())
                .add(day);
        daysOfMonth[LocalDate.ofEpochDay(day).getDayOfMonth()]++;
    }

    private void end(int day) {
        Integer before = days.lowerKey(day);
        Integer after = days.higherKey(day);
        if (before != null) {
            gaps.remove(day - before);
        }
        if (after != null) {
            gaps.remove(after - day);
        }
        if (before != null && after != null) {
            gaps.add(after - before);
        }
        weekdays.computeIfPresent(LocalTimes.weekday(day), (weekday, all) -> {
            all.remove(day);
            return all.isEmpty() ? null : all;
        });
        daysOfMonth[LocalDate.ofEpochDay(day).getDayOfMonth()]--;
    }

    /** The same as of a moment. */
    RunningVisits at(Instant moment) {
        if (!moment.equals(now)) {
            completed.to(moment);
            now = moment;
            today = past.day(moment);
        }
        return this;
    }

    double count() {
        return days.size();
    }

    @Nullable
    LocalDate first() {
        return days.isEmpty() ? null : LocalDate.ofEpochDay(days.firstKey());
    }

    @Nullable
    LocalDate last() {
        return days.isEmpty() ? null : LocalDate.ofEpochDay(days.lastKey());
    }

    double daysSinceFirst() {
        return days.isEmpty() ? Double.NaN : today - reached(days.firstEntry());
    }

    double daysSinceLast() {
        return days.isEmpty() ? Double.NaN : today - reached(days.lastEntry());
    }

    /** As {@link Diary#reachedDay}, of the visit's first booking. */
    private int reached(Map.Entry<Integer, ? extends SortedSet<BookingState>> visit) {
        boolean begun = !visit.getValue().first().startsAt().isAfter(now);
        return begun ? Math.min(visit.getKey(), today) : visit.getKey();
    }

    /** The median gap; there are so few different ones that they are counted through. */
    double usualInterval() {
        int size = days.size() - 1;
        if (days.size() < INTERVAL_VISITS) {
            return Double.NaN;
        }
        return size % 2 == 1 ? gap(size / 2) : (gap(size / 2 - 1) + gap(size / 2)) / 2.0;
    }

    private int gap(int place) {
        int passed = 0;
        for (Map.Entry<Integer, Integer> gap : gaps.counts().entrySet()) {
            passed += gap.getValue();
            if (passed > place) {
                return gap.getKey();
            }
        }
        throw new IllegalStateException("fewer gaps than visits");
    }

    double overdueFactor() {
        return daysSinceLast() / usualInterval();
    }

    double trend() {
        return Visits.trend(
                in(Window.endedOn(today - Visits.TREND_DAYS, Visits.TREND_DAYS)),
                in(Window.endingOn(today, Visits.TREND_DAYS)));
    }

    private int in(Window window) {
        int count = 0;
        NavigableMap<Integer, TreeSet<BookingState>> near =
                days.subMap((int) window.first(), true, (int) window.last() + 1, true);
        for (Map.Entry<Integer, TreeSet<BookingState>> visit : near.entrySet()) {
            count += window.has(window.untilNow() ? reached(visit) : visit.getKey()) ? 1 : 0;
        }
        return count;
    }

    Stage stage() {
        return Stage.of(days.size(), daysSinceFirst(), daysSinceLast(), overdueFactor());
    }

    /** Of weekdays with equally many visits that of the latest. */
    @Nullable
    DayOfWeek favouriteWeekday() {
        DayOfWeek favourite = null;
        int most = 0;
        int latest = 0;
        for (Map.Entry<DayOfWeek, TreeSet<Integer>> weekday : weekdays.entrySet()) {
            int count = weekday.getValue().size();
            int last = weekday.getValue().last();
            if (count > most || count == most && last > latest) {
                favourite = weekday.getKey();
                most = count;
                latest = last;
            }
        }
        return favourite;
    }

    double morningShare() {
        return days.isEmpty() ? Double.NaN : (double) mornings / days.size();
    }

    double weekendShare() {
        int weekends = 0;
        for (Map.Entry<DayOfWeek, TreeSet<Integer>> weekday : weekdays.entrySet()) {
            weekends += Habits.isWeekend(weekday.getKey()) ? weekday.getValue().size() : 0;
        }
        return days.isEmpty() ? Double.NaN : (double) weekends / days.size();
    }

    double usualDayOfMonth() {
        return Habits.usualDayOfMonth(daysOfMonth);
    }
}
