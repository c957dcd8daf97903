package io.regulars.facts;

import io.regulars.facts.BookingState.CancelledBy;
import io.regulars.facts.BookingState.Status;
import java.time.Instant;

/** Whether a client keeps her bookings; what the business cancelled never counts against her. */
final class Reliability {
    private final int noShows;
    private final int cancellations;
    private final int lateCancellations;
    private final double noShowRate;

    Reliability(Business business, Diary diary, Instant now) {
        noShows = diary.count(Status.NO_SHOW);
        int cancelled = 0;
        int late = 0;
        int started = 0;
        int missed = 0;
        for (int i = 0; i < diary.size(); i++) {
            BookingState booking = diary.booking(i);
            boolean byBusiness = isCancelledByBusiness(booking);
            if (diary.status(i) == Status.CANCELLED && !byBusiness) {
                cancelled++;
                late += business.isLate(booking) ? 1 : 0;
            }
            if (!byBusiness && !booking.startsAt().isAfter(now)) {
                started++;
                missed += diary.status(i) == Status.NO_SHOW ? 1 : 0;
            }
        }
        cancellations = cancelled;
        lateCancellations = late;
        noShowRate = started == 0 ? Double.NaN : (double) missed / started;
    }

    static boolean isCancelledByBusiness(BookingState booking) {
        return booking.status() == Status.CANCELLED && booking.cancelledBy() == CancelledBy.BUSINESS;
    }

    int noShows() {
        return noShows;
    }

    int cancellations() {
        return cancellations;
    }

    int lateCancellations() {
        return lateCancellations;
    }

    /** Of the bookings whose start has passed; NaN if there is none. */
    double noShowRate() {
        return noShowRate;
    }
}
