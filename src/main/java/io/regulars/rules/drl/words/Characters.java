package io.regulars.rules.drl.words;

import java.util.Locale;

/** Which characters a rule file may hold, and where: what looks alike must be alike. */
final class Characters {
    private Characters() {}

    static boolean nameStart(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '$';
    }

    static boolean namePart(int c) {
        return nameStart(c) || c >= '0' && c <= '9';
    }

    /**
     * Whether the character at an offset cannot be seen or turns the text beside it around: control characters, marks of
     * direction, a byte order mark in mid text, half a pair of surrogates.
     */
    static boolean hidden(String text, int offset) {
        char c = text.charAt(offset);
        if (c < ' ') {
            return c != '\t' && c != '\n' && c != '\r' && c != '\f';
        }
        if (Character.isHighSurrogate(c)) {
            return offset + 1 >= text.length() || !Character.isLowSurrogate(text.charAt(offset + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return offset == 0 || !Character.isHighSurrogate(text.charAt(offset - 1));
        }
        return c >= 0x7F && c <= 0x9F
                || c == 0xAD
                || c == 0x61C
                || c == 0x200B
                || c == 0x200E
                || c == 0x200F
                || c >= 0x2028 && c <= 0x202E
                || c >= 0x2060 && c <= 0x206F
                || c == 0xFEFF
                || c >= 0xFFF0;
    }

    /** {@code U+0441 Cyrillic small letter es}. */
    static String name(String text, int offset) {
        int codePoint = text.codePointAt(offset);
        String name = Character.getName(codePoint);
        return "U+%04X".formatted(codePoint) + (name == null ? "" : " " + sentence(name));
    }

    /** What to write instead of a character that means nothing outside texts. */
    static String instead(char c) {
        return switch (c) {
            case '“', '”', '„', '«', '»' -> "Texts stand in straight quotes: \".";
            case '‘', '’', '‚' -> "Texts stand in straight double quotes: \".";
            case '–', '—', '−' -> "For minus write -.";
            case '€', '£', '¥' -> "An amount stands without its currency: 200.";
            case '≥' -> "Write >=.";
            case '≤' -> "Write <=.";
            case '≠' -> "Write !=.";
            case '×' -> "Write *.";
            case '÷' -> "Write /.";
            case '…' -> "Write what is left out.";
            default ->
                Character.isSpaceChar(c)
                        ? "Write a plain space."
                        : "Names are written with a to z, digits, _ and $; other letters stand in quotes.";
        };
    }

    private static String sentence(String name) {
        int space = name.indexOf(' ');
        return space < 0
                ? name.toLowerCase(Locale.ROOT)
                : name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }
}
