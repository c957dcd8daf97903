package io.regulars.rules.tables.literal;

/** Writes texts of cells as literals of DRL, so that no cell can say anything else. */
public final class QuotedTexts {
    private QuotedTexts() {}

    /** In quotes, with what would end or change them escaped. */
    public static String quoted(String text) {
        return "\"" + escaped(text) + "\"";
    }

    /** As it stands between quotes of a template. */
    static String escaped(String text) {
        var escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> escaped.append("\\\\");
                case '"' -> escaped.append("\\\"");
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                default -> escaped.appendCodePoint(Character.isISOControl(c) ? ' ' : c);
            }
        });
        return escaped.toString();
    }
}
