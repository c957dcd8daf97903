package io.regulars.offers;

import java.time.Instant;
import java.util.Comparator;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A booking or an event that names a code.
 *
 * @param thing its external id
 * @param client our own number of whose it is
 * @param at when it first named the code
 * @param stands whether it was neither cancelled, nor paid back in full, nor removed
 * @param about of a booking the one that it was moved from, of an event its booking; null: none is named
 */
record CodeUse(
        Kind kind,
        String thing,
        long client,
        Instant at,
        boolean stands,
        @Nullable String about) {
    /** The earlier first; of two at one moment always the same. */
    static final Comparator<CodeUse> ORDER =
            Comparator.comparing(CodeUse::at).thenComparing(CodeUse::kind).thenComparing(CodeUse::thing);

    /** What it is. */
    @Schema(name = "OfferUseKind")
    enum Kind {
        BOOKING,
        EVENT
    }

    /** Whether it redeems the code. */
    @Schema(name = "OfferUseResult")
    enum Result {
        COUNTS,
        /** Others that were earlier have used it up. */
        SECOND,
        EXPIRED,
        VOID,
        OTHER_CLIENT
    }

    CodeUse asOf(Instant moment) {
        return new CodeUse(kind, thing, client, moment, stands, about);
    }
}
