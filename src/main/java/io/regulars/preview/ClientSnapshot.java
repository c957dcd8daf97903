package io.regulars.preview;

import io.regulars.facts.history.Snapshot;
import java.time.Instant;
import java.util.List;

/**
 * A client as a population kept in memory has them: what their history comes to, and what they hold.
 *
 * @param held the names of the segments they are stored to be in, in the order of {@link String}
 * @param since when each of them began, in their order
 */
record ClientSnapshot(long id, Snapshot snapshot, List<String> held, List<Instant> since) {
    /** How many records of a history they are made of: what memory is counted in. */
    int records() {
        return 1
                + snapshot.bookings().size()
                + snapshot.receipts().size()
                + snapshot.surveys().size()
                + snapshot.activities().size();
    }

    /** The same client, of whom one segment alone is asked. */
    ClientSnapshot holdingOnly(String segment) {
        int place = held.indexOf(segment);
        return place < 0
                ? new ClientSnapshot(id, snapshot, List.of(), List.of())
                : new ClientSnapshot(id, snapshot, List.of(segment), List.of(since.get(place)));
    }
}
