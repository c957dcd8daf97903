package io.regulars.arbiter;

import io.regulars.arbiter.Contacts.Limited;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A verdict and how it came about.
 *
 * @param asked the gates that were asked, in order; those before the last one it passed
 * @param places by what is limited, the bucket of which this takes a place: now, or in advance for when it is asked again
 */
public record Ruling(Candidate candidate, Verdict verdict, List<Asked> asked, Map<Limited, Instant> places) {
    public Ruling {
        asked = List.copyOf(asked);
        places = Map.copyOf(places);
    }

    /** One gate, and what it said. */
    public record Asked(Gate gate, boolean passed, String detail) {}
}
