package io.regulars.facts.past;

import io.regulars.facts.Client;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.facts.history.History;
import io.regulars.facts.history.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a client had spent at each moment, from what is known now: a function that changes in steps, found from their history
 * alone. Who spent nothing, or less, has no rank, so less than nothing counts as nothing here.
 * <pre>
 *   visit 40 on 3 May, receipt 15 on 9 May   →  3 May 0 → 40,  9 May 40 → 55
 * </pre>
 */
public final class SpendOverTime {
    /** So few moments are looked at one by one; of more, each booking and receipt is looked at by itself. */
    private static final int FEW = 4;

    private final BusinessSettings business;
    private final History history;

    private SpendOverTime(BusinessSettings business, History history) {
        this.business = business;
        this.history = history;
    }

    /**
     * From one moment on they had spent another amount, in minor units.
     *
     * @param fromMinor until then
     */
    public record Step(Instant at, long fromMinor, long toMinor) {}

    /**
     * The steps at a moment and later, in order.
     *
     * @param now bookings that time alone completes later are left out
     */
    public static List<Step> since(BusinessSettings business, History history, Instant from, Instant now) {
        return new SpendOverTime(business, history).since(from, now);
    }

    private List<Step> since(Instant from, Instant now) {
        NavigableSet<Instant> moments = moments(now).tailSet(from, true);
        if (moments.isEmpty()) {
            return List.of();
        }
        return moments.size() > FEW ? bySingleThings(from, now) : byMoments(moments);
    }

    private List<Step> byMoments(NavigableSet<Instant> moments) {
        var steps = new Steps(at(moments.first().minusNanos(1)));
        moments.forEach(moment -> steps.add(moment, at(moment)));
        return steps.list;
    }

    /** What belongs to one booking is looked at together, and changes at few moments. */
    private List<Step> bySingleThings(Instant from, Instant now) {
        var changes = new TreeMap<Instant, Long>();
        long before = 0;
        for (History thing : Things.of(history)) {
            var alone = new SpendOverTime(business, thing);
            long spent = from.equals(Instant.MIN) ? 0 : alone.raw(from.minusNanos(1));
            before += spent;
            for (Instant moment : alone.moments(now).tailSet(from, true)) {
                long then = alone.raw(moment);
                changes.merge(moment, then - spent, Long::sum);
                spent = then;
            }
        }
        var steps = new Steps(Math.max(before, 0));
        long sum = before;
        for (var change : changes.entrySet()) {
            sum += change.getValue();
            steps.add(change.getKey(), Math.max(sum, 0));
        }
        return steps.list;
    }

    /** The moments at which the spend may change. */
    private NavigableSet<Instant> moments(Instant now) {
        var moments = new TreeSet<Instant>();
        history.receipts().forEach(version -> moments.add(version.occurredAt()));
        for (Version<BookingState> version : history.bookings()) {
            moments.add(version.occurredAt());
            if (version.state() != null) {
                addCompletedByTime(moments, version.state(), now);
                addCompletedByTime(moments, version.state().asBooked(), now);
            }
        }
        if (business.assumeCompletedAfter() != null) {
            // it may have been booked, and over, before its first state
            moments.addAll(history.changes());
        }
        return moments;
    }

    private void addCompletedByTime(NavigableSet<Instant> moments, BookingState state, Instant now) {
        Instant completed = business.assumedCompletedAt(state);
        if (completed != null && !completed.isAfter(now)) {
            moments.add(completed);
        }
    }

    private long at(Instant moment) {
        return Math.max(raw(moment), 0);
    }

    private long raw(Instant moment) {
        return Client.of(business, history.at(moment), moment, Cutoffs.NONE).spendMinor();
    }

    /** Takes what had been spent at each moment and keeps where it changes. */
    private static final class Steps {
        private final List<Step> list = new ArrayList<>();
        private long spent;

        Steps(long before) {
            this.spent = before;
        }

        void add(Instant moment, long then) {
            if (then != spent) {
                list.add(new Step(moment, spent, then));
                spent = then;
            }
        }
    }
}
