package io.regulars.evaluation;

import io.regulars.facts.Client;
import io.regulars.rules.RuleSet;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.NoSuchElementException;
import java.util.TreeSet;

/**
 * The moments before now at which a client's outcome may have changed, latest first, back to the first thing known of it.
 * Between two changes of its history only the moments that the rules name can matter.
 * <pre>
 *   history   ──●──────────────●────────●────── now
 *   named         ·     ·         ·        ·
 *   yielded     7 6     5      4  3     2  1
 * </pre>
 */
final class PastMoments implements Iterator<Instant> {
    private final RuleSet rules;
    private final Situation situation;
    private final Iterator<Instant> changes;
    private final Deque<Instant> moments = new ArrayDeque<>();
    private Instant end;
    private boolean ofThePresent;

    PastMoments(RuleSet rules, Situation situation) {
        this(rules, situation, situation.now());
    }

    /** Those before an earlier moment. */
    PastMoments(RuleSet rules, Situation situation, Instant end) {
        this.rules = rules;
        this.situation = situation;
        NavigableSet<Instant> all = situation.history().changes();
        this.changes = all.headSet(end, true).descendingIterator();
        this.end = end;
        // what happens right now, or is dated ahead, belongs to the present and to no past moment
        this.ofThePresent = all.ceiling(end) == null;
    }

    @Override
    public boolean hasNext() {
        while (moments.isEmpty() && changes.hasNext()) {
            name(changes.next());
        }
        return !moments.isEmpty();
    }

    @Override
    public Instant next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return moments.removeFirst();
    }

    /** Time alone changes a spend only where bookings come to count as completed by themselves, one after the other. */
    private long[] spends(Instant start, Client atTheEnd) {
        long last = atTheEnd.spendMinor();
        long first = situation.business().assumeCompletedAfter() == null
                ? last
                : situation.past(start).spendMinor();
        return new long[] {Math.min(first, last), Math.max(first, last)};
    }

    private void name(Instant start) {
        if (start.isBefore(end)) {
            Cancelled.checkThread();
            var named = new TreeSet<Instant>();
            // between two changes the history is the same, but a rule may look at every midnight until the later one
            Client client = ofThePresent ? situation.present() : situation.past(end.minusNanos(1));
            rules.moments(client, List.of(), moment -> {
                if (moment.isAfter(start) && moment.isBefore(end)) {
                    named.add(moment);
                }
            });
            named.addAll(situation.pastCutoffs().passed(() -> spends(start, client), start, end));
            moments.addAll(named.descendingSet());
            moments.add(start);
            end = start;
            ofThePresent = false;
        }
    }
}
