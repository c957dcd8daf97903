package io.regulars.facts;

import io.regulars.facts.BookingState.CancelledBy;
import io.regulars.facts.BookingState.Status;
import java.time.Instant;

/**
 * Whether a client keeps her bookings, in occasions: a local day with at least one such booking, so that a cut and a color
 * missed on one day are missed once. What the business cancelled never counts against her, nor what was cancelled by nobody
 * knows whom.
 */
final class Reliability {
    private final Diary diary;
    private final int[] noShows;
    private final int cancellations;
    private final int lateCancellations;
    private final double noShowRate;

    Reliability(Business business, Diary diary, Instant now) {
        this.diary = diary;
        noShows = diary.occasions(i -> diary.status(i) == Status.NO_SHOW);
        cancellations = diary.occasions(i -> isCancelledByClient(diary.booking(i))).length;
        lateCancellations = diary.occasions(i -> business.isLate(diary.booking(i))).length;
        int started = diary.occasions(i -> hadToCome(diary, i, now)).length;
        int missed = diary.occasions(i -> hadToCome(diary, i, now) && diary.status(i) == Status.NO_SHOW).length;
        noShowRate = started == 0 ? Double.NaN : (double) missed / started;
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
