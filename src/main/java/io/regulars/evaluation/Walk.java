package io.regulars.evaluation;

import io.regulars.facts.Client;
import io.regulars.rules.Assignment;
import io.regulars.rules.RuleSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Goes back in time from now to find when each of some segments came to be as it is: held, or not held. One walk serves
 * them all and ends with the last.
 */
final class Walk {
    private static final int LONGEST_STRIDE = 64;

    private final RuleSet rules;
    private final Situation situation;
    private final Map<String, Search> open = new TreeMap<>();
    private final Map<String, Found> found = new TreeMap<>();

    Walk(RuleSet rules, Situation situation) {
        this.rules = rules;
        this.situation = situation;
    }

    /**
     * When a state began.
     *
     * @param moment the earliest moment from which it has been as it is now
     * @param wasOtherwise false if the walk came to the end of what it had to look at without seeing it otherwise
     */
    record Found(Instant moment, boolean wasOtherwise) {}

    /**
     * One question.
     *
     * @param until the walk ends there
     * @param known whether it need not see how it was then
     */
    private record Search(boolean held, Instant until, boolean known, Instant since) {}

    /**
     * Asks since when a segment is as it is now.
     *
     * @param held how it is now
     * @param knownUntil the walk need not look at this moment and before
     */
    void ask(String segment, boolean held, Instant knownUntil) {
        open.put(segment, new Search(held, knownUntil, true, situation.now()));
    }

    /**
     * Asks since when a segment is as it is now, and whether it was at some moment.
     *
     * @param from the moment, which the walk need not look behind
     */
    void askFrom(String segment, boolean held, Instant from) {
        open.put(segment, new Search(held, from, false, situation.now()));
    }

    /** Answers everything that was asked. */
    Map<String, Found> go() {
        if (open.isEmpty()) {
            return found;
        }
        var past = new PastMoments(rules, situation);
        // what just happened is found with the first look; only a long way back is worth longer strides
        for (int stride = 1; !open.isEmpty() && past.hasNext(); stride = Math.min(2 * stride, LONGEST_STRIDE)) {
            look(next(past, stride));
        }
        open.forEach((segment, search) -> found.put(segment, new Found(search.since, false)));
        return found;
    }

    private static List<Instant> next(Iterator<Instant> past, int stride) {
        var moments = new ArrayList<Instant>(stride);
        while (moments.size() < stride && past.hasNext()) {
            moments.add(past.next());
        }
        return moments;
    }

    private void look(List<Instant> moments) {
        List<Client> clients = needed(moments).stream().map(situation::past).toList();
        List<List<Assignment>> assignments =
                clients.size() == 1 ? List.of(rules.segments(clients.getFirst())) : rules.segments(clients);
        for (int i = 0; i < clients.size(); i++) {
            look(clients.get(i).now(), names(assignments.get(i)));
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
                entry.setValue(new Search(search.held, search.until, search.known, moment));
            }
        }
    }

    private static Set<String> names(List<Assignment> assignments) {
        var names = new HashSet<String>();
        assignments.forEach(assignment -> names.add(assignment.segment()));
        return names;
    }
}
