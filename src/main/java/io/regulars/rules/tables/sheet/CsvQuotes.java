package io.regulars.rules.tables.sheet;

/**
 * Whether the quotes of a CSV file go together. One that is open would take the rest of the file into its cell, and rows would be
 * lost without a word.
 */
final class CsvQuotes {
    private final String text;
    private final char separator;
    private int at;
    private int row = 1;
    private int column = 1;

    private CsvQuotes(String text, char separator) {
        this.text = text;
        this.separator = separator;
    }

    /** What is wrong is reported at its cell. */
    static boolean sound(String file, String text, char separator, TableProblems problems) {
        var quotes = new CsvQuotes(text, separator);
        while (quotes.at < text.length()) {
            boolean quoted = text.charAt(quotes.at) == '"';
            if (quoted && !quotes.closed()) {
                problems.error(
                        file,
                        quotes.row,
                        quotes.column,
                        "unclosed-text",
                        "The cell begins with a quote that nothing closes.",
                        "Close it behind the cell's text.");
                return false;
            }
            if (quoted && !quotes.ended()) {
                problems.error(
                        file,
                        quotes.row,
                        quotes.column,
                        "text-after-quote",
                        "After the quote that closes the cell stands more.",
                        "Write each quote inside a cell twice: \"\".");
                return false;
            }
            quotes.next();
        }
        return true;
    }

    /** Goes behind the quote that closes a cell, if there is one. */
    private boolean closed() {
        int i = at + 1;
        while (i < text.length()) {
            boolean quote = text.charAt(i) == '"';
            boolean twice = quote && i + 1 < text.length() && text.charAt(i + 1) == '"';
            if (quote && !twice) {
                at = i + 1;
                return true;
            }
            i += twice ? 2 : 1;
        }
        return false;
    }

    private boolean ended() {
        return at == text.length() || text.charAt(at) == separator || isLineEnd();
    }

    private boolean isLineEnd() {
        return text.charAt(at) == '\n' || text.charAt(at) == '\r';
    }

    /** Goes to the beginning of the next cell. */
    private void next() {
        while (!ended()) {
            at++;
        }
        if (at < text.length() && isLineEnd()) {
            at += text.startsWith("\r\n", at) ? 1 : 0;
            row++;
            column = 1;
        } else {
            column++;
        }
        at++;
    }
}
