package io.regulars.campaigns;

import io.regulars.facts.Client;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The campaigns of one release, by name. */
public final class CampaignCatalogue {
    /** A release without campaigns. */
    public static final CampaignCatalogue EMPTY = new CampaignCatalogue(List.of(), StepConditions.NONE);

    private final Map<String, Campaign> byName = new LinkedHashMap<>();
    private final StepConditions conditions;

    /** The campaigns of a release, with what their steps ask of clients. */
    public CampaignCatalogue(List<Campaign> campaigns, StepConditions conditions) {
        campaigns.forEach(campaign -> byName.put(campaign.name(), campaign));
        this.conditions = conditions;
    }

    /** The campaign of that name, if there is one. */
    public Optional<Campaign> campaign(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** All campaigns in the order of their files. */
    public List<Campaign> campaigns() {
        return List.copyOf(byName.values());
    }

    /** Their names; a rule that starts another is an error of the release. */
    public Set<String> names() {
        return Set.copyOf(byName.keySet());
    }

    /** The tags that steps put on and that may hold only as long as a segment does. */
    public Set<String> perks(String segment) {
        var perks = new TreeSet<String>();
        for (Campaign campaign : byName.values()) {
            boolean may = switch (campaign.during()) {
                case Campaign.WhileSegment.None none -> false;
                case Campaign.WhileSegment.StartedFrom from -> true;
                case Campaign.WhileSegment.Named(String named) -> named.equals(segment);
            };
            for (Step step : may ? campaign.steps() : List.<Step>of()) {
                if (step.content() instanceof Step.Tag(String tag)) {
                    perks.add(tag);
                }
            }
        }
        return perks;
    }

    /** Whether the {@code if} of a step is so of the client; what is not known is not so. A step that asks nothing holds. */
    public boolean holds(String campaign, String step, Client client) {
        return conditions.holds(campaign, step, client);
    }
}
