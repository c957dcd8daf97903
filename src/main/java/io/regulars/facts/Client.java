package io.regulars.facts;

import java.time.Instant;
import java.util.List;

/**
 * One client as rules see it: facts computed from the business's settings, the client's history as it stood, the moment
 * and the population's cut-offs; from nothing else.
 */
public final class Client {
    private final Snapshot snapshot;
    private final Instant now;

    private Client(Snapshot snapshot, Instant now) {
        this.snapshot = snapshot;
        this.now = now;
    }

    /** The facts of a client at {@code now}. */
    public static Client of(Business business, Snapshot snapshot, Instant now, Cutoffs cutoffs) {
        return new Client(snapshot, now);
    }

    /** External id. */
    public String id() {
        return snapshot.client();
    }

    /** The moment these facts are about. */
    public Instant now() {
        return now;
    }

    /** All bookings as facts, in the order of their start. */
    public List<Booking> bookingFacts() {
        return List.of();
    }

    /** All survey answers as facts, in the order they were given. */
    public List<Survey> surveyFacts() {
        return List.of();
    }

    /** Spend in minor units of the business's currency. */
    public long spendMinor() {
        return 0;
    }
}
