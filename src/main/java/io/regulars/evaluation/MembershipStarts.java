package io.regulars.evaluation;

import io.regulars.facts.Client;
import io.regulars.facts.past.Past;
import io.regulars.platform.CancellationCheck;
import io.regulars.rules.model.LookingBack;
import io.regulars.rules.model.RuleSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Goes back in time from now to find when each of some segments came to be as it is: held, or not held. One walk serves
 * them all and ends with the last; where it gets long, each segment is followed by itself past all that cannot have
 * changed it.
 */
public final class MembershipStarts {
    private static final int LONGEST_STRIDE = 64;

    /** Going through so many states of things costs about what laying out the past does. */
    private static final int WORTH_LAYING_OUT = 30_000;

    private static final int SHORTEST = 7;

    private final RuleSet rules;
    private final EvaluationInput input;
    private final int longWalk;
    private final Map<String, Search> open = new TreeMap<>();
    private final Map<String, Found> found = new TreeMap<>();

    public MembershipStarts(RuleSet rules, EvaluationInput input) {
        this(
                rules,
                input,
                Math.max(SHORTEST, WORTH_LAYING_OUT / (1 + input.history().size())));
    }

    /** One that is long after so many moments. */
    public MembershipStarts(RuleSet rules, EvaluationInput input, int longWalk) {
        this.rules = rules;
        this.input = input;
        this.longWalk = longWalk;
    }

    /**
     * When a state began.
     *
     * @param moment the earliest moment from which it has been as it is now. Where it was the same at the end of the search, and
     *     not otherwise since, no more than the earliest moment that was looked at
     * @param wasOtherwise false if the walk came to the end of what it had to look at without seeing it otherwise
     */
    public record Found(Instant moment, boolean wasOtherwise) {}

    /**
     * One question.
     *
     * @param until the walk ends there
     * @param known whether it need not see how it was then
     */
    private record Search(boolean held, Instant until, boolean known, Instant since) {
        /** The same where it was no other back to a moment. */
        Search at(Instant moment) {
            return new Search(held, until, known, moment);
        }
    }

    /**
     * Asks since when a segment is as it is now.
     *
     * @param held how it is now
     * @param knownUntil the walk need not look at this moment and before
     */
    public void ask(String segment, boolean held, Instant knownUntil) {
        open.put(segment, new Search(held, knownUntil, true, input.now()));
    }

    /**
     * Asks since when a segment is as it is now, and whether it was at some moment.
     *
     * @param from the moment, which the walk need not look behind
     */
    void askFrom(String segment, boolean held, Instant from) {
        open.put(segment, new Search(held, from, false, input.now()));
    }

    /** Answers everything that was asked. */
    public Map<String, Found> go() {
        if (open.isEmpty()) {
            return found;
        }
        return go(new PastMoments(rules, input));
    }

    private Map<String, Found> go(PastMoments past) {
        go(past, longWalk);
        if (!open.isEmpty() && past.hasNext()) {
            leap();
            go(past, Integer.MAX_VALUE);
        }
        open.forEach((segment, search) -> found.put(segment, new Found(search.since, false)));
        return found;
    }

    private void go(PastMoments past, int most) {
        // what just happened is found with the first look; only a long way back is worth longer strides
        int stride = 1;
        for (int looks = 0; looks < most && !open.isEmpty() && past.hasNext(); looks += stride) {
            stride = looks == 0 ? 1 : Math.min(2 * stride, LONGEST_STRIDE);
            look(next(past, stride));
        }
    }

    /** Follows each segment by itself that can be. */
    private void leap() {
        Past past = input.layOut();
        Instant[] changes = input.history().momentsOfChange();
        for (String segment : List.copyOf(open.keySet())) {
            rules.lookingBack(segment, past).ifPresent(back -> {
                Search search = Objects.requireNonNull(open.remove(segment));
                found.put(segment, follow(segment, search, back, changes));
            });
        }
    }

    private Found follow(String segment, Search search, LookingBack back, Instant[] changes) {
        Instant first = changes[0];
        Instant since = search.since;
        while (since.isAfter(first)) {
            CancellationCheck.checkThread();
            LookingBack.Stretch before = back.at(since.minusNanos(1));
            boolean otherwise = before.held() != search.held;
            boolean ends = !before.from().isAfter(search.until) && !search.until.isBefore(first);
            if (ends) {
                return finish(segment, search.at(otherwise ? since : earlier(since, higher(changes, search.until))));
            }
            if (otherwise) {
                return new Found(since, true);
            }
            since = before.from().isAfter(first) ? before.from() : first;
        }
        return new Found(since, false);
    }

    /** The end of a search is looked at moment by moment. */
    private Found finish(String segment, Search search) {
        var end = new MembershipStarts(rules, input, Integer.MAX_VALUE);
        end.open.put(segment, search);
        return Objects.requireNonNull(
                end.go(new PastMoments(rules, input, search.since)).get(segment));
    }

    private static @Nullable Instant higher(Instant[] moments, Instant than) {
        int place = Arrays.binarySearch(moments, than);
        int higher = place >= 0 ? place + 1 : -place - 1;
        return higher < moments.length ? moments[higher] : null;
    }

    private static Instant earlier(Instant one, @Nullable Instant other) {
        return other == null || one.isBefore(other) ? one : other;
    }

    private static List<Instant> next(Iterator<Instant> past, int stride) {
        var moments = new ArrayList<Instant>(stride);
        while (moments.size() < stride && past.hasNext()) {
            moments.add(past.next());
        }
        return moments;
    }

    private void look(List<Instant> moments) {
        CancellationCheck.checkThread();
        List<Client> clients = needed(moments).stream().map(input::past).toList();
        List<Set<String>> held = rules.held(clients, open.keySet());
        for (int i = 0; i < clients.size(); i++) {
            look(clients.get(i).now(), held.get(i));
        }
        if (clients.size() < moments.size()) {
            open.forEach((segment, search) -> found.put(segment, new Found(search.since, false)));
            open.clear();
        }
    }

    /** Those before the end of a search; the first at its end or behind tells how it was there. */
    private List<Instant> needed(List<Instant> moments) {
        Instant horizon = open.values().stream()
                .map(Search::until)
                .min(Instant::compareTo)
                .orElseThrow();
        boolean known = open.values().stream().allMatch(Search::known);
        var needed = new ArrayList<Instant>(moments.size());
        for (Instant moment : moments) {
            if (moment.isAfter(horizon)) {
                needed.add(moment);
            } else {
                if (!known) {
                    needed.add(moment);
                }
                break;
            }
        }
        return needed;
    }

    private void look(Instant moment, Set<String> held) {
        var searches = open.entrySet().iterator();
        while (searches.hasNext()) {
            var entry = searches.next();
            Search search = entry.getValue();
            boolean ends = !moment.isAfter(search.until);
            boolean otherwise = !(ends && search.known) && held.contains(entry.getKey()) != search.held;
            if (ends || otherwise) {
                found.put(entry.getKey(), new Found(search.since, otherwise));
                searches.remove();
            } else {
                entry.setValue(search.at(moment));
            }
        }
    }
}
