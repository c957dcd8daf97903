package io.regulars.rules.drl.words;

/** Finds its way in the text of a rule: past comments, quoted texts, names and brackets. */
public final class TextScanner {
    private TextScanner() {}

    /** The offset after the comment or quoted text that starts here; the same offset if none does. */
    public static int skip(String text, int at) {
        if (text.startsWith("//", at)) {
            return after(text, "\n", at);
        }
        if (text.startsWith("/*", at)) {
            return after(text, "*/", at + 2);
        }
        char c = text.charAt(at);
        return c == '"' || c == '\'' ? quoted(text, c, at + 1) : at;
    }

    /** The offset after the name that starts here. */
    static int end(String text, int at) {
        int i = at;
        while (i < text.length() && Character.isJavaIdentifierPart(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** The offset after the bracket that closes the one here; -1 if none does. */
    public static int closing(String text, int open) {
        int depth = 0;
        int i = open;
        while (i < text.length()) {
            int next = skip(text, i);
            if (next > i) {
                i = next;
                continue;
            }
            char c = text.charAt(i++);
            if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private static int after(String text, String mark, int from) {
        int found = text.indexOf(mark, from);
        return found < 0 ? text.length() : found + mark.length();
    }

    private static int quoted(String text, char quote, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) != quote) {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(text.length(), i + 1);
    }
}
