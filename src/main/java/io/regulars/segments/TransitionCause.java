package io.regulars.segments;

/** What brought a client into a segment or out of it. */
public enum TransitionCause {
    /** Something happened that the booking system told of. */
    CHANGE,
    /** History was brought in. */
    IMPORT,
    /** Time went on. */
    TIME,
    /** Other rules began to answer. */
    RELEASE,
    /** Somebody asked for an evaluation, which found it. */
    REQUEST
}
