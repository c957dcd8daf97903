package io.regulars.facts.measures;

import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.BookingState.Status;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.facts.values.LocalTimes;
import io.regulars.facts.values.Window;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether a client keeps their bookings, in occasions: a local day with at least one such booking, so that a cut and a color
 * missed on one day are missed once. What the business cancelled never counts against them, nor what was cancelled by nobody
 * knows whom.
 */
public final class Reliability {
    private final Diary diary;
    private final int[] noShows;
    private final int cancellations;
    private final int lateCancellations;
    private final double noShowRate;

    /** Reads a diary at a moment. */
    public Reliability(BusinessSettings business, Diary diary, Instant now) {
        this.diary = diary;
        noShows = diary.occasions(i -> diary.status(i) == Status.NO_SHOW);
        Set<Integer> repeated = cancelledWithTheirSeries(business, diary);
        cancellations = diary.occasions(i -> diary.booking(i).isCancelledByClient() && !repeated.contains(i)).length;
        lateCancellations = diary.occasions(i -> business.isLate(diary.booking(i))).length;
        int started = diary.occasions(i -> hadToCome(diary, i, now)).length;
        int missed = diary.occasions(i -> hadToCome(diary, i, now) && diary.status(i) == Status.NO_SHOW).length;
        noShowRate = started == 0 ? Double.NaN : (double) missed / started;
    }

    /** Bookings of a series that the client cancelled on the day on which they cancelled an earlier one: that is one cancellation. */
    private static Set<Integer> cancelledWithTheirSeries(BusinessSettings business, Diary diary) {
        Set<Integer> repeated = new HashSet<>();
        Set<List<Object>> seen = new HashSet<>();
        for (int i = 0; i < diary.size(); i++) {
            BookingState booking = diary.booking(i);
            String series = booking.series();
            Instant cancelledAt = booking.cancelledAt();
            if (series != null
                    && cancelledAt != null
                    && booking.isCancelledByClient()
                    && !seen.add(List.of(series, LocalTimes.day(cancelledAt, business.zone())))) {
                repeated.add(i);
            }
        }
        return repeated;
    }

    private static boolean hadToCome(Diary diary, int index, Instant now) {
        BookingState booking = diary.booking(index);
        boolean byOthers = booking.status() == Status.CANCELLED && !booking.isCancelledByClient();
        return !byOthers && !booking.startsAt().isAfter(now);
    }

    /** The days on which the client did not come. */
    public int noShows() {
        return noShows.length;
    }

    /** Those of the days on which the client did not come that lie in a window. */
    public int noShows(Window window) {
        return diary.occasions(i -> diary.status(i) == Status.NO_SHOW && diary.isIn(window, i)).length;
    }

    /** The days on which the client did not come, each once, in order. */
    public int[] noShowDays() {
        return noShows;
    }

    /** The days of which the client cancelled a booking; a series that is cancelled at once counts as one. */
    public int cancellations() {
        return cancellations;
    }

    /** Those of the cancellations that left less than the notice. */
    public int lateCancellations() {
        return lateCancellations;
    }

    /** Of the occasions whose start has passed; NaN if there is none. */
    public double noShowRate() {
        return noShowRate;
    }
}
