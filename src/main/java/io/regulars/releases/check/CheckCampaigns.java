package io.regulars.releases.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.campaigns.Campaign;
import io.regulars.campaigns.CampaignCatalogue;
import io.regulars.campaigns.OfferTerms;
import io.regulars.campaigns.Step;
import io.regulars.campaigns.file.ReadCampaigns;
import io.regulars.platform.text.NearestName;
import io.regulars.rules.model.CampaignOrigin;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.RuleSet;
import io.regulars.rules.model.YamlDocument;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lays campaigns beside the rules that start them: the segments and bookings that they need, and the days on which they may. */
final class CheckCampaigns {
    private final RuleSet rules;
    private final CampaignCatalogue campaigns;
    private final LocalDate today;
    private final List<Diagnostic> found = new ArrayList<>();

    private CheckCampaigns(RuleSet rules, CampaignCatalogue campaigns, LocalDate today) {
        this.rules = rules;
        this.campaigns = campaigns;
        this.today = today;
    }

    /** Errors and warnings of a release whose campaigns could be read. */
    static List<Diagnostic> check(List<RuleFile> files, RuleSet rules, CampaignCatalogue campaigns, LocalDate today) {
        var check = new CheckCampaigns(rules, campaigns, today);
        files.stream().filter(ReadCampaigns::isCampaign).forEach(check::file);
        return List.copyOf(check.found);
    }

    private void file(RuleFile file) {
        YamlDocument<ObjectNode> document = YamlDocument.read(file, problem -> {});
        if (document != null) {
            campaigns
                    .campaign(document.content().path("name").asText())
                    .ifPresent(campaign -> campaign(document, campaign));
        }
    }

    private void campaign(YamlDocument<ObjectNode> document, Campaign campaign) {
        List<CampaignOrigin> origins = rules.campaignOrigins().getOrDefault(campaign.name(), List.of());
        segment(document, campaign, origins);
        LocalDate to = campaign.season().to();
        if (to != null && to.isBefore(today)) {
            found.add(document.warning(
                    "/to", "season-over", "The campaign starts no more: its last day was " + to + ".", ""));
        }
        for (Campaign.Suppression one : campaign.suppress()) {
            if (one instanceof Campaign.Suppression.OpenTask(String other)
                    && campaigns.campaign(other).isEmpty()) {
                found.add(document.error(
                        "/suppress",
                        "unknown-campaign",
                        "There is no campaign '" + other + "'.",
                        NearestName.hint(other, campaigns.names())));
            }
        }
        offer(document, campaign);
        JsonNode steps = document.content().path("steps");
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).has("before")) {
                before(document, "/steps/" + i + "/before", origins);
            }
        }
    }

    private void offer(YamlDocument<ObjectNode> document, Campaign campaign) {
        OfferTerms terms = campaign.offer();
        if (terms == null) {
            return;
        }
        if (terms.code() instanceof OfferTerms.CodeSource.Fixed) {
            campaigns.campaigns().stream()
                    .filter(other -> !other.name().equals(campaign.name()))
                    .filter(other ->
                            other.offer() != null && other.offer().code().equals(terms.code()))
                    .findFirst()
                    .ifPresent(other -> found.add(document.warning(
                            "/offer/code",
                            "code-of-two-campaigns",
                            "The campaign '" + other.name() + "' has the same code, so nobody can tell which of the two"
                                    + " a booking with it comes from.",
                            "Give each a code of its own.")));
        }
        Duration validity = terms.validity();
        List<Step> messages = campaign.steps().stream()
                .filter(step -> step.content() instanceof Step.Message)
                .toList();
        if (validity != null
                && messages.size() > 1
                && messages.getFirst().timing() instanceof Step.StepTiming.After(Duration first)
                && messages.getLast().timing() instanceof Step.StepTiming.After(Duration last)
                && last.minus(first).compareTo(validity) > 0) {
            found.add(
                    document.warning(
                            "/offer/validity",
                            "offer-ends-before-last-step",
                            "The code of the first message is over when '"
                                    + messages.getLast().name() + "' is due, so that brings a new one.",
                            "Let it be valid for longer than the campaign takes, or begin the second part as a campaign of its own."));
        }
    }

    private void segment(YamlDocument<ObjectNode> document, Campaign campaign, List<CampaignOrigin> origins) {
        if (campaign.during() instanceof Campaign.WhileSegment.Named(String name) && !isAssigned(name)) {
            found.add(document.error(
                    "/while",
                    "unknown-segment",
                    "No rule puts clients into a segment '" + name + "'.",
                    NearestName.hint(name, rules.segmentNames())));
        }
        if (document.content().has("while") && campaign.during() instanceof Campaign.WhileSegment.StartedFrom) {
            origins.stream()
                    .filter(origin -> !origin.kinds().isEmpty())
                    .findFirst()
                    .ifPresent(origin -> found.add(document.error(
                            "/while",
                            "while-without-segment",
                            "The rule '" + origin.rule() + "' starts the campaign from an event, not from a segment.",
                            "Name the segment: 'while: <segment>', or write 'while: none'.")));
        }
    }

    /** Rules may compute names, such as "service:massage" of "service:" and the service; of those the beginning is compared. */
    private boolean isAssigned(String name) {
        int colon = name.indexOf(':');
        return rules.segmentNames().contains(name) || colon > 0;
    }

    private void before(YamlDocument<ObjectNode> document, String place, List<CampaignOrigin> origins) {
        Optional<CampaignOrigin> without =
                origins.stream().filter(origin -> !origin.hasBooking()).findFirst();
        without.ifPresent(origin -> found.add(document.error(
                place,
                "before-without-booking",
                "The rule '" + origin.rule() + "' starts the campaign from no booking that the step could be before.",
                "Let it match 'Trigger( kind in (BOOKED, RESCHEDULED) )', or write 'after'.")));
    }
}
