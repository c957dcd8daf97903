package io.regulars.arbiter;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The booking that a message is about.
 *
 * @param stands whether it is still to take place as booked
 * @param bookedByClientAt when the client booked it by themselves; null: somebody else did, or nobody said so
 */
public record Appointment(
        Instant startsAt, boolean stands, @Nullable Instant bookedByClientAt) {
    private static final Duration TO_GET_THERE = Duration.ofHours(1);

    /** What comes later is of no use to the client. */
    Instant usefulUntil() {
        return startsAt.minus(TO_GET_THERE);
    }

    /** Whether the client has just booked it, so that nobody is woken. */
    boolean isClientAwake(Instant now) {
        return bookedByClientAt != null
                && !now.isBefore(bookedByClientAt)
                && !now.isAfter(bookedByClientAt.plus(QuietHours.AWAKE));
    }
}
