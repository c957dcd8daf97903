package io.regulars.arbiter;

/** What a message is for; more is asked of marketing. */
public enum Purpose {
    /** It belongs to a booking of the client. */
    SERVICE,
    /** It needs the client's goodwill. */
    MARKETING
}
