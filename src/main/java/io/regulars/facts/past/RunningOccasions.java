package io.regulars.facts.past;

import io.regulars.facts.history.BookingState;
import io.regulars.facts.measures.Diary;
import io.regulars.facts.values.LocalTimes;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** On how many local days there is such a booking, going back. */
final class RunningOccasions implements Rewind.Present<BookingState> {
    private final Past past;
    private final boolean onceASeries;
    private final Rewind<BookingState> bookings;
    private final Tally<Integer> days = new Tally<>();
    private final Map<List<Object>, TreeSet<BookingState>> series = new HashMap<>();

    /**
     * Of these bookings.
     *
     * @param onceASeries whether of a series that was cancelled on one day only the first counts
     */
    RunningOccasions(Past past, List<Lasting<BookingState>> bookings, boolean onceASeries) {
        this.past = past;
        this.onceASeries = onceASeries;
        this.bookings = new Rewind<>(bookings, this);
    }

    @Override
    public void enters(BookingState booking) {
        change(booking, true);
    }

    @Override
    public void leaves(BookingState booking) {
        change(booking, false);
    }

    private void change(BookingState booking, boolean enters) {
        Instant cancelledAt = booking.cancelledAt();
        if (!onceASeries || booking.series() == null || cancelledAt == null) {
            count(booking, enters);
            return;
        }
        TreeSet<BookingState> same = series.computeIfAbsent(
                List.of(
                        booking.series(),
                        LocalTimes.day(cancelledAt, past.business().zone())),
                key -> new TreeSet<>(Diary.BY_START));
        if (!same.isEmpty()) {
            count(same.first(), false);
        }
        if (enters) {
            same.add(booking);
        } else {
            same.remove(booking);
        }
        if (!same.isEmpty()) {
            count(same.first(), true);
        }
    }

    private void count(BookingState booking, boolean more) {
        if (more) {
            days.add(past.day(booking));
        } else {
            days.remove(past.day(booking));
        }
    }

    /** How many days there were. */
    double at(Instant moment) {
        bookings.to(moment);
        return days.counts().size();
    }
}
