package io.regulars.offers;

/** How a code stands. */
enum OfferState {
    /** The client has it and may use it. */
    ISSUED,
    /** It was used as often as it counts. */
    REDEEMED,
    /** Its time was over before it was used up. */
    EXPIRED,
    /** Somebody took it back. */
    VOID
}
