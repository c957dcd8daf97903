package io.regulars.rules.tables.literal;

import io.regulars.rules.tables.sheet.Unclear;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether the text of a cell looks like more than a text: a list, a condition, something in brackets or in quotes that are none. As
 * one text it would be had by nobody. Whoever means it puts it in straight quotes.
 */
public final class TextShape {
    private static final String QUOTES = "'`´‘’‚‛“”„‟«»‹›＂";
    private static final Pattern OPERATOR = Pattern.compile("(==|!=|<>|<=|>=|=~|[=<>!~≠≤≥])\\s*\\S.*", Pattern.DOTALL);
    private static final Pattern JOINED = Pattern.compile(".*\\S\\s*(&&|\\|\\|)\\s*\\S.*", Pattern.DOTALL);
    private static final Pattern NOT = Pattern.compile(
            "(not(\\s*\\(|\\s+(in\\s)?)|(nicht|außer|ausser|except|excluding|other than|anything but|all but|is not|sauf"
                    + "|excepto|izņemot|nav|кроме)\\s+\\S).*",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern IN = Pattern.compile("in\\s*\\(.*\\)", Pattern.DOTALL);
    private static final Pattern BRACKETS = Pattern.compile("\\(.*\\)|\\[.*\\]|\\{.*\\}", Pattern.DOTALL);
    private static final Pattern OTHER_LIST = Pattern.compile(".*\\S\\s*[;|\\n\\r]\\s*\\S.*", Pattern.DOTALL);
    private static final Pattern ALTERNATIVES =
            Pattern.compile(".*\\S\\s+(or|oder|vai|või|ou|lub|или|и/или|/)\\s+\\S.*", Pattern.DOTALL);

    /** Spreadsheets mark a text so, and do not show it; {@code 's-Hertogenbosch} is none. */
    private static final Pattern MARK_OF_A_TEXT = Pattern.compile("'[\\p{Lu}\\d][^']*");

    private static final Pattern JOINED_IN_A_LIST =
            Pattern.compile("\\p{Lu}\\S*\\s+(and|und|un|ir|ja|et|y|и|&|\\+)\\s+\\p{Lu}\\S*", Pattern.DOTALL);

    private TextShape() {}

    /** What it is told, where it could be meant. */
    record Doubt(String message, String hint) {}

    /** Refuses what cannot be meant; what could be is returned. */
    static Optional<Doubt> doubt(String text, Place place) throws Unclear {
        if (text.isEmpty()) {
            throw new Unclear("A value is missing between two commas.", "Write a value, or take a comma out.");
        }
        refuseQuotes(text, place);
        if (OPERATOR.matcher(text).matches()
                || NOT.matcher(text).matches()
                || IN.matcher(text).matches()) {
            throw refused(
                    text,
                    place,
                    "an operator",
                    "The operator stands in the head" + inHead(text, place) + "; the cell holds the text alone.");
        }
        if (JOINED.matcher(text).matches()) {
            throw refused(text, place, "several values", several(place));
        }
        if (BRACKETS.matcher(text).matches()) {
            throw refused(
                    text,
                    place,
                    "brackets",
                    place.isList() || place.use() == Place.Use.ACTION ? "Leave the brackets out." : several(place));
        }
        if (OTHER_LIST.matcher(text).matches()) {
            throw refused(text, place, "several values", several(place));
        }
        boolean list = text.indexOf(',') >= 0 && (!place.isList() || place.inQuotes());
        if (list && (isName(place) || place.isList() || place.isClosed())) {
            throw refused(text, place, "several values", several(place));
        }
        return list
                        || ALTERNATIVES.matcher(text).matches()
                        || place.isList() && JOINED_IN_A_LIST.matcher(text).matches()
                ? Optional.of(new Doubt(
                        "'" + shortened(text) + "' is one text here.", "If several are meant: " + several(place)))
                : Optional.empty();
    }

    /** The same of all values of a list: what stands around them all. */
    static void refuseAroundList(String text, Place place) throws Unclear {
        if (BRACKETS.matcher(text).matches()
                || NOT.matcher(text).matches()
                || IN.matcher(text).matches()) {
            throw new Unclear(
                    "'" + shortened(text) + "' holds more than values.",
                    "Write the values alone, with commas between: Riga, Vilnius"
                            + (NOT.matcher(text).matches()
                                    ? "; and " + place.asked() + " not in ($param) into the head."
                                    : "."));
        }
    }

    /** Segments and campaigns; a tag may be any text. */
    private static boolean isName(Place place) {
        return place.use() == Place.Use.ACTION && !place.asked().matches("tags.*|add|remove|Finding");
    }

    /** Quotes that are none, and straight ones that do not go around the whole. */
    private static void refuseQuotes(String text, Place place) throws Unclear {
        char first = text.charAt(0);
        char last = text.charAt(text.length() - 1);
        boolean around = text.length() > 1 && QUOTES.indexOf(first) >= 0 && QUOTES.indexOf(last) >= 0;
        boolean curly = (first != '\'' || MARK_OF_A_TEXT.matcher(text).matches()) && QUOTES.indexOf(first) >= 0;
        if (around || curly || first == '"' || last == '"') {
            throw refused(
                    text,
                    place,
                    "quotes",
                    (place.isList()
                                    ? "Write the values without quotes, with commas between: Riga, Vilnius."
                                    : "Write the text without quotes.")
                            + (first == '"' && last == '"' ? " " + several(place) : ""));
        }
    }

    private static Unclear refused(String text, Place place, String what, String hint) {
        return new Unclear(
                "'" + shortened(text) + "' would be one text with " + what + " in it.",
                place.inQuotes() ? hint : hint + " If that text is meant, put it in straight quotes.");
    }

    private static String inHead(String text, Place place) {
        String name = place.asked().isEmpty() ? "city" : place.asked();
        return text.startsWith("!")
                        || text.startsWith("<>")
                        || text.startsWith("≠")
                        || NOT.matcher(text).matches()
                ? ": " + name + " != for one text, " + name + " not in ($param) for several"
                : "";
    }

    private static String several(Place place) {
        String name = place.asked().isEmpty() ? "city" : place.asked();
        if (place.use() == Place.Use.CONDITION && place.asked().isEmpty() && place.inQuotes()) {
            return "Write one; for another add a row.";
        }
        if (place.operator().contains("[")) {
            return "Write forall(||){" + name + " " + place.operator()
                    + " $} into the head, and commas between the values.";
        }
        if (place.use() == Place.Use.ACTION) {
            return "Write one name; for another add an ACTION column or a row.";
        }
        if (place.isTexts()) {
            return "Write forall(&&){" + name + " contains $} into the head, and commas between the values.";
        }
        if (place.isList() && !place.inQuotes()) {
            return "Put commas between the values: Riga, Vilnius.";
        }
        return "Write " + name
                + (place.operator().startsWith("not") || place.operator().equals("!=") ? " not" : "")
                + " in ($param) into the head, without quotes, and commas between the values: Riga, Vilnius.";
    }

    /** The text, shortened for a message. */
    public static String shortened(String text) {
        String line = text.replaceAll("\\s*[\\n\\r]+\\s*", " ⏎ ");
        return line.length() <= 60 ? line : line.substring(0, 60) + "…";
    }
}
