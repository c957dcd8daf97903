package io.regulars.campaigns;

/** The campaigns of the release that runs. */
@FunctionalInterface
public interface RunningCampaigns {
    /** The catalogue; empty while no release is active. */
    CampaignCatalogue catalogue();
}
