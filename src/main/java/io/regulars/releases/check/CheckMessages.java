package io.regulars.releases.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.campaigns.file.ReadCampaigns;
import io.regulars.platform.text.NearestName;
import io.regulars.rules.model.CampaignOrigin;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.InternalFaults;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.RuleSet;
import io.regulars.rules.model.YamlDocument;
import io.regulars.templates.CheckTemplates;
import io.regulars.templates.ReadTemplates;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Lays the messages and tasks of campaigns beside the templates that they name, and beside the rules that start them. */
final class CheckMessages {
    private static final String EMAIL = "email";
    private static final String SMS = "sms";
    private static final Set<String> OF_BOOKING = Set.of("booking", "location");

    private final ReadTemplates.Read templates;
    private final RuleSet rules;
    private final List<Diagnostic> found = new ArrayList<>();
    private final List<CheckTemplates.Sending> sendings = new ArrayList<>();

    private CheckMessages(ReadTemplates.Read templates, RuleSet rules) {
        this.templates = templates;
        this.rules = rules;
    }

    /** Errors and warnings of a release whose campaigns and templates could be read. */
    static List<Diagnostic> check(List<RuleFile> files, ReadTemplates.Read templates, RuleSet rules) {
        var check = new CheckMessages(templates, rules);
        for (RuleFile file : files) {
            if (ReadCampaigns.isCampaign(file)) {
                try {
                    check.campaign(file);
                } catch (RuntimeException e) {
                    check.found.add(new InternalFaults()
                            .in(file.path(), Diagnostic.Severity.ERROR, "looked at the campaign's messages", e));
                }
            }
        }
        check.found.addAll(CheckTemplates.check(templates, check.sendings));
        return List.copyOf(check.found);
    }

    private void campaign(RuleFile file) {
        YamlDocument<ObjectNode> document = YamlDocument.read(file, problem -> {});
        if (document == null) {
            return;
        }
        JsonNode content = document.content();
        var messages = new Messages(document, content.path("name").asText(), content);
        JsonNode steps = content.path("steps");
        for (int i = 0; i < steps.size(); i++) {
            messages.step("/steps/" + i, steps.get(i));
        }
    }

    /** The messages of one campaign. */
    private final class Messages {
        private final YamlDocument<ObjectNode> document;
        private final String campaign;
        private final boolean marketing;
        private final Set<String> there;
        private final String startedBy;

        private Messages(YamlDocument<ObjectNode> document, String campaign, JsonNode content) {
            this.document = document;
            this.campaign = campaign;
            this.marketing = !content.path("kind").asText().equalsIgnoreCase("service");
            List<CampaignOrigin> origins = rules.campaignOrigins().getOrDefault(campaign, List.of());
            this.there = there(origins, content);
            this.startedBy = startedBy(origins);
        }

        private void step(String at, JsonNode step) {
            JsonNode message = step.path("message");
            if (message.isObject()) {
                Set<String> channels = channels(message.path("channel"));
                boolean beforeBooking = step.has("before");
                template(at + "/message/template", message.path("template"), channels, beforeBooking);
                text(at + "/message/text", message.path("text"));
                variants(at + "/message/variants", message.path("variants"), channels, beforeBooking);
                variants(at + "/variants", step.path("variants"), channels, beforeBooking);
            }
            text(at + "/task/text", step.path("task").path("text"));
        }

        private void variants(String at, JsonNode variants, Set<String> channels, boolean beforeBooking) {
            for (int i = 0; i < variants.size(); i++) {
                template(at + "/" + i + "/template", variants.get(i).path("template"), channels, beforeBooking);
            }
        }

        private void template(String at, JsonNode named, Set<String> channels, boolean beforeBooking) {
            if (!named.isTextual()) {
                return;
            }
            String name = named.asText();
            if (!templates.catalogue().names().contains(name)) {
                unknown(at, name);
                return;
            }
            var known = new TreeSet<>(there);
            if (beforeBooking) {
                known.addAll(OF_BOOKING);
            }
            sendings.add(new CheckTemplates.Sending(
                    campaign, name, marketing, channels.contains(EMAIL), channels.contains(SMS), known, startedBy));
            if (channels.contains(EMAIL) && !templates.catalogue().hasMail(name)) {
                found.add(document.error(
                        at,
                        "template-not-for-channel",
                        "The template '" + name + "' has no text for email.",
                        "Write templates/" + name + "/<language>.md."));
            }
            if (channels.contains(SMS) && !templates.catalogue().hasSms(name)) {
                found.add(document.error(
                        at,
                        "template-not-for-channel",
                        "The template '" + name + "' has no text for sms.",
                        "Write templates/" + name + "/<language>.sms."));
            }
        }

        /** Where a release has no templates at all, whoever receives its messages has the texts. */
        private void unknown(String at, String name) {
            if (templates.isEmpty()) {
                return;
            }
            String nearest = NearestName.hint(name, templates.catalogue().names());
            found.add(document.error(
                    at,
                    "unknown-template",
                    "There is no template '" + NearestName.shortened(name) + "'.",
                    nearest.isEmpty() ? "Write it into templates/" + name + "/<language>.md." : nearest));
        }

        private void text(String at, JsonNode text) {
            if (text.isTextual()) {
                CheckTemplates.ofText(text.asText(), there, "the campaign '" + campaign + "' " + startedBy)
                        .forEach(problem ->
                                found.add(document.error(at, problem.code(), problem.message(), problem.hint())));
            }
        }
    }

    private static Set<String> channels(JsonNode channel) {
        var channels = new HashSet<String>();
        if (channel.isTextual()) {
            channels.add(channel.asText());
        }
        channel.forEach(each -> channels.add(each.asText()));
        return channels;
    }

    private static Set<String> there(List<CampaignOrigin> origins, JsonNode content) {
        var there = new TreeSet<String>();
        boolean started = !origins.isEmpty();
        // of a campaign that no rule starts by name, nobody knows what it starts from; the check warns of it by itself
        if (!started || origins.stream().allMatch(CampaignOrigin::hasBooking)) {
            there.addAll(OF_BOOKING);
        }
        if (!started || origins.stream().allMatch(CampaignOrigin::hasSurvey)) {
            there.add("survey");
        }
        if (!started) {
            there.add("slot");
        }
        JsonNode offer = content.path("offer");
        if (offer.isObject()) {
            there.add("offer");
            there.add("offer.services");
            there.add("offer.code");
            List.of("percent", "amount", "gift").forEach(key -> {
                if (offer.has(key)) {
                    there.add("offer." + key);
                }
            });
            if (offer.has("validity") || content.has("validity")) {
                there.add("offer.validUntil");
            }
        }
        return there;
    }

    private static String startedBy(List<CampaignOrigin> origins) {
        String rules = origins.stream()
                .filter(origin -> !origin.hasBooking())
                .map(origin -> "'" + origin.rule() + "'")
                .distinct()
                .collect(Collectors.joining(", "));
        return rules.isEmpty()
                ? "is started by bookings"
                : "is started by the rule " + rules + ", which matches no event of a booking";
    }
}
