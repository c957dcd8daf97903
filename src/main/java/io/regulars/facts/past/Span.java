package io.regulars.facts.past;

import io.regulars.facts.Client;
import io.regulars.facts.history.ReceiptState;
import io.regulars.facts.history.Snapshot;
import io.regulars.facts.values.LocalTimes;
import io.regulars.facts.values.Window;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a client's past, both ends included, told by two histories: what was so throughout, and what was so at some
 * moment of it. Whatever grows with a history lies between what it is of the one and of the other.
 * <pre>
 *   booked      ├──────────────────────           surely, possibly
 *   completed            ├─────────────                   possibly
 *   no-show    ──────┤                                    possibly
 *                  │ the stretch   │
 * </pre>
 * Money that was given back takes away from what it is added to, so it is the other way round with that.
 */
public final class Span {
    private final Past past;
    private final Instant from;
    private final Instant until;
    private final Window common;
    private final Window all;
    private @Nullable Client surely;
    private @Nullable Client possibly;

    /**
     * Of what is about the days of windows.
     *
     * @param common the days that belong to the window of every moment
     * @param all the days that belong to the window of some moment
     */
    Span(Past past, Instant from, Instant until, Window common, Window all) {
        this.past = past;
        this.from = from;
        this.until = until;
        this.common = common;
        this.all = all;
    }

    /** Its first moment. */
    public Instant from() {
        return from;
    }

    /** Its last moment. */
    public Instant until() {
        return until;
    }

    /** What lies in the last so many days, at each moment of the stretch. */
    Span ofLast(int days) {
        long first = day(from);
        long last = day(until);
        // what has begun is of today, though it may be tomorrow already where it is
        return new Span(
                past,
                from,
                until,
                new Window(last - days + 1, first, false),
                new Window(first - days + 1, last + 1, false));
    }

    /** How many midnights lie within. */
    int days() {
        return day(until) - day(from);
    }

    Past past() {
        return past;
    }

    /** Facts at a moment of the stretch of what was so throughout. */
    Client surely(Instant now) {
        if (surely == null) {
            Snapshot snapshot = past.snapshot(
                    all,
                    (lasting, day) -> common.has(day) && lasting.covers(from, until),
                    (lasting, day) -> takesAway(lasting.state())
                            ? lasting.touches(from, until)
                            : common.has(day) && lasting.covers(from, until));
            surely = past.client(snapshot, until);
        }
        return surely.at(now);
    }

    /** Facts at a moment of the stretch of what was so at any moment of it. */
    Client possibly(Instant now) {
        if (possibly == null) {
            Snapshot snapshot = past.snapshot(
                    all,
                    (lasting, day) -> lasting.touches(from, until),
                    (lasting, day) -> takesAway(lasting.state())
                            ? common.has(day) && lasting.covers(from, until)
                            : lasting.touches(from, until));
            possibly = past.client(snapshot, until);
        }
        return possibly.at(now);
    }

    private static boolean takesAway(Object state) {
        return state instanceof ReceiptState receipt && receipt.takenMinor() < 0;
    }

    private int day(Instant moment) {
        return LocalTimes.day(moment, past.business().zone());
    }
}
