package io.regulars.rules.check;

import io.regulars.facts.FactType;
import io.regulars.facts.Vocabulary;
import io.regulars.rules.check.ComparedText.Form;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Printing;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Texts that are written as other languages write them and mean something else here: {@code city == "Ri*"},
 * {@code city matches "Ri%"}, {@code postcode str[startsWith] "LV-10*"}, {@code city == "Riga "}, {@code city == ""}.
 */
final class TextForms {
    private static final Set<FactType<?>> GIVEN_BY_RULES =
            Set.of(Vocabulary.ENTERED, Vocabulary.LEFT, Vocabulary.MEMBER, Vocabulary.FINDING);
    private static final Pattern BLANK_AT_AN_END = Pattern.compile("^[\\s\\h]|[\\s\\h]$");
    private static final Pattern WILD = Pattern.compile("^(?:\\.?\\*|%(?=\\p{L}))|(?:\\.?\\*|(?<=[\\p{L}:-])%)$");
    private static final Pattern ALTERNATIVES = Pattern.compile("[\\p{L}\\d][\\s\\h]*\\|{1,2}[\\s\\h]*[\\p{L}\\d]");
    /** What makes a text a regular expression; what stands for nothing else in globs or in SQL. */
    private static final Pattern REGULAR = Pattern.compile("[.\\[\\](){}|+?\\\\]|[$^]");

    private TextForms() {}

    static void check(AnalysedRule rule, DiagnosticCollector problems) {
        rule.everyCondition(condition -> {
            if (condition instanceof Condition.Matches matches) {
                pattern(rule, matches, problems);
            }
            ComparedText.of(condition).forEach(text -> text(rule, text, problems));
        });
    }

    private static void text(AnalysedRule rule, ComparedText compared, DiagnosticCollector problems) {
        String text = compared.text();
        String property = compared.property();
        if (text.isEmpty() && compared.form() == Form.WHOLE) {
            rule.warn(
                    compared.literal().position(),
                    "empty-text",
                    "A text is never empty: what nobody told is unknown, which only null sees.",
                    "Write " + property + " == null, or " + property + " != null.",
                    problems);
        } else if (hasBlank(compared)) {
            rule.warn(
                    compared.literal().position(),
                    "blank-at-the-end",
                    "'" + text + "' has a blank at an end, which texts of clients rarely have.",
                    "Write \"" + text.replaceAll("^[\\s\\h]+|[\\s\\h]+$", "") + "\".",
                    problems);
        } else if (isWild(text) && compared.form() != Form.ORDER) {
            wild(rule, compared, problems);
        } else if (compared.form() == Form.WHOLE && ALTERNATIVES.matcher(text).find()) {
            rule.warn(
                    compared.literal().position(),
                    "one-text",
                    "'" + text + "' is one text, with the stroke in it.",
                    "Several are: " + property + " in (\""
                            + String.join("\", \"", text.strip().split("[\\s\\h]*\\|{1,2}[\\s\\h]*")) + "\").",
                    problems);
        }
    }

    /** What has signs of its own, such as {@code 5*****}, is meant so. */
    private static boolean isWild(String text) {
        String plain = WILD.matcher(text).replaceAll("");
        return !plain.equals(text) && plain.matches("(?s).*\\p{L}.*") && !plain.contains("*") && !plain.contains("%");
    }

    /** A beginning may end with a blank, and an end begin with one; names that rules give are compared with those. */
    private static boolean hasBlank(ComparedText compared) {
        String text = compared.text();
        if (GIVEN_BY_RULES.contains(compared.read().factType())) {
            return false;
        }
        return switch (compared.form()) {
            case WHOLE, ARGUMENT -> BLANK_AT_AN_END.matcher(text).find();
            case BEGINNING -> text.matches("(?s)[\\s\\h].*");
            case END -> text.matches("(?s).*[\\s\\h]");
            case ORDER -> false;
        };
    }

    private static void wild(AnalysedRule rule, ComparedText compared, DiagnosticCollector problems) {
        String text = compared.text();
        String plain = WILD.matcher(text).replaceAll("");
        boolean before = !text.startsWith(plain);
        boolean behind = text.length() > plain.length() + (before ? text.indexOf(plain) : 0);
        String instead = switch (compared.form()) {
            case BEGINNING, END -> "Write \"" + plain + "\".";
            case ARGUMENT -> "Names in brackets are whole; write one condition for each, joined by ||.";
            default ->
                compared.condition() instanceof Condition.Contains
                        ? "Tags are compared as a whole; write one condition for each, joined by ||."
                        : "Write " + compared.property() + " " + search(plain, before, behind) + ".";
        };
        rule.warn(
                compared.literal().position(),
                "wildcard",
                "In '" + text + "' the sign " + (text.contains("%") ? "%" : "*")
                        + " stands for itself, not for any text.",
                instead,
                problems);
    }

    private static String search(String plain, boolean before, boolean behind) {
        if (before && behind) {
            return "matches " + Printing.quoted(".*" + plain + ".*");
        }
        return (before ? "str[endsWith] " : "str[startsWith] ") + Printing.quoted(plain);
    }

    private static void pattern(AnalysedRule rule, Condition.Matches matches, DiagnosticCollector problems) {
        String pattern = matches.regularExpression();
        instead(pattern)
                .ifPresent(told -> rule.warn(
                        matches.position(),
                        "whole-text",
                        "'matches " + Printing.quoted(pattern) + "' " + told.what,
                        "Write " + told.hint + ".",
                        problems));
    }

    private record Told(String what, String hint) {}

    /** What is probably meant by a regular expression; empty: itself. */
    private static Optional<Told> instead(String pattern) {
        boolean strokes = pattern.length() > 2 && pattern.startsWith("/") && pattern.endsWith("/");
        if (strokes) {
            return Optional.of(new Told(
                    "asks for texts with the strokes in them.",
                    "matches " + Printing.quoted(pattern.substring(1, pattern.length() - 1))));
        }
        String inner = pattern.replaceFirst("^\\^", "").replaceFirst("\\$$", "");
        if (inner.isEmpty() || REGULAR.matcher(inner).find()) {
            return Optional.empty();
        }
        if (inner.contains("*") || inner.contains("%")) {
            String sign = inner.contains("*") ? "*" : "%";
            return Optional.of(new Told(
                    sign.equals("*")
                            ? "asks for the letter before * any number of times; any text is .*"
                            : "asks for the sign % itself; any text is .*",
                    "matches " + Printing.quoted(inner.replace("*", ".*").replace("%", ".*"))));
        }
        return Optional.of(new Told(
                "asks for the whole text, as == does.",
                "== " + Printing.quoted(inner) + ", or matches "
                        + Printing.quoted(
                                (pattern.startsWith("^") ? "" : ".*") + inner + (pattern.endsWith("$") ? "" : ".*"))
                        + " for texts that have it in them"));
    }
}
