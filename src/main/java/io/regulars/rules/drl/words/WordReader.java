package io.regulars.rules.drl.words;

import io.regulars.rules.model.DiagnosticCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Takes a rule file apart into its words, before any parser sees it: comments are passed over, and characters that are not
 * what they look like, texts and comments that never end, and words longer than any honest one are refused at their place.
 */
public final class WordReader {
    /** Longest first, so that a sign is never read as the beginning of another. */
    private static final List<String> SIGNS = List.of(
            "===", "!==", "&&", "||", "==", "!=", "<=", ">=", "=<", "=>", "<>", ":=", "->", "::", "++", "--", "+=",
            "-=");
    /** What those begin with. */
    private static final String LONGER = "=!&|<>:-+";
    /** What may follow a backslash: the escapes of Drools' own lexer. */
    private static final String ESCAPES = "bBtnfr\"'\\.oxaecdDsSwWpAGZzQE*[]()$^{}?+-&|01234567";

    private static final Set<String> SHORTENED = Set.of("isn", "aren", "wasn", "doesn", "hasn");

    /** A file with more wrong characters is no rule file; the rest of it is not read. */
    private static final int MOST_REFUSED = 100;

    private final SourceText source;
    private final DiagnosticCollector problems;
    private final List<Word> words = new ArrayList<>();
    private final List<Integer> refused = new ArrayList<>();
    private int at;

    private WordReader(SourceText source, DiagnosticCollector problems) {
        this.source = source;
        this.problems = problems;
    }

    /**
     * What a file consists of.
     *
     * @param refused offsets at which something was refused
     */
    public record Read(List<Word> words, List<Integer> refused) {
        public Read {
            words = List.copyOf(words);
            refused = List.copyOf(refused);
        }
    }

    /** The file's words in the order of the text; what cannot be one is reported. */
    public static Read of(SourceText source, DiagnosticCollector problems) {
        var reading = new WordReader(source, problems);
        reading.refuseHiddenCharacters();
        reading.read();
        return new Read(reading.words, reading.refused);
    }

    private void read() {
        String text = source.text();
        while (at < text.length() && refused.size() < MOST_REFUSED) {
            char c = text.charAt(at);
            if (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || Characters.hidden(text, at)) {
                at++;
            } else if (text.startsWith("//", at)) {
                at = lineEnd(at);
            } else if (text.startsWith("/*", at)) {
                comment();
            } else if (beginsForeignComment()) {
                foreignComment();
            } else if (c == '\'' && isShortened()) {
                shortened();
            } else if (c == '"' || c == '\'') {
                quoted(c);
            } else if (c >= '0' && c <= '9') {
                number();
            } else if (Characters.nameStart(c)) {
                add(Word.Kind.NAME, past(at, Characters::namePart), Bounds.NAME);
            } else if (c > 126) {
                foreign(at, at);
            } else {
                sign(c);
            }
        }
    }

    /** Characters that cannot be seen, or turn the text around, are refused wherever they stand. */
    private void refuseHiddenCharacters() {
        String text = source.text();
        for (int i = 0; i < text.length() && refused.size() < MOST_REFUSED; i++) {
            if (Characters.hidden(text, i)) {
                refuse(
                        i,
                        i + 1,
                        "hidden-character",
                        "There is a character here that cannot be seen: " + Characters.name(text, i) + ".",
                        text.charAt(i) == '\uFFFD'
                                ? "Write the letter that was there, and save the file as UTF-8."
                                : "Delete it.");
            }
        }
    }

    private boolean beginsForeignComment() {
        String text = source.text();
        boolean apart = at == 0 || Character.isWhitespace(text.charAt(at - 1));
        return apart && text.charAt(at) == '#' || text.startsWith("--", at) && source.firstOfItsLine(at);
    }

    /** As other languages write it: {@code # remark}, {@code -- remark}. */
    private void foreignComment() {
        int end = lineEnd(at);
        String sign = source.text().startsWith("#", at) ? "#" : "--";
        refuse(at, end, "foreign-comment", "A remark begins with //.", "Write // instead of " + sign + ".");
        at = end;
    }

    private void comment() {
        int close = source.text().indexOf("*/", at + 2);
        if (close < 0) {
            refuse(at, at + 2, "unclosed-comment", "This comment never ends.", "Close it with */.");
        }
        at = close < 0 ? source.text().length() : close + 2;
    }

    /** {@code isn't}, {@code doesn't}. */
    private boolean isShortened() {
        Word last = words.isEmpty() ? null : words.getLast();
        return last != null
                && last.end() == at
                && SHORTENED.contains(last.text())
                && source.text().startsWith("'t", at)
                && past(at + 1, Characters::namePart) == at + 2;
    }

    /** One word of speech, which is told as one, and no text that begins. */
    private void shortened() {
        Word last = words.removeLast();
        words.add(new Word(Word.Kind.NAME, last.text() + "t", last.start(), at + 2));
        at += 2;
    }

    private void quoted(char quote) {
        String text = source.text();
        int start = at;
        if (text.startsWith("\"\"\"", at)) {
            int close = text.indexOf("\"\"\"", at + 3);
            refuse(
                    start,
                    start + 3,
                    "text-block",
                    "A text block is not taken here.",
                    "Write the text in double quotes, on one line.");
            at = close < 0 ? text.length() : close + 3;
            return;
        }
        int i = start + 1;
        while (i < text.length() && text.charAt(i) != quote && text.charAt(i) != '\n') {
            if (text.charAt(i) == '\\' && i + 1 < text.length() && text.charAt(i + 1) != '\n') {
                escape(i);
                i++;
            }
            i++;
        }
        if (i >= text.length() || text.charAt(i) == '\n') {
            int end = i > start + 1 && text.charAt(i - 1) == '\r' ? i - 1 : i;
            refuse(
                    start,
                    end,
                    "unclosed-text",
                    "This text has no closing " + quote + " on its line.",
                    "Close it where it ends.");
            at = i;
            return;
        }
        add(Word.Kind.TEXT, i + 1, Bounds.TEXT);
    }

    private void escape(int backslash) {
        char escaped = source.text().charAt(backslash + 1);
        if (escaped == 'u') {
            refuse(
                    backslash,
                    backslash + 2,
                    "bad-escape",
                    "A character is not written as its number here.",
                    "Write the character itself.");
        } else if (ESCAPES.indexOf(escaped) < 0) {
            refuse(
                    backslash,
                    backslash + 2,
                    "bad-escape",
                    "'\\" + escaped + "' means nothing in a text.",
                    "For a backslash write \\\\.");
        }
    }

    private void number() {
        String text = source.text();
        int end = past(at, c -> Characters.namePart(c) || c == '.');
        boolean exponent = end < text.length()
                && (text.charAt(end) == '+' || text.charAt(end) == '-')
                && text.substring(at, end).matches("[0-9._]+[eE]");
        add(Word.Kind.NUMBER, exponent ? past(end + 1, Characters::namePart) : end, Bounds.DIGITS);
    }

    /** From a letter, space or sign of another script to the end of the name it stands in. */
    private void foreign(int start, int first) {
        String text = source.text();
        int end = first + Character.charCount(text.codePointAt(first));
        if (Character.isLetterOrDigit(text.codePointAt(first))) {
            end = past(end, c -> Characters.namePart(c) || c > 126 && Character.isLetterOrDigit(c));
        }
        refuse(
                start,
                end,
                "foreign-character",
                "'" + text.substring(start, Math.min(end, start + 40))
                        + "' holds a character that only texts may hold: " + Characters.name(text, first) + ".",
                Characters.instead(text.charAt(first)));
        at = end;
    }

    private void sign(char c) {
        if (c == '\\') {
            refuse(at, at + 1, "foreign-character", "A backslash stands in texts only.", "Delete it.");
            at++;
            return;
        }
        Word.Kind kind =
                "([{".indexOf(c) >= 0 ? Word.Kind.OPENING : ")]}".indexOf(c) >= 0 ? Word.Kind.CLOSING : Word.Kind.SIGN;
        add(kind, at + signLength(), Bounds.NAME);
    }

    private int signLength() {
        if (LONGER.indexOf(source.text().charAt(at)) < 0) {
            return 1;
        }
        for (String known : SIGNS) {
            if (source.text().startsWith(known, at)) {
                return known.length();
            }
        }
        return 1;
    }

    private void add(Word.Kind kind, int end, Bounds.Most most) {
        if (end - at > most.number()) {
            refuse(
                    at,
                    end,
                    most.code(),
                    "This is longer than the " + most.number() + " characters that " + most.of() + " may have.",
                    most.instead());
        }
        String text = source.text();
        boolean goesOn = end < text.length() && Character.isLetterOrDigit(text.codePointAt(end));
        if (kind == Word.Kind.NAME && goesOn && !Characters.namePart(text.charAt(end))) {
            foreign(at, end);
            return;
        }
        words.add(new Word(kind, text.substring(at, end), at, end));
        at = end;
    }

    private int past(int from, java.util.function.IntPredicate part) {
        int i = from;
        while (i < source.text().length() && part.test(source.text().charAt(i))) {
            i++;
        }
        return i;
    }

    private int lineEnd(int from) {
        int end = source.text().indexOf('\n', from);
        return end < 0 ? source.text().length() : end;
    }

    private void refuse(int start, int end, String code, String message, String hint) {
        if (refused.size() >= MOST_REFUSED) {
            return;
        }
        refused.add(start);
        problems.error(source.position(start, end), code, message, hint);
    }
}
