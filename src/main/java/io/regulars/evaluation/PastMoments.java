package io.regulars.evaluation;

import io.regulars.facts.Client;
import io.regulars.platform.CancellationCheck;
import io.regulars.rules.model.RuleSet;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The moments before now at which a client's result may have changed, latest first, back to the first thing known of it.
 * Between two changes of its history only the moments that the rules name can matter.
 * <pre>
 *   history   ──●──────────────●────────●────── now
 *   named         ·     ·         ·        ·
 *   yielded     7 6     5      4  3     2  1
 * </pre>
 */
final class PastMoments implements Iterator<Instant> {
    private final RuleSet rules;
    private final EvaluationInput input;
    private final Instant[] changes;
    /** How many changes are not gone through yet. */
    private int left;

    private Iterator<Instant> named = Collections.emptyIterator();
    private Iterator<Instant> passed = Collections.emptyIterator();
    private @Nullable Instant nextNamed;
    private @Nullable Instant nextPassed;
    private Instant end;
    private boolean ofThePresent;

    PastMoments(RuleSet rules, EvaluationInput input) {
        this(rules, input, input.now());
    }

    /** Those before an earlier moment. */
    PastMoments(RuleSet rules, EvaluationInput input, Instant end) {
        this.rules = rules;
        this.input = input;
        this.changes = input.history().momentsOfChange();
        int place = Arrays.binarySearch(changes, end);
        this.left = place >= 0 ? place + 1 : -place - 1;
        this.end = end;
        // what happens right now, or is dated ahead, belongs to the present and to no past moment
        this.ofThePresent = changes.length == 0 || changes[changes.length - 1].isBefore(end);
    }

    @Override
    public boolean hasNext() {
        while (nextNamed == null && nextPassed == null && left > 0) {
            name(changes[--left]);
        }
        return nextNamed != null || nextPassed != null;
    }

    @Override
    public Instant next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Instant one = nextNamed;
        Instant other = nextPassed;
        boolean isNamed = one != null && (other == null || !one.isBefore(other));
        boolean isPassed = other != null && (one == null || !other.isBefore(one));
        if (isNamed) {
            nextNamed = named.hasNext() ? named.next() : null;
        }
        if (isPassed) {
            nextPassed = passed.hasNext() ? passed.next() : null;
        }
        return Objects.requireNonNull(isNamed ? one : other);
    }

    /** Time alone changes a spend only where bookings come to count as completed by themselves, one after the other. */
    private long[] spends(Instant start, Client atTheEnd) {
        long last = atTheEnd.spendMinor();
        long first = input.business().assumeCompletedAfter() == null
                ? last
                : input.past(start).spendMinor();
        return new long[] {Math.min(first, last), Math.max(first, last)};
    }

    private void name(Instant start) {
        if (start.isBefore(end)) {
            CancellationCheck.checkThread();
            var all = new TreeSet<Instant>();
            // between two changes the history is the same, but a rule may look at every midnight until the later one
            Client client = ofThePresent ? input.present() : input.past(end.minusNanos(1));
            rules.moments(client, List.of(), moment -> {
                if (moment.isAfter(start) && moment.isBefore(end)) {
                    all.add(moment);
                }
            });
            all.add(start);
            named = all.descendingIterator();
            nextNamed = named.next();
            passed = input.pastCutoffs().passed(() -> spends(start, client), start, end);
            nextPassed = passed.hasNext() ? passed.next() : null;
            end = start;
            ofThePresent = false;
        }
    }
}
