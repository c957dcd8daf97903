package io.regulars.rules.check.analysis;

/** What a condition is to be, of true, false and unknown. */
public enum RequiredTruth {
    TRUE,
    FALSE,
    /** False or unknown: the rule does not match. */
    NOT_TRUE,
    /** True or unknown. */
    NOT_FALSE;

    /** What {@code a} is to be where {@code !a} is to be this. */
    RequiredTruth negated() {
        return switch (this) {
            case TRUE -> FALSE;
            case FALSE -> TRUE;
            case NOT_TRUE -> NOT_FALSE;
            case NOT_FALSE -> NOT_TRUE;
        };
    }

    /** Whether {@code a && b} is this where both are; else where one is. */
    boolean ofAll() {
        return this == TRUE || this == NOT_FALSE;
    }

    /** Whether unknown will do. */
    boolean takesUnknown() {
        return this == NOT_TRUE || this == NOT_FALSE;
    }

    /** Whether it asks for true, perhaps unknown. */
    boolean asksTrue() {
        return this == TRUE || this == NOT_FALSE;
    }
}
