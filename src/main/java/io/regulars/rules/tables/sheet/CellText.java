package io.regulars.rules.tables.sheet;

/** The text of a cell without what nobody sees: blanks of all kinds around it, and blanks within that do not break. */
final class CellText {
    /** Not the joiners, which belong to letters. */
    private static final String UNSEEN = "\u200B\u2060\uFEFF\u200E\u200F\u00AD";

    private static final String BLANKS = "\u00A0\u2007\u202F\u2009\u200A\u2002\u2003\u3000";

    private CellText() {}

    /** It as it is compared. */
    static String clean(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        var clean = new StringBuilder(end - start);
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            clean.append(BLANKS.indexOf(c) >= 0 ? ' ' : c);
        }
        return clean.toString();
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || BLANKS.indexOf(c) >= 0 || UNSEEN.indexOf(c) >= 0;
    }
}
