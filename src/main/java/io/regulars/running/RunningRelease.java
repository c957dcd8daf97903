package io.regulars.running;

import io.regulars.campaigns.CampaignCatalogue;
import io.regulars.rules.model.RuleSet;
import io.regulars.segments.SegmentInfo;
import io.regulars.templates.TemplateCatalogue;
import java.util.Map;

/**
 * A release as it runs: immutable; an evaluation runs start to end on the one it began with.
 *
 * @param id of its row; {@code r-<id>} outside
 * @param hash of its content
 * @param segments what is written about segments, by name
 */
public record RunningRelease(
        int id,
        String hash,
        RuleSet rules,
        CampaignCatalogue campaigns,
        TemplateCatalogue templates,
        Map<String, SegmentInfo> segments) {
    public RunningRelease {
        segments = Map.copyOf(segments);
    }

    /** One of which nobody asks for a text. */
    public RunningRelease(
            int id, String hash, RuleSet rules, CampaignCatalogue campaigns, Map<String, SegmentInfo> segments) {
        this(id, hash, rules, campaigns, TemplateCatalogue.EMPTY, segments);
    }

    /** Whether any of its rules may come to something else once a message was sent to a client. */
    public boolean asksForSentMessages() {
        return rules.asksForSentMessages();
    }

    /** As callers see it. */
    public String label() {
        return "r-" + id;
    }
}
