package io.regulars.rules.check;

import io.regulars.facts.vocabulary.FactType;
import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.rules.check.ComparedText.Form;
import io.regulars.rules.check.analysis.AnalysedRule;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Printing;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
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

    /** So many letters, in the names of files. */
    private static final Pattern LETTERS = Pattern.compile("(?<=[\\p{L}\\d-])\\?{2,}$");

    private static final Pattern ANYTHING = Pattern.compile("\\^?(?:\\.[*+]|\\(\\.[*+]\\)|\\[\\s\\S\\][*+])\\$?");
    private static final Pattern STROKES = Pattern.compile("/(.+)/([a-z]{0,2})");

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
                    compared.condition() instanceof Condition.Contains
                            ? "Write the text that is meant; whether there are any texts is not asked."
                            : "Write " + property + " == null, or " + property + " != null.",
                    problems);
        } else if (text.isBlank()
                && (compared.form() == Form.WHOLE
                        || compared.form() == Form.BEGINNING
                        || compared.form() == Form.END
                        || compared.form() == Form.PART)) {
            rule.warn(
                    compared.literal().position(),
                    "empty-text",
                    text.isEmpty()
                            ? "Every text has nothing in it, so this only asks whether there is one."
                            : "No text is blank: what nobody told is unknown, which only null sees.",
                    "Write " + property + (text.isEmpty() ? " != null." : " == null, or " + property + " != null."),
                    problems);
        } else if (hasBlank(compared)) {
            rule.warn(
                    compared.literal().position(),
                    "blank-at-the-end",
                    "'" + text + "' has a blank at an end, which texts of clients rarely have.",
                    "Write \"" + text.replaceAll("^[\\s\\h]+|[\\s\\h]+$", "") + "\".",
                    problems);
        } else if (isWild(compared)) {
            wild(rule, compared, problems);
        } else if (compared.form() == Form.WHOLE && ALTERNATIVES.matcher(text).find()) {
            rule.warn(
                    compared.literal().position(),
                    "one-text",
                    "'" + text + "' is one text, with the stroke in it.",
                    "Several are: " + property + " in (\""
                            + String.join("\", \"", text.strip().split("[\\s\\h]*\\|{1,2}[\\s\\h]*")) + "\").",
                    problems);
        } else {
            UnlikelyTexts.told(compared)
                    .ifPresent(told -> rule.warn(
                            compared.literal().position(), told.code(), told.message(), told.hint(), problems));
        }
    }

    /** What has signs of its own, such as {@code 5*****}, is meant so; what is to begin or end so has no sign at that end. */
    private static boolean isWild(ComparedText compared) {
        String text = compared.text();
        boolean open = compared.form() == Form.BEGINNING && text.matches("[^*%]*[^*%?](%|\\.?\\*|\\?)")
                || compared.form() == Form.END && text.matches("(%|\\.?\\*|\\?)[^*%?][^*%]*");
        if (open || compared.form() == Form.ORDER) {
            return open;
        }
        String plain = plain(compared);
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
            case PART, ORDER -> false;
        };
    }

    /** Without the signs. */
    private static String plain(ComparedText compared) {
        return switch (compared.form()) {
            case BEGINNING ->
                compared.text().replaceFirst("(%|\\.?\\*|\\?)$", "").replaceFirst("^(%|\\*)", "");
            case END -> compared.text().replaceFirst("^(%|\\.?\\*|\\?)", "").replaceFirst("(%|\\*)$", "");
            case WHOLE, PART, ORDER, ARGUMENT -> WILD.matcher(compared.text()).replaceAll("");
        };
    }

    private static void wild(AnalysedRule rule, ComparedText compared, DiagnosticCollector problems) {
        String text = compared.text();
        String plain = plain(compared);
        boolean before = !text.startsWith(plain);
        boolean behind = text.length() > plain.length() + (before ? text.indexOf(plain) : 0);
        String instead = switch (compared.form()) {
            case BEGINNING, END, PART -> "Write \"" + plain + "\".";
            case ARGUMENT -> "Names in brackets are whole; write one condition for each, joined by ||.";
            default ->
                compared.condition() instanceof Condition.Contains
                        ? "Tags are compared as a whole; write one condition for each, joined by ||."
                        : "Write " + compared.property() + " " + search(plain, before, behind) + ".";
        };
        rule.warn(
                compared.literal().position(),
                "wildcard",
                "In '" + text + "' the sign " + (text.contains("%") ? "%" : text.contains("*") ? "*" : "?")
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
        boolean toldByValues = matches.text() instanceof Expression.Read read
                && ClosedTexts.of(read).flatMap(texts -> texts.told(matches)).isPresent();
        if (toldByValues) {
            return;
        }
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
        if (pattern.isBlank() || pattern.matches("\\^?\\$?")) {
            return Optional.of(
                    new Told("asks for a text without a letter, which nobody has.", "== null for what is not known"));
        }
        if (ANYTHING.matcher(pattern).matches()) {
            return Optional.of(new Told("is true of every text there is.", "!= null"));
        }
        Matcher strokes = STROKES.matcher(pattern);
        if (strokes.matches()) {
            String capitals = strokes.group(2).contains("i") ? "(?i)" : "";
            return Optional.of(new Told(
                    "asks for texts with the strokes in them.",
                    "matches " + Printing.quoted(capitals + strokes.group(1))));
        }
        String inner = pattern.replaceFirst("^\\^", "").replaceFirst("\\$$", "");
        List<String> alternatives = List.of(inner.split("\\|", -1));
        boolean regular = alternatives.stream()
                .map(each -> LETTERS.matcher(each).replaceAll(""))
                .anyMatch(each -> REGULAR.matcher(each).find());
        if (regular || inner.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> sign = alternatives.stream()
                .flatMap(each -> sign(each, alternatives.size() == 1).stream())
                .findFirst();
        if (sign.isPresent()) {
            return Optional.of(new Told(
                    switch (sign.get()) {
                        case "*" -> "asks for the letter before * any number of times; any text is .*";
                        case "?" -> "asks for the letter before ? or for none; any letter is a point.";
                        default -> "asks for the sign % itself; any text is .*";
                    },
                    "matches "
                            + Printing.quoted(
                                    inner.replace("*", ".*").replace("%", ".*").replace("?", "."))));
        }
        if (alternatives.size() > 1) {
            return Optional.empty();
        }
        return Optional.of(new Told(
                "asks for the whole text, as == does.",
                "== " + Printing.quoted(inner)
                        + (pattern.startsWith("^") && pattern.endsWith("$")
                                ? ""
                                : ", or matches "
                                        + Printing.quoted((pattern.startsWith("^") ? "" : ".*")
                                                + inner
                                                + (pattern.endsWith("$") ? "" : ".*"))
                                        + " for texts that have it in them")));
    }

    /** The sign that stands for any text in SQL or in the names of files; of several texts each may be 20% of something. */
    private static Optional<String> sign(String text, boolean alone) {
        if (text.contains("*")) {
            return Optional.of("*");
        }
        if (alone ? text.contains("%") : text.matches(".*[\\p{L}-]%|%\\p{L}.*")) {
            return Optional.of("%");
        }
        return LETTERS.matcher(text).find() ? Optional.of("?") : Optional.empty();
    }
}
