package io.regulars.campaigns;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The campaigns of one release, by name. */
public final class CampaignCatalogue {
    /** A release without campaigns. */
    public static final CampaignCatalogue EMPTY = new CampaignCatalogue(List.of());

    private final Map<String, Campaign> byName = new LinkedHashMap<>();

    CampaignCatalogue(List<Campaign> campaigns) {
        campaigns.forEach(campaign -> byName.put(campaign.name(), campaign));
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
}
