package io.regulars.templates.text;

import java.util.ArrayList;
import java.util.List;

/**
 * The parts of a source in braces, as the engine tells them from text: a brace that is followed by a letter, a digit, {@code _} or one of
 * {@code # / @ ! |}, and has no backslash before it.
 */
public record Braces(String source, List<Brace> all) {
    /** The parts in braces of a source in their order. An unfinished one ends with the source. */
    public static Braces of(String source) {
        var found = new ArrayList<Brace>();
        int at = 0;
        while (at < source.length()) {
            char character = source.charAt(at);
            if (character == '\\') {
                at += 2;
            } else if (character == '{' && at + 1 < source.length() && begins(source.charAt(at + 1))) {
                int end = end(source, at);
                found.add(new Brace(at, end, source.substring(at, end)));
                at = end;
            } else {
                at++;
            }
        }
        return new Braces(source, List.copyOf(found));
    }

    private static boolean begins(char character) {
        return Character.isLetterOrDigit(character) || "_#/@!|".indexOf(character) >= 0;
    }

    private static int end(String source, int start) {
        char first = source.charAt(start + 1);
        if (first == '!' || first == '|') {
            int end = source.indexOf(first + "}", start + 2);
            return end < 0 ? source.length() : end + 2;
        }
        char quote = 0;
        for (int at = start + 1; at < source.length(); at++) {
            char character = source.charAt(at);
            if (quote == 0 && (character == '\'' || character == '"')) {
                quote = character;
            } else if (character == quote) {
                quote = 0;
            } else if (quote == 0 && character == '}') {
                return at + 1;
            }
        }
        return source.length();
    }

    /** The source with each part in braces as it is, and every other brace so that the engine takes it for text. */
    public String escaped() {
        var text = new StringBuilder();
        int at = 0;
        for (Brace brace : all) {
            text.append(literal(source.substring(at, brace.start))).append(brace.text);
            at = brace.end;
        }
        return text.append(literal(source.substring(at))).toString();
    }

    /** A text without parts in braces, so that the engine takes none of its braces for one. */
    static String literal(String text) {
        return text.replace("\\{", "{").replace("{", "\\{");
    }

    /**
     * A part in braces.
     *
     * @param start index of its first brace
     * @param end index behind its last
     */
    public record Brace(int start, int end, String text) {
        /** Whether it is a comment, which nobody sees. */
        public boolean isComment() {
            return text.startsWith("{!");
        }

        /** Whether it begins, divides or ends a section: it writes nothing itself. */
        public boolean isSection() {
            return text.startsWith("{#") || text.startsWith("{/");
        }

        /** Whether it begins a section. */
        public boolean opens() {
            return text.startsWith("{#") && !divides() && !text.endsWith("/}");
        }

        /** Whether it divides a section. */
        public boolean divides() {
            return name().equals("else") || name().equals("is") || name().equals("case");
        }

        /** Whether it ends a section. */
        public boolean closes() {
            return text.startsWith("{/");
        }

        /** Of a section: {@code if}. */
        public String name() {
            int end = 2;
            while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
                end++;
            }
            return isSection() ? text.substring(2, end) : "";
        }

        /** Of a section: what stands behind its name. */
        public String parameters() {
            int from = 2 + name().length();
            return text.substring(from, Math.max(from, text.length() - 1)).strip();
        }
    }
}
