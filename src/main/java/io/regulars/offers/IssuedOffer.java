package io.regulars.offers;

import io.regulars.campaigns.OfferTerms;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client was given.
 *
 * @param code as the client is told
 * @param services what it is for, by their codes; empty: not restricted
 * @param validUntil null: for ever
 */
public record IssuedOffer(
        String code,
        OfferTerms.Worth worth,
        List<String> services,
        @Nullable Instant validUntil) {
    public IssuedOffer {
        services = List.copyOf(services);
    }
}
