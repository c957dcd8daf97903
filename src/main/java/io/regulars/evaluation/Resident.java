package io.regulars.evaluation;

import io.regulars.facts.Snapshot;
import java.time.Instant;
import java.util.List;

/**
 * A client as a population kept in memory has her: what her history comes to, and what she holds.
 *
 * @param held the names of the segments she is stored to be in, in order
 * @param since when each of them began, in their order
 */
record Resident(long id, Snapshot snapshot, List<String> held, List<Instant> since) {
    /** How many records of a history she is made of: what memory is counted in. */
    int records() {
        return 1
                + snapshot.bookings().size()
                + snapshot.receipts().size()
                + snapshot.surveys().size()
                + snapshot.activities().size();
    }
}
