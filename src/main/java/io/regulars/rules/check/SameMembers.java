package io.regulars.rules.check;

import io.regulars.rules.Concern;
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

    private SameMembers() {}

    private record Segment(String name, List<Asked> rules) {}

    static void check(List<Asked> rules, Problems problems) {
        Map<String, List<Asked>> bySegment = new LinkedHashMap<>();
        for (Asked rule : rules) {
            for (Action action : rule.rule().then()) {
                if (action instanceof Action.AssignSegment) {
                    bySegment
                            .computeIfAbsent(Asked.literal(action), ignored -> new ArrayList<>())
                            .add(rule);
                }
            }
        }
        bySegment.remove("");
        Map<Set<String>, List<Segment>> alike = new LinkedHashMap<>();
        bySegment.forEach((name, its) -> {
            boolean plain = its.stream()
                    .allMatch(rule -> rule.ofClientAlone() && rule.rule().activationGroup() == null);
            if (plain) {
                var reads = new TreeSet<String>();
                its.forEach(rule -> reads.addAll(rule.reads()));
                alike.computeIfAbsent(reads, ignored -> new ArrayList<>()).add(new Segment(name, its));
            }
        });
        int pairs = 0;
        for (List<Segment> segments : alike.values()) {
            for (int later = 1; later < segments.size(); later++) {
                for (int first = 0; first < later && pairs < MOST_PAIRS; first++, pairs++) {
                    compare(segments.get(first), segments.get(later), problems);
                }
            }
        }
    }

    private static void compare(Segment first, Segment second, Problems problems) {
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
                        Stream.concat(rule.isTrue(), outer.rules().stream().map(Asked::isNotTrue))));
    }
}
