package io.regulars.rules.tables.literal;

import io.regulars.rules.tables.sheet.Unclear;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Several values in one cell, for a column that names a property and no operator.
 * <pre>
 *   &gt;= 3   &lt; 5   != 0        as the operator says
 *   2..60                    2 and 60 and what lies between
 *   18..   ..60   3+         to one side without an end
 *   [0..100)   (0..100]      a round bracket leaves its end out
 * </pre>
 *
 * @param bounds all must hold
 */
public record Range(List<Bound> bounds) {
    private static final Pattern COMPARISON =
            Pattern.compile("(>=|<=|==|!=|<>|=>|=<|[<>=≥≤≠])\\s*(.*)", Pattern.DOTALL);
    private static final Pattern BETWEEN =
            Pattern.compile("([\\[(\\]])?\\s*(.*?)\\s*\\.\\.\\s*(.*?)\\s*([\\])\\[])?", Pattern.DOTALL);
    private static final Pattern AND_MORE = Pattern.compile("(.*\\d)\\s*\\+");
    /** Ranges as other people write them. */
    private static final Pattern FOREIGN = Pattern.compile(
            "(\\S*\\d)\\s*([-\\u2010-\\u2015\\u2212]|to|and|till|until|bis|līdz|до|à|al?|do|…)\\s*(\\S*\\d\\S*)");

    private static final Pattern ONE_DATE = Pattern.compile(
            "\\d{1,4}-\\w{1,3}-\\d{1,4}|\\d{4}-(0[1-9]|1[0-2])|\\d{4}-\\d{1,2}-\\d{1,2}[T ]\\d{1,2}:\\S*");

    public Range {
        bounds = List.copyOf(bounds);
    }

    /** One comparison with a value. */
    public record Bound(String operator, String value) {}

    /** It; empty if the text is one value. */
    public static Optional<Range> of(String text) throws Unclear {
        if (text.contains("...") || text.contains("…") && text.matches(".*\\d.*")) {
            throw new Unclear("'" + text + "' has other points than a range.", "Write two points: 2..60.");
        }
        Matcher comparison = COMPARISON.matcher(text);
        if (comparison.matches()) {
            return Optional.of(comparison(text, comparison.group(1), comparison.group(2)));
        }
        Matcher between = BETWEEN.matcher(text);
        if (between.matches()) {
            return Optional.of(between(text, between));
        }
        Matcher more = AND_MORE.matcher(text);
        return more.matches() ? Optional.of(new Range(List.of(new Bound(">=", more.group(1))))) : Optional.empty();
    }

    /** Whether a text looks like one, be it written as here or not. */
    static boolean isMeant(String text) {
        return COMPARISON.matcher(text).matches()
                || BETWEEN.matcher(text).matches() && text.matches(".*\\d.*")
                || AND_MORE.matcher(text).matches()
                || isForeign(text);
    }

    static boolean isForeign(String text) {
        return FOREIGN.matcher(text).matches() && !ONE_DATE.matcher(text).matches()
                || SpokenRange.rewritten(text).isPresent();
    }

    /** As it should be written, of one that others write so. */
    static String rewritten(String text) {
        Matcher foreign = FOREIGN.matcher(text);
        return SpokenRange.rewritten(text)
                .orElseGet(() -> foreign.matches() ? foreign.group(1) + ".." + foreign.group(3) : "2..60");
    }

    private static Range comparison(String text, String sign, String value) throws Unclear {
        String operator = switch (sign) {
            case "≥", "=>" -> ">=";
            case "≤", "=<" -> "<=";
            case "≠", "<>" -> "!=";
            case "=" -> "==";
            default -> sign;
        };
        if (value.isBlank() || COMPARISON.matcher(value).matches()) {
            throw new Unclear(
                    "After '" + sign + "' a value is missing in '" + text + "'.", "For example: " + operator + " 3");
        }
        if (value.matches("(?s).*(,\\s|&&|\\|\\||\\b(and|or|und|oder|un|vai)\\b|[<>]).*")) {
            throw new Unclear(
                    "'" + text + "' holds several comparisons.",
                    "A cell holds one, or a range: 3..10, or [3..10) without the 10.");
        }
        return new Range(List.of(new Bound(operator, value)));
    }

    private static Range between(String text, Matcher between) throws Unclear {
        String open = between.group(1);
        String close = between.group(4);
        String from = between.group(2);
        String to = between.group(3);
        if (from.isEmpty() && to.isEmpty() || (open == null) != (close == null) || to.contains("..")) {
            throw new Unclear("'" + text + "' is no range.", "Write 2..60, 2.. or ..60; [2..60) leaves the 60 out.");
        }
        var bounds = new ArrayList<Bound>();
        if (!from.isEmpty()) {
            bounds.add(new Bound(open == null || open.equals("[") ? ">=" : ">", from));
        }
        if (!to.isEmpty()) {
            bounds.add(new Bound(close == null || close.equals("]") ? "<=" : "<", to));
        }
        return new Range(bounds);
    }
}
