package io.regulars.rules.check;

import io.regulars.rules.check.analysis.AnalysedRule;
import io.regulars.rules.check.analysis.Geometry;
import io.regulars.rules.model.Concern;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.tree.Action;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Two segments that the same clients are in, by what their rules ask of the client. */
final class SameMembers {
    private static final int MOST_PAIRS = 20_000;
    /** To see whether they ask of the same things at all. */
    private static final int MOST_LOOKED_AT = 1_000_000;

    private SameMembers() {}

    private record Segment(String name, List<AnalysedRule> rules, Set<String> reads) {
        static Segment of(String name, List<AnalysedRule> rules) {
            var reads = new TreeSet<String>();
            rules.forEach(rule -> reads.addAll(rule.reads()));
            return new Segment(name, rules, reads);
        }
    }

    /** The segments that ask of the client alone, by their names. */
    private static List<Segment> plain(List<AnalysedRule> rules) {
        Map<String, List<AnalysedRule>> bySegment = new LinkedHashMap<>();
        for (AnalysedRule rule : rules) {
            for (Action action : rule.rule().then()) {
                if (action instanceof Action.AssignSegment) {
                    bySegment
                            .computeIfAbsent(AnalysedRule.literal(action), ignored -> new ArrayList<>())
                            .add(rule);
                }
            }
        }
        bySegment.remove("");
        return bySegment.entrySet().stream()
                .filter(entry -> entry.getValue().stream()
                        .allMatch(rule -> rule.ofClientAlone() && rule.rule().activationGroup() == null))
                .map(entry -> Segment.of(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Each segment with those that everybody in it is in too: what {@code top-spender} is to {@code vip}. */
    static Map<String, Set<String>> wider(List<AnalysedRule> rules) {
        Map<String, Set<String>> wider = new LinkedHashMap<>();
        List<Segment> segments = plain(rules);
        int looked = 0;
        int pairs = 0;
        for (Segment inner : segments) {
            for (Segment outer : segments) {
                boolean goesOn = looked++ < MOST_LOOKED_AT && pairs < MOST_PAIRS;
                if (goesOn && inner != outer && inner.reads.containsAll(outer.reads)) {
                    pairs++;
                    if (isWithin(inner, outer)) {
                        wider.computeIfAbsent(inner.name, first -> new TreeSet<>())
                                .add(outer.name);
                    }
                }
            }
        }
        return wider;
    }

    static void check(List<AnalysedRule> rules, DiagnosticCollector problems) {
        Map<Set<String>, List<Segment>> alike = new LinkedHashMap<>();
        plain(rules)
                .forEach(segment -> alike.computeIfAbsent(segment.reads(), ignored -> new ArrayList<>())
                        .add(segment));
        int pairs = 0;
        for (List<Segment> segments : alike.values()) {
            for (int later = 1; later < segments.size(); later++) {
                for (int first = 0; first < later && pairs < MOST_PAIRS; first++, pairs++) {
                    compare(segments.get(first), segments.get(later), problems);
                }
            }
        }
    }

    private static void compare(Segment first, Segment second, DiagnosticCollector problems) {
        if (isWithin(first, second) && isWithin(second, first)) {
            problems.warning(
                    new Concern.OfSegment(second.name()),
                    second.rules().getFirst().rule().position(),
                    "same-members",
                    "The segments '" + second.name() + "' and '" + first.name() + "' have the same members.",
                    "Keep one, or let them ask for different things.");
        }
    }

    private static boolean isWithin(Segment inner, Segment outer) {
        return inner.rules().stream()
                .allMatch(rule -> Geometry.isNone(
                        Stream.concat(rule.isTrue(), outer.rules().stream().map(AnalysedRule::isNotTrue))));
    }
}
