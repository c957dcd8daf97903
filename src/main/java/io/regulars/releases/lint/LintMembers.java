package io.regulars.releases.lint;

import io.regulars.preview.CountConcerned.Members;
import io.regulars.rules.model.Concern;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Segments that tell nobody apart by the clients that a business has: two with the same members now, of which one asks for more
 * than the other ({@code vip} and {@code top-spender}), and computed ones that differ only in how a text is typed
 * ({@code city:Riga} and {@code city:riga}).
 */
public final class LintMembers {
    /** So many are not the same by chance, whatever two segments ask for. */
    private static final long NO_CHANCE = 20;
    /** More of one rule are not told one by one. */
    private static final int MOST_OF_A_RULE = 5;

    private LintMembers() {}

    /** Who is in a segment of a name. */
    private record Segment(String name, Members members, boolean named) {
        boolean hasTheMembersOf(Segment other) {
            return members.count() == other.members.count() && members.mark() == other.members.mark();
        }
    }

    /**
     * The warnings.
     *
     * @param segments who is in each now, by the rules
     * @param clients how many there are
     */
    public static List<Diagnostic> check(RuleSet rules, Map<String, Members> segments, long clients) {
        var warnings = new ArrayList<Diagnostic>();
        List<Segment> all = segments.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> new Segment(
                        entry.getKey(), entry.getValue(), rules.segmentNames().contains(entry.getKey())))
                .toList();
        alike(rules, all.stream().filter(Segment::named).toList(), clients, warnings);
        doubles(rules, all, warnings);
        return warnings;
    }

    private static void alike(RuleSet rules, List<Segment> named, long clients, List<Diagnostic> warnings) {
        Map<String, Set<String>> wider = rules.widerSegments();
        for (Segment one : named) {
            for (Segment other : named) {
                if (one != other && one.hasTheMembersOf(other)) {
                    boolean within = wider.getOrDefault(one.name, Set.of()).contains(other.name);
                    boolean around = wider.getOrDefault(other.name, Set.of()).contains(one.name);
                    boolean many = one.members.count() >= NO_CHANCE && one.name.compareTo(other.name) < 0;
                    if (within && !around || !within && !around && many) {
                        warnings.add(alike(rules, one, other, clients, within));
                    }
                }
            }
        }
    }

    private static Diagnostic alike(RuleSet rules, Segment one, Segment other, long clients, boolean within) {
        return rules.warning(
                        one.members.rule(),
                        "same-members-now",
                        "The segments '%s' and '%s' have the same %d members now, of %d clients."
                                .formatted(one.name, other.name, one.members.count(), clients),
                        within
                                ? "What '" + one.name
                                        + "' asks beside tells nobody apart here; ask for something else, or keep one."
                                : "Keep one, or let them ask for different things.")
                .about(new Concern.OfSegment(one.name));
    }

    private static void doubles(RuleSet rules, List<Segment> segments, List<Diagnostic> warnings) {
        Map<String, List<Segment>> alike = new TreeMap<>();
        segments.forEach(segment -> alike.computeIfAbsent(folded(segment.name), first -> new ArrayList<>())
                .add(segment));
        Map<String, Integer> ofRule = new TreeMap<>();
        for (List<Segment> some : alike.values()) {
            Optional<Segment> computed =
                    some.stream().filter(segment -> !segment.named).findFirst();
            if (some.size() > 1 && computed.isPresent()) {
                String rule = computed.get().members.rule();
                if (ofRule.merge(rule, 1, Integer::sum) <= MOST_OF_A_RULE) {
                    warnings.add(rules.warning(
                            rule, "similar-values", told(some), "Let the booking system send one spelling."));
                }
            }
        }
    }

    private static String told(List<Segment> segments) {
        return segments.stream()
                .sorted(Comparator.comparingLong((Segment segment) -> segment.members.count())
                        .reversed()
                        .thenComparing(Segment::name))
                .map(segment -> "'" + segment.name + "' (" + segment.members.count() + ")")
                .collect(Collectors.joining(
                        ", ",
                        "The segments ",
                        " differ only in capitals, blanks or dashes of what clients' data say."));
    }

    private static String folded(String name) {
        return name.replaceAll("[\\s\\h_-]+", "").toLowerCase(Locale.ROOT);
    }
}
