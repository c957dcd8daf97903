package io.regulars.releases.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.campaigns.CampaignCatalogue;
import io.regulars.platform.text.NearestName;
import io.regulars.rules.model.Concern;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.YamlDocument;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What is written about segments: that it is whole, that reviews are not overdue, and that there are not more campaigns at once
 * than anybody can look after. {@code campaign: none} says that a segment is for looking only.
 */
final class DescribedSegments {
    /** More at a time than a small business can tell apart; {@code mostWithCampaign} says another number. */
    private static final int MOST_WITH_CAMPAIGN = 8;

    private static final Map<String, String> WANTED = Map.of(
            "question", "which business question it answers",
            "campaign", "which campaign uses it, or 'none'",
            "owner", "who looks after it",
            "review", "when somebody should look at it again");

    private final YamlDocument<ObjectNode> document;
    private final CampaignCatalogue campaigns;
    private final LocalDate today;
    private final List<Diagnostic> warnings;

    DescribedSegments(
            YamlDocument<ObjectNode> document,
            CampaignCatalogue campaigns,
            LocalDate today,
            List<Diagnostic> warnings) {
        this.document = document;
        this.campaigns = campaigns;
        this.today = today;
        this.warnings = warnings;
    }

    /** The segments that have an entry; one that ends with * stands for all that begin so. */
    List<String> names() {
        var names = new ArrayList<String>();
        entries().fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Whether a segment has an entry. */
    boolean describes(String segment) {
        return names().stream()
                .anyMatch(name -> name.equals(segment)
                        || name.endsWith("*") && segment.startsWith(name.substring(0, name.length() - 1)));
    }

    /** A segment that has an entry and whose name differs only in capitals, blanks and dashes. */
    Optional<String> alike(String segment) {
        return names().stream()
                .filter(name -> folded(name).equals(folded(segment)) && !name.equals(segment))
                .findFirst();
    }

    private static String folded(String name) {
        return name.replaceAll("[\\s\\h_-]+", "").toLowerCase(Locale.ROOT);
    }

    void check() {
        entries().properties().forEach(entry -> check(entry.getKey(), entry.getValue()));
        var bound = new TreeSet<String>();
        entries().properties().forEach(entry -> {
            String campaign = entry.getValue().path("campaign").asText("none");
            if (!campaign.equals("none")) {
                bound.add(entry.getKey());
            }
        });
        int most = document.content().path("mostWithCampaign").asInt(MOST_WITH_CAMPAIGN);
        if (bound.size() > most) {
            warn(
                    "/segments",
                    "many-campaigns",
                    bound.size() + " segments are bound to campaigns: " + String.join(", ", bound) + ".",
                    "More than " + most + " are hard to keep apart; if they are meant, write 'mostWithCampaign: "
                            + bound.size() + "' and why in 'mostWithCampaignBecause'.");
        } else if (bound.size() > MOST_WITH_CAMPAIGN
                && document.content().path("mostWithCampaignBecause").asText("").isBlank()) {
            warn(
                    "/mostWithCampaign",
                    "many-campaigns",
                    bound.size() + " segments are bound to campaigns, and nobody says why.",
                    "More than " + MOST_WITH_CAMPAIGN
                            + " are hard to keep apart; write in 'mostWithCampaignBecause' why these are meant.");
        }
    }

    private void check(String name, JsonNode entry) {
        WANTED.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(wanted -> {
            if (entry.path(wanted.getKey()).asText("").isBlank()) {
                warn(
                        name,
                        "",
                        "missing-" + wanted.getKey(),
                        "The segment '" + name + "' does not say " + wanted.getValue() + ".",
                        "Give it '" + wanted.getKey() + "'.");
            }
        });
        String campaign = entry.path("campaign").asText("none");
        if (!campaign.equals("none") && campaigns.campaign(campaign).isEmpty()) {
            warn(
                    name,
                    "/campaign",
                    "unknown-campaign",
                    "There is no campaign '" + campaign + "'.",
                    NearestName.hint(campaign, campaigns.names()));
        }
        String review = entry.path("review").asText("");
        if (!review.isBlank() && LocalDate.parse(review).isBefore(today)) {
            warn(
                    name,
                    "/review",
                    "review-overdue",
                    "The segment '" + name + "' was to be looked at again by " + review + ".",
                    "Look whether it still answers its question, and set a new day.");
        }
    }

    private ObjectNode entries() {
        return (ObjectNode) document.content().path("segments");
    }

    private void warn(String pointer, String code, String message, String hint) {
        warnings.add(document.warning(pointer, code, message, hint));
    }

    /** About the members of a segment; those of many that one entry describes are not told apart. */
    private void warn(String segment, String part, String code, String message, String hint) {
        Diagnostic warning = document.warning("/segments/" + segment + part, code, message, hint);
        warnings.add(segment.endsWith("*") ? warning : warning.about(new Concern.OfSegment(segment)));
    }
}
