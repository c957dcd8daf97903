package io.regulars.rules.engine;

import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Element;
import io.regulars.rules.tree.Pattern;
import io.regulars.rules.tree.References;
import io.regulars.rules.tree.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where in a rule each condition is asked: where the last of the facts that it reads is joined, whichever pattern it was written in.
 * <pre>
 *   $c: Client( visits &gt; 2, spend &gt; $s )     visits &gt; 2 is asked of the client;
 *   exists Booking( late )                   that there is a late booking, where the client is known;
 *   accumulate( Booking( … ); $s : sum(…) )  the bookings are gathered there, and then spend &gt; $s is asked;
 *   $b: Booking( price &gt; 50 )                what speaks of $b as well waits for $b
 * </pre>
 */
final class Arrangement {
    private final CompiledRule rule;
    private final Set<Integer> matched;
    private final Map<Integer, List<Condition>> asked = new HashMap<>();
    private final Map<Integer, List<Condition>> quantified = new HashMap<>();
    private final Map<Integer, Gathering> gatherings = new LinkedHashMap<>();
    private final List<Pattern> history = new ArrayList<>();

    /**
     * Bookings or surveys that are gathered for a pattern, since it stands where Drools has no construct of its own that keeps what
     * is unknown unknown.
     *
     * @param matching whether those that match; else all, since the pattern speaks of what is not matched yet
     * @param place the number of the pattern behind which they are
     */
    record Gathering(Pattern pattern, boolean matching, int place) {}

    Arrangement(CompiledRule compiled) {
        this.rule = compiled;
        this.matched = compiled.matched().stream()
                .map(match -> match.pattern().index())
                .collect(Collectors.toSet());
        for (Element element : rule().when()) {
            Pattern pattern = element.pattern();
            if (pattern.ofOwnHistory()) {
                history.add(pattern);
            }
            Constraints.flat(pattern.conditions()).forEach(condition -> arrange(element, condition));
        }
    }

    private Rule rule() {
        return rule.rule();
    }

    private void arrange(Element element, Condition condition) {
        int written = element.pattern().index();
        Pattern pattern = element instanceof Element.Match ? quantified(condition) : null;
        if (pattern == null) {
            gather(condition);
            put(asked, Math.max(written, latest(condition)), condition);
            return;
        }
        history.add(pattern);
        inner(condition).forEach(this::gather);
        put(quantified, Math.max(written, latest(condition)), condition);
    }

    private static void put(Map<Integer, List<Condition>> all, int place, Condition condition) {
        all.computeIfAbsent(place, ignored -> new ArrayList<>()).add(condition);
    }

    /** The pattern of a condition for which Drools has a construct; null for others. */
    static @Nullable Pattern quantified(Condition condition) {
        return switch (condition) {
            case Condition.Quantified one -> one.pattern();
            case Condition.ForAll all -> all.pattern();
            default -> null;
        };
    }

    private static List<Condition> inner(Condition condition) {
        var inner = new ArrayList<Condition>();
        if (condition instanceof Condition.Quantified one) {
            inner.addAll(one.pattern().conditions());
        } else if (condition instanceof Condition.ForAll all) {
            inner.addAll(all.pattern().conditions());
            inner.addAll(all.conditions());
        }
        return inner;
    }

    /** The inner before the outer, which ask of them. */
    private void gather(Condition condition) {
        if (joined(condition, 0).size() + patterns(condition).size() > Join.MOST) {
            return;
        }
        for (Pattern pattern : patterns(condition).reversed()) {
            if (!gatherings.containsKey(pattern.index())) {
                history.add(pattern);
                gatherings.put(pattern.index(), gathering(pattern));
            }
        }
    }

    private Gathering gathering(Pattern pattern) {
        boolean matching = pattern.conditions().stream()
                .flatMap(condition -> References.patterns(condition).stream())
                .allMatch(index -> index == pattern.index() || matched.contains(index));
        int place = !matching
                ? 0
                : pattern.conditions().stream().mapToInt(this::latest).max().orElse(0);
        return new Gathering(pattern, matching, place);
    }

    private static List<Pattern> patterns(Condition condition) {
        var patterns = new ArrayList<Pattern>();
        References.ownHistory(condition, patterns::add);
        return patterns;
    }

    /** The last matched pattern that a condition waits for, also for what is gathered. */
    private int latest(Condition condition) {
        int latest = References.patterns(condition).stream()
                .filter(matched::contains)
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
        for (Pattern pattern : patterns(condition)) {
            Gathering gathering = gatherings.get(pattern.index());
            latest = gathering == null ? latest : Math.max(latest, gathering.place());
        }
        return latest;
    }

    /** What a condition of a pattern reads beside the pattern's fact and the client: other facts, and what is gathered. */
    NavigableSet<Integer> joined(Condition condition, int pattern) {
        var joined = new TreeSet<>(References.patterns(condition));
        var gathered = patterns(condition).stream()
                .map(Pattern::index)
                .filter(gatherings::containsKey)
                .toList();
        joined.remove(0);
        joined.remove(pattern);
        if (joined.size() + gathered.size() < Join.MOST) {
            joined.addAll(gathered);
        }
        return joined;
    }

    /** What is asked of a pattern's fact itself. */
    List<Condition> asked(Pattern pattern) {
        return asked.getOrDefault(pattern.index(), List.of()).stream()
                .filter(condition -> waitsFor(condition, pattern.index()).isEmpty())
                .toList();
    }

    /** What is asked of something gathered behind a pattern, once the last that it needs is there. */
    List<Condition> asked(Gathering gathering) {
        return asked.getOrDefault(gathering.place(), List.of()).stream()
                .filter(condition -> {
                    List<Gathering> waits = waitsFor(condition, gathering.place());
                    return !waits.isEmpty() && waits.getLast() == gathering;
                })
                .toList();
    }

    private List<Gathering> waitsFor(Condition condition, int place) {
        NavigableSet<Integer> joined = joined(condition, place);
        return gatherings.values().stream()
                .filter(each ->
                        each.place() == place && joined.contains(each.pattern().index()))
                .toList();
    }

    /** What is gathered behind a pattern, in order. */
    List<Gathering> gathered(int place) {
        return gatherings.values().stream()
                .filter(each -> each.place() == place)
                .toList();
    }

    /** What {@code exists}, {@code not} and {@code forall} ask behind a pattern. */
    List<Condition> quantified(int place) {
        return quantified.getOrDefault(place, List.of());
    }

    /** All patterns of bookings and surveys for which Drools joins these. */
    List<Pattern> history() {
        return history;
    }

    /** Whether a pattern's facts are joined for each match of others than the client. */
    boolean isJoined(int place) {
        return matched.stream().anyMatch(index -> index > 0 && index <= place);
    }

    /** Whether bookings or surveys are joined with others than the client. */
    boolean joinsHistory() {
        return rule.matched().stream()
                        .anyMatch(match -> match.pattern().ofOwnHistory()
                                && isJoined(match.pattern().index() - 1))
                || gatherings.values().stream().anyMatch(each -> isJoined(each.place()))
                || quantified.keySet().stream().anyMatch(this::isJoined);
    }
}
