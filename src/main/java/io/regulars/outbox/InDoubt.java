package io.regulars.outbox;

/** What is done with a message of which nobody can tell whether the receiver took it, over a channel that knows no ids. */
public enum InDoubt {
    /** It goes out again: a doubled reminder is better than none. */
    RESEND,
    /** It counts as perhaps sent, and does not go out again. */
    ASSUME_SENT
}
