package io.regulars.campaigns;

import io.regulars.access.businesses.BusinessId;

/** The campaigns of the release that answers for a business. */
@FunctionalInterface
public interface RunningCampaigns {
    /** The catalogue; empty while no release is active. */
    CampaignCatalogue catalogue(BusinessId business);
}
