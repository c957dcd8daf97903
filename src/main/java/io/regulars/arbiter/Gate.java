package io.regulars.arbiter;

import java.util.Locale;

/** What an action has to pass before it is carried out, in the order in which they are asked. */
public enum Gate {
    /** The client was erased. */
    ERASED,
    /** The campaign or its step is gone from the release. */
    WITHDRAWN,
    /** A correction took back what it started from. */
    RETRACTED,
    /** An event came that ends the campaign for the client. */
    STOPPED,
    /** It waited too long, its offer is over, or its booking has begun. */
    EXPIRED,
    /** The client is no longer in the segment that it goes to. */
    LEFT_SEGMENT,
    /** The condition of the step does not hold. */
    CONDITION,
    /** A booking or a visit makes it pointless, or the booking that it is about stands no longer. */
    BOOKING,
    /** The client did not agree to the channel. */
    CONSENT,
    /** The address must not be written to. */
    SUPPRESSED,
    /** There is no address that can be used. */
    ADDRESS,
    /** The same went to this address for another client. */
    DUPLICATE_ADDRESS,
    /** Something of higher priority comes within the gap. */
    SUPERSEDED,
    /** The last message is too short a time ago. */
    GAP,
    /** There were as many messages as are allowed in some days. */
    CAP,
    /** Its offer needs a code, and none is left. */
    OFFER,
    /** It is night where the client is. */
    QUIET,
    /** As many went out in this time as are allowed. */
    RATE;

    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** As the ledger names it, such as {@code duplicate-address}. */
    public String word() {
        return word;
    }
}
