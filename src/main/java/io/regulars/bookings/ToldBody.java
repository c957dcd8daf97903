package io.regulars.bookings;

import io.regulars.clients.VersionedRecords.Telling;
import java.time.Instant;

/**
 * A thing of a client as it was sent, checked.
 *
 * @param <T> its state
 */
interface ToldBody<T> {
    /** External id. */
    String client();

    /** What it tells, now if it says no moment. */
    Telling<T> telling(Instant now);
}
