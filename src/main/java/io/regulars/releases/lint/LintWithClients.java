package io.regulars.releases.lint;

import io.regulars.platform.text.NearestName;
import io.regulars.preview.OccurringTexts;
import io.regulars.rules.model.AskedText;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lays the texts of rules beside those that a business has: a condition that holds for none or for all of its clients now, and
 * names that it does not have, with the nearest that it has.
 * <pre>
 *   city == "riga"               holds for none of your 300 clients; values that occur: Riga 106, Jelgava 49. Did you mean 'Riga'?
 *   booked("masage") == false    the business has no service 'masage'. Did you mean 'massage'?
 * </pre>
 */
public final class LintWithClients {
    private static final int SHOWN = 5;
    /** Fewer tell nothing by being alike. */
    private static final int FEWEST_FOR_ALL = 5;
    /** Names that are compared with one that is not there, the most frequent first. */
    private static final int MOST_COMPARED = 2_000;
    /** Nobody mends more in one go. */
    private static final int MOST_COMPARISONS = 500;

    private static final Map<String, String> EVERY_NAME = Map.of(
            "service",
            "service",
            "category",
            "category",
            "viewed category",
            "service or category",
            "pass",
            "service or category of passes",
            "attribute",
            "attribute",
            "consent",
            "channel of consents");
    /** Of these there may be more than what has been met yet. */
    private static final Map<String, String> NAMES_SO_FAR = Map.of(
            "brand", "brand", "offer", "offer", "activity", "activity", "channel", "channel", "campaign", "campaign");

    private final Map<Subject, There> there;
    private final List<Diagnostic> warnings = new ArrayList<>();
    private int compared;

    private LintWithClients(Map<Subject, OccurringTexts> occurring) {
        this.there = occurring.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> There.of(entry.getValue())));
    }

    /**
     * What there is of a subject.
     *
     * @param all how often any text is met
     * @param frequent the texts, the most frequent first; not all of very many
     */
    private record There(
            long of, long known, Map<String, Long> counts, long all, List<Map.Entry<String, Long>> frequent) {
        static There of(OccurringTexts occurring) {
            Map<String, Long> counts = occurring.counts();
            return new There(
                    occurring.of(),
                    occurring.known(),
                    counts,
                    counts.values().stream().mapToLong(Long::longValue).sum(),
                    counts.entrySet().stream()
                            .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                                    .thenComparing(Map.Entry.comparingByKey()))
                            .limit(MOST_COMPARED)
                            .toList());
        }

        boolean has(AskedText.Text text) {
            return counts.containsKey(text.value());
        }

        /** How often a text is met that a condition asks for: whole ones are looked up, others gone through. */
        long accepted(AskedText asked) {
            if (asked.texts().isEmpty()) {
                return counts.entrySet().stream()
                        .filter(entry -> asked.accepts().test(entry.getKey()))
                        .mapToLong(Map.Entry::getValue)
                        .sum();
            }
            long named = asked.texts().stream()
                    .map(AskedText.Text::value)
                    .distinct()
                    .mapToLong(text -> counts.getOrDefault(text, 0L))
                    .sum();
            return asked.negated() ? all - named : named;
        }
    }

    /**
     * The warnings.
     *
     * @param occurring what the business has of all that is asked
     * @param told places of which something is told already
     */
    public static List<Diagnostic> check(
            List<AskedText> asked, Map<Subject, OccurringTexts> occurring, List<Diagnostic> told) {
        var lint = new LintWithClients(occurring);
        asked.forEach(lint::check);
        Set<Diagnostic> places = told.stream().map(LintWithClients::place).collect(Collectors.toSet());
        return lint.warnings.stream()
                .distinct()
                .filter(warning -> !places.contains(place(warning)))
                .toList();
    }

    /** Of one place enough is told by what needs no clients to be seen. */
    private static Diagnostic place(Diagnostic warning) {
        return new Diagnostic(
                warning.file(),
                warning.line(),
                warning.column(),
                0,
                0,
                warning.sheet(),
                warning.cell(),
                "",
                Diagnostic.Severity.WARNING,
                "",
                "",
                null);
    }

    private void check(AskedText asked) {
        There has = there.get(asked.subject());
        if (has == null || has.of == 0) {
            return;
        }
        if (asked.subject().kind() == Subject.Kind.NAMES) {
            names(asked, has);
        } else {
            condition(asked, has);
        }
    }

    private void names(AskedText asked, There there) {
        String of = asked.subject().property();
        String kind = EVERY_NAME.get(of);
        boolean known = !there.counts.isEmpty();
        for (AskedText.Text text : asked.texts()) {
            if (there.has(text)) {
                continue;
            }
            Optional<String> near = near(text.value(), there);
            if (kind != null && (known || of.equals("attribute"))) {
                warn(
                        text.place(),
                        "unknown-name",
                        (of.equals("attribute") || of.equals("consent") ? "No client has the " : "The business has no ")
                                + kind + " '" + text.value() + "'.",
                        near.map(LintWithClients::didYouMean)
                                .orElse(
                                        known
                                                ? "There are: " + names(there) + "."
                                                : "Nothing of the kind was told yet."));
            } else {
                near.ifPresent(name -> warn(
                        text.place(),
                        "unknown-name",
                        "No " + NAMES_SO_FAR.getOrDefault(of, "thing") + " '" + text.value() + "' was told so far.",
                        didYouMean(name)));
            }
        }
        if (asked.texts().isEmpty()
                && kind != null
                && known
                && there.counts.keySet().stream().noneMatch(asked.accepts())) {
            warn(
                    asked.place(),
                    "holds-for-none",
                    "'" + asked.written() + "' holds for no " + kind + " of the business.",
                    "There are: " + names(there) + ".");
        }
    }

    private void condition(AskedText asked, There there) {
        boolean set = asked.subject().property().equals("tags");
        long accepted = there.accepted(asked);
        long unwanted = there.all - accepted;
        long known = set ? there.of : there.known;
        long holding = set && asked.negated() ? there.of - unwanted : accepted;
        String whose = asked.subject().kind() == Subject.Kind.OF_BOOKINGS ? "bookings" : "clients";
        Optional<String> meant = asked.texts().stream()
                .filter(text -> !there.has(text))
                .flatMap(text -> near(text.value(), there).stream())
                .findFirst();
        if (holding == 0) {
            warn(
                    asked.place(),
                    "holds-for-none",
                    "'" + asked.written() + "' holds for none of your " + there.of + " " + whose + values(there)
                            + unknown(known, there, whose) + ".",
                    meant.map(LintWithClients::didYouMean).orElse(""));
        } else if (holding == there.of && (there.of >= FEWEST_FOR_ALL || meant.isPresent())
                || asked.negated() && holding == known && isNowhere(asked, there)) {
            warn(
                    asked.place(),
                    "holds-for-all",
                    "'" + asked.written() + "' holds for all of your " + there.of + " " + whose
                            + (holding == there.of ? "" : " of whom it is known, " + holding) + values(there)
                            + unknown(known, there, whose) + ".",
                    meant.map(LintWithClients::didYouMean).orElse("It tells nobody apart now."));
        } else {
            asked.texts().stream()
                    .filter(text -> !there.has(text))
                    .forEach(text -> near(text.value(), there)
                            .ifPresent(name -> warn(
                                    text.place(),
                                    "unknown-value",
                                    "None of your " + there.of + " " + whose + " has '" + text.value() + "' as "
                                            + asked.asked() + ".",
                                    didYouMean(name))));
        }
    }

    /** Whether none of the texts that somebody is not to have is had by anybody. */
    private static boolean isNowhere(AskedText asked, There there) {
        return !asked.texts().isEmpty() && asked.texts().stream().noneMatch(text -> there.has(text));
    }

    private static String values(There there) {
        return there.counts.isEmpty() ? "" : "; values that occur: " + names(there);
    }

    private static String unknown(long known, There there, String whose) {
        long unknown = there.of - known;
        return unknown == 0
                ? ""
                : unknown == there.of
                        ? "; it is not known of any of them"
                        : "; of " + unknown + " " + whose + " it is not known";
    }

    /** The most frequent first: {@code Riga 106, Jelgava 49 and 7 more}. */
    private static String names(There there) {
        String first = there.frequent.stream()
                .limit(SHOWN)
                .map(entry ->
                        NearestName.shortened(entry.getKey()) + (entry.getValue() == 0 ? "" : " " + entry.getValue()))
                .collect(Collectors.joining(", "));
        int more = there.counts.size() - SHOWN;
        return more > 0 ? first + " and " + more + " more" : first;
    }

    /** What is had and nearly the same; of short texts what differs in capitals, blanks and dashes only. */
    private Optional<String> near(String text, There there) {
        if (compared++ > MOST_COMPARISONS) {
            return Optional.empty();
        }
        List<String> known = there.frequent.stream().map(Map.Entry::getKey).toList();
        return known.stream()
                .filter(name -> folded(name).equals(folded(text)))
                .findFirst()
                .or(() -> text.length() < 4 ? Optional.empty() : NearestName.of(text, known));
    }

    private static String folded(String text) {
        return text.replaceAll("[\\s\\h_-]+", "").toLowerCase(Locale.ROOT);
    }

    private static String didYouMean(String name) {
        return "Did you mean '" + name + "'?";
    }

    private void warn(Diagnostic place, String code, String message, String hint) {
        warnings.add(new Diagnostic(
                place.file(),
                place.line(),
                place.column(),
                place.endLine(),
                place.endColumn(),
                place.sheet(),
                place.cell(),
                code,
                Diagnostic.Severity.WARNING,
                message,
                hint,
                null));
    }
}
