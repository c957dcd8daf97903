package io.regulars.rules.drl;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * Counts the parts of a regular expression as RE2 writes it out before it runs: in linear time of that many. Side by side they
 * add, one in another multiplies.
 * <pre>
 *   .{10}.{20}.{30}   → 60
 *   (ab{9}){20}       → 200
 * </pre>
 */
final class Repetitions {
    private static final Pattern REPETITION = Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?\\}");

    private final String text;
    private final Matcher repetition;
    private int at;

    private Repetitions(String text) {
        this.text = text;
        this.repetition = REPETITION.matcher(text);
    }

    /** How many parts there are; of what RE2 cannot read, any number. */
    static double writtenOut(String regularExpression) {
        var repetitions = new Repetitions(regularExpression);
        double parts = 0;
        while (repetitions.at < regularExpression.length()) {
            parts += repetitions.group();
        }
        return parts;
    }

    /** All up to the bracket that closes, and past it. */
    private double group() {
        double parts = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == ')') {
                return parts;
            }
            parts += part(c) * times();
        }
        return parts;
    }

    private double part(char c) {
        switch (c) {
            case '(' -> {
                flags();
                return Math.max(1, group());
            }
            case '[' -> set();
            case '\\' -> {
                return escaped();
            }
            default -> {}
        }
        return 1;
    }

    /** The most of the numbers in braces that stand here. */
    private double times() {
        double times = 1;
        while (at < text.length() && repetition.find(at) && repetition.start() == at) {
            String most = repetition.group(2);
            times *= Math.max(1, Double.parseDouble(most == null || most.isEmpty() ? repetition.group(1) : most));
            at = repetition.end();
        }
        return times;
    }

    /** Goes past {@code ?:}, {@code ?i:} and {@code ?P<name>}. */
    private void flags() {
        if (!text.startsWith("?", at)) {
            return;
        }
        while (at < text.length() && ":>)".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        at += text.startsWith(")", at) ? 0 : 1;
    }

    /** Goes past {@code [^]a[:digit:]\]]}. */
    private void set() {
        at += text.startsWith("^", at) ? 1 : 0;
        at += text.startsWith("]", at) ? 1 : 0;
        while (at < text.length() && text.charAt(at) != ']') {
            int named = text.startsWith("[:", at) ? text.indexOf(":]", at + 2) : -1;
            at = named >= 0 ? named + 2 : at + (text.charAt(at) == '\\' ? 2 : 1);
        }
        at++;
    }

    /** Goes past what follows a backslash: braces after {@code \p} and {@code \x} repeat nothing, nor does anything quoted. */
    private double escaped() {
        if (at >= text.length()) {
            return 1;
        }
        char c = text.charAt(at++);
        if (c == 'Q') {
            int end = text.indexOf("\\E", at);
            int quoted = (end < 0 ? text.length() : end) - at;
            at = end < 0 ? text.length() : end + 2;
            return Math.max(1, quoted);
        }
        if ((c == 'p' || c == 'P' || c == 'x') && text.startsWith("{", at)) {
            int end = text.indexOf('}', at);
            at = end < 0 ? text.length() : end + 1;
        }
        return 1;
    }
}
