package io.regulars.campaigns;

import io.regulars.facts.Client;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The campaigns of one release, by name. */
public final class CampaignCatalogue {
    /** A release without campaigns. */
    public static final CampaignCatalogue EMPTY = new CampaignCatalogue(List.of(), StepConditions.NONE);

    private final Map<String, Campaign> byName = new LinkedHashMap<>();
    private final StepConditions conditions;

    CampaignCatalogue(List<Campaign> campaigns, StepConditions conditions) {
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

    /** Whether the {@code if} of a step is so of the client; what is not known is not so. A step that asks nothing holds. */
    public boolean holds(String campaign, String step, Client client) {
        return conditions.holds(campaign, step, client);
    }
}
