package io.regulars.rules.drl.words;

/**
 * One word of a rule file, between two offsets.
 * <pre>
 *   visits >= 3   → NAME SIGN NUMBER
 * </pre>
 */
public record Word(Kind kind, String text, int start, int end) {
    /** What it is by its letters alone. */
    public enum Kind {
        NAME,
        NUMBER,
        /** In quotes. */
        TEXT,
        OPENING,
        CLOSING,
        SIGN
    }

    /** Whether it is written so. */
    public boolean is(String written) {
        return text.equals(written);
    }

    /** Whether it is a name. */
    public boolean isName() {
        return kind == Kind.NAME;
    }

    /** What stands there, shortened for a message. */
    public String shown() {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    /** The bracket that closes this one. */
    String closing() {
        return switch (text) {
            case "(" -> ")";
            case "[" -> "]";
            default -> "}";
        };
    }
}
