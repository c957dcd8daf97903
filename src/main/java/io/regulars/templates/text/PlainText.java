package io.regulars.templates.text;

import java.util.regex.Pattern;

/** Sets plain text as it is read: no blanks at the ends of lines, at most one empty line, one line end at the end. */
public final class PlainText {
    private static final Pattern ENDS = Pattern.compile("[ \\t\\u00A0]+(?=\\n)");
    private static final Pattern EMPTY_LINES = Pattern.compile("\\n{3,}");

    private PlainText() {}

    /** The text without blanks at line ends and without rows of empty lines. */
    public static String tidy(String text) {
        String lines = ENDS.matcher(text.replace("\r", "")).replaceAll("");
        return EMPTY_LINES.matcher(lines).replaceAll("\n\n").strip() + "\n";
    }
}
