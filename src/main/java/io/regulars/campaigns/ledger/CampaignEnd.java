package io.regulars.campaigns.ledger;

import io.regulars.campaigns.Campaign;
import io.regulars.campaigns.Campaign.StopEvent;
import io.regulars.campaigns.CampaignCatalogue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * That something happened which ends a campaign for a client: what is queued of starts that came from before it is cancelled.
 *
 * @param at when it happened
 * @param segment only of starts from this segment; null: of all
 * @param code only if the campaign gave the client this code; null: whatever it gave
 * @param reason as the ledger has it
 */
public record CampaignEnd(
        String campaign,
        Instant at,
        @Nullable String segment,
        @Nullable String code,
        String reason) {
    /**
     * Something that happened to a client and may end campaigns.
     *
     * @param code of an offer that was redeemed; null: it is none, or its code was not told
     */
    public record Happened(
            StopEvent event, Instant at, @Nullable String code) {
        /** Anything but an offer that was redeemed. */
        public Happened(StopEvent event, Instant at) {
            this(event, at, null);
        }
    }

    /** That a client has left a segment. */
    public record LeftSegment(String segment, Instant at) {}

    /**
     * Which of the campaigns with something queued end.
     *
     * @param queued the names of campaigns of which something is queued for the client
     */
    public static List<CampaignEnd> of(
            CampaignCatalogue catalogue,
            Collection<String> queued,
            Collection<Happened> happened,
            Collection<LeftSegment> left) {
        if (queued.isEmpty() || happened.isEmpty() && left.isEmpty()) {
            return List.of();
        }
        var ends = new ArrayList<CampaignEnd>();
        for (String name : queued) {
            Optional<Campaign> campaign = catalogue.campaign(name);
            if (campaign.isEmpty()) {
                continue;
            }
            for (Happened one : happened) {
                if (campaign.get().stop().contains(one.event())) {
                    ends.add(new CampaignEnd(name, one.at(), null, one.code(), "stopped: " + sentence(one.event())));
                }
            }
            if (campaign.get().stop().contains(StopEvent.LEFT_SEGMENT)) {
                left.forEach(one -> ends.add(new CampaignEnd(
                        name,
                        one.at(),
                        one.segment(),
                        null,
                        "stopped: the client left the segment '" + one.segment() + "'")));
            }
        }
        return ends;
    }

    private static String sentence(StopEvent event) {
        return switch (event) {
            case BOOKED -> "the client booked";
            case VISITED -> "the client came";
            case REDEEMED -> "the client redeemed an offer";
            case REPLIED -> "the client replied";
            case LEFT_SEGMENT -> "the client left the segment";
        };
    }

    /** Whether it ends a start, where it is not known which codes were given. */
    public boolean ends(String started, String origin, Instant since) {
        return started.equals(campaign)
                && !since.isAfter(at)
                && (segment == null || segment.equals(LedgerRows.segmentOf(origin)));
    }
}
