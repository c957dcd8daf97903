package io.regulars.rules.drl;

/**
 * One word of a rule file, between two offsets.
 * <pre>
 *   visits >= 3   → NAME SIGN NUMBER
 * </pre>
 */
record Word(Kind kind, String text, int start, int end) {
    /** What it is by its letters alone. */
    enum Kind {
        NAME,
        NUMBER,
        /** In quotes. */
        TEXT,
        OPENING,
        CLOSING,
        SIGN
    }

    boolean is(String written) {
        return text.equals(written);
    }

    boolean isName() {
        return kind == Kind.NAME;
    }

    /** What stands there, shortened for a message. */
    String shown() {
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
