package io.regulars.rules.check;

import io.regulars.rules.check.analysis.AnalysedRule;
import io.regulars.rules.model.Concern;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.tree.Action;
import io.regulars.rules.tree.Expression;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Segments, and tags, that differ only in capitals, blanks and dashes: {@code VIP} beside {@code vip}, {@code At risk} beside
 * {@code at-risk}, {@code City:Riga} beside {@code "city:" + $city}. Each is a segment of its own, which is rarely meant.
 */
final class SimilarNames {
    private SimilarNames() {}

    /** A name that an action gives, where it stands. */
    private record Written(Expression at, GivenName name) {
        static Written of(Action action) {
            return new Written(action.name(), GivenName.of(action.name()));
        }
    }

    static void check(List<AnalysedRule> rules, DiagnosticCollector problems) {
        List<Action> actions = rules.stream()
                .flatMap(rule -> rule.rule().then().stream())
                .distinct()
                .toList();
        check(
                "segment",
                actions.stream()
                        .filter(Action.AssignSegment.class::isInstance)
                        .map(Written::of)
                        .toList(),
                problems);
        check(
                "tag",
                actions.stream()
                        .filter(action -> action instanceof Action.AddTag || action instanceof Action.RemoveTag)
                        .map(Written::of)
                        .toList(),
                problems);
    }

    private static void check(String kind, List<Written> all, DiagnosticCollector problems) {
        Map<String, List<Written>> alike = new LinkedHashMap<>();
        List<Written> computed = new ArrayList<>();
        for (Written written : all) {
            if (!written.name.beginning().isEmpty()) {
                String key = folded(written.name.beginning()) + (written.name.computed() ? "…" : "");
                alike.computeIfAbsent(key, first -> new ArrayList<>()).add(written);
            }
            if (written.name.computed() && !written.name.beginning().isEmpty()) {
                computed.add(written);
            }
        }
        for (List<Written> some : alike.values()) {
            String meant = meant(some);
            some.stream()
                    .filter(written -> !written.name.beginning().equals(meant))
                    .forEach(written -> warn(kind, written, meant, problems));
        }
        for (Written written : all) {
            if (!written.name.computed()) {
                begun(written.name.beginning(), computed).ifPresent(meant -> warn(kind, written, meant, problems));
            }
        }
    }

    /** What a name would be if it began as a computed one does, where it begins so but for capitals, blanks and dashes. */
    private static Optional<String> begun(String name, List<Written> computed) {
        for (Written other : computed) {
            String beginning = other.name.beginning();
            boolean alike = name.length() > beginning.length()
                    && folded(name.substring(0, beginning.length())).equals(folded(beginning));
            if (alike && !name.startsWith(beginning)) {
                return Optional.of(beginning + name.substring(beginning.length()));
            }
        }
        return Optional.empty();
    }

    /** The one that most rules give; of equals the one in small letters, then the first. */
    private static String meant(List<Written> alike) {
        Map<String, Long> counts = alike.stream()
                .collect(Collectors.groupingBy(
                        written -> written.name.beginning(), LinkedHashMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue()
                        .thenComparing(entry -> entry.getKey().equals(small(entry.getKey())))
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey)
                .orElseThrow();
    }

    private static void warn(String kind, Written written, String meant, DiagnosticCollector problems) {
        String name = written.name.beginning();
        String message =
                "The " + kind + " '" + name + "' and '" + meant + "' differ only in capitals, blanks or dashes.";
        String hint = "They are two " + kind + "s. Did you mean '" + meant + "'?";
        if (kind.equals("segment") && !written.name.computed()) {
            problems.warning(new Concern.OfSegment(name), written.at.position(), "similar-" + kind, message, hint);
        } else {
            problems.warning(written.at.position(), "similar-" + kind, message, hint);
        }
    }

    /** What is left of a name where neither capitals nor blanks nor dashes count. */
    static String folded(String name) {
        return name.replaceAll("[\\s\\h_-]+", "").toLowerCase(Locale.ROOT);
    }

    private static String small(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[\\s\\h]+", "-");
    }
}
