package io.regulars.facts;

import io.regulars.facts.BookingState.CancelledBy;
import io.regulars.facts.BookingState.Status;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether a client keeps their bookings, in occasions: a local day with at least one such booking, so that a cut and a color
 * missed on one day are missed once. What the business cancelled never counts against them, nor what was cancelled by nobody
 * knows whom.
 */
final class Reliability {
    private final Diary diary;
    private final int[] noShows;
    private final int cancellations;
    private final int lateCancellations;
    private final double noShowRate;

    Reliability(BusinessSettings business, Diary diary, Instant now) {
        this.diary = diary;
        noShows = diary.occasions(i -> diary.status(i) == Status.NO_SHOW);
        Set<Integer> repeated = cancelledWithTheirSeries(business, diary);
        cancellations = diary.occasions(i -> isCancelledByClient(diary.booking(i)) && !repeated.contains(i)).length;
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
                    && isCancelledByClient(booking)
                    && !seen.add(List.of(series, LocalTimes.day(cancelledAt, business.zone())))) {
                repeated.add(i);
            }
        }
        return repeated;
    }

    private static boolean hadToCome(Diary diary, int index, Instant now) {
        BookingState booking = diary.booking(index);
        boolean byOthers = booking.status() == Status.CANCELLED && !isCancelledByClient(booking);
        return !byOthers && !booking.startsAt().isAfter(now);
    }

    static boolean isCancelledByClient(BookingState booking) {
        return booking.status() == Status.CANCELLED && booking.cancelledBy() == CancelledBy.CLIENT;
    }

    int noShows() {
        return noShows.length;
    }

    int noShows(Window window) {
        return diary.occasions(i -> diary.status(i) == Status.NO_SHOW && diary.isIn(window, i)).length;
    }

    /** The days on which the client did not come, each once, in order. */
    int[] noShowDays() {
        return noShows;
    }

    int cancellations() {
        return cancellations;
    }

    int lateCancellations() {
        return lateCancellations;
    }

    /** Of the occasions whose start has passed; NaN if there is none. */
    double noShowRate() {
        return noShowRate;
    }
}
