package io.regulars.rules.check;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * UnfilledPlaces for values that are written into a text, where nothing fills them: {@code "$param"} and {@code "$1"} as in tables,
 * {@code "staff:$staff"} and <code>"staff:${staff}"</code> as in other languages.
 */
final class UnfilledPlaces {
    private static final Pattern OF_A_TABLE = Pattern.compile("\\$(?:param|\\d{1,2})\\b|\\{param\\}|@\\{\\w+\\}|^\\$$");
    private static final Pattern OF_A_NAME =
            Pattern.compile("\\$\\{\\s*\\$?([A-Za-z][\\w.]*)\\s*\\}|#\\{([\\w.]+)\\}|\\$([A-Za-z][\\w.]*)");
    private static final Pattern IN_BRACES = Pattern.compile("\\{([a-z][A-Za-z.]*)\\}|%\\(?s\\)?(?![\\w])");

    private UnfilledPlaces() {}

    /** A message and what to write instead. */
    record Told(String message, String hint) {}

    /** What is to be said of a text with a place in it. */
    static Optional<Told> in(String text) {
        Matcher table = OF_A_TABLE.matcher(text);
        if (table.find()) {
            return Optional.of(new Told(
                    "Nothing fills the place '" + table.group() + "' here, so the text has it in it.",
                    "Write the text itself; only tables have places that their cells fill."));
        }
        Matcher name = OF_A_NAME.matcher(text);
        if (name.find()) {
            String written =
                    name.group(1) != null ? name.group(1) : name.group(2) != null ? name.group(2) : name.group(3);
            String variable = "$" + written;
            return Optional.of(new Told(
                    "'" + name.group() + "' stands in the text as it is; nothing is put into its place.",
                    "Put a bound value beside the text: " + joined(text, name, variable) + "."));
        }
        Matcher braces = IN_BRACES.matcher(text);
        if (braces.find()) {
            String variable = braces.group(1) == null ? "$name" : "$" + braces.group(1);
            return Optional.of(new Told(
                    "'" + braces.group() + "' stands in the text as it is; nothing is put into its place.",
                    "Bind the value in the 'when' part and put it beside the text: " + joined(text, braces, variable)
                            + "."));
        }
        return Optional.empty();
    }

    private static String joined(String text, Matcher place, String variable) {
        String before = text.substring(0, place.start());
        String behind = text.substring(place.end());
        return (before.isEmpty() ? "" : "\"" + before + "\" + ")
                + variable
                + (behind.isEmpty() ? "" : " + \"" + behind + "\"");
    }
}
