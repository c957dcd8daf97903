package io.regulars.facts.values;

/** Three-valued truth: what a comparison with something unknown gives is unknown ({@code docs/domain.md}, Unknown). */
public enum Truth {
    FALSE,
    UNKNOWN,
    TRUE;

    /** TRUE or FALSE. */
    public static Truth of(boolean value) {
        return value ? TRUE : FALSE;
    }

    /** {@code false && unknown} is false; {@code true && unknown} is unknown. */
    public Truth and(Truth other) {
        return ordinal() <= other.ordinal() ? this : other;
    }

    /** {@code true || unknown} is true; {@code false || unknown} is unknown. */
    public Truth or(Truth other) {
        return ordinal() >= other.ordinal() ? this : other;
    }

    /** {@code !unknown} is unknown. */
    public Truth not() {
        return switch (this) {
            case FALSE -> TRUE;
            case UNKNOWN -> UNKNOWN;
            case TRUE -> FALSE;
        };
    }

    /** What a pattern asks: only true matches. */
    public boolean holds() {
        return this == TRUE;
    }
}
