package io.regulars.delivery;

import io.regulars.campaigns.Campaign;
import io.regulars.campaigns.OfferTerms;
import io.regulars.campaigns.ledger.DueActions;
import io.regulars.offers.IssueOffers;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The offer that a message brings: every message of a campaign that has one. */
final class WantedOffer {
    private WantedOffer() {}

    /** Empty: it brings none. */
    static Optional<IssueOffers.Wanted> of(DueActions.Queued action, DecisionInput input) {
        if (!action.content().kind().equals("message")) {
            return Optional.empty();
        }
        return input.release()
                .campaigns()
                .campaign(action.campaign())
                .map(Campaign::offer)
                .map(terms -> new IssueOffers.Wanted(
                        action.id(), action.start(), action.campaign(), terms, until(terms, action, input)));
    }

    /** As it was promised when it started, unless nothing was then. */
    private static @Nullable Instant until(OfferTerms terms, DueActions.Queued action, DecisionInput input) {
        Instant promised = action.content().validUntil();
        return promised != null || terms.validity() == null
                ? promised
                : input.now().plus(terms.validity());
    }
}
