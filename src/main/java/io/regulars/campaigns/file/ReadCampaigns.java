package io.regulars.campaigns.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.campaigns.Campaign;
import io.regulars.campaigns.CampaignCatalogue;
import io.regulars.campaigns.Step;
import io.regulars.campaigns.StepConditions;
import io.regulars.platform.problem.ProblemException;
import io.regulars.platform.text.NearestName;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.model.InternalFaults;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.RuleSet;
import io.regulars.rules.model.YamlDocument;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the campaigns of a release: {@code campaigns/*.yaml}, one campaign to a file. */
public final class ReadCampaigns {
    /** What every business may have; others are the names of its endpoints. */
    private static final List<String> CHANNELS = List.of("email", "sms");

    private final List<Diagnostic> problems = new ArrayList<>();
    private final List<Diagnostic> warnings = new ArrayList<>();
    private final List<Campaign> campaigns = new ArrayList<>();
    private final Map<String, String> fileOf = new HashMap<>();
    private final Map<String, RuleSet> conditions = new HashMap<>();
    private final InternalFaults faults = new InternalFaults();

    private ReadCampaigns() {}

    /**
     * What was read.
     *
     * @param catalogue the campaigns without problems
     * @param problems of the others; all are errors
     * @param warnings of what can be read and is hardly meant
     */
    public record Read(CampaignCatalogue catalogue, List<Diagnostic> problems, List<Diagnostic> warnings) {
        public Read {
            problems = List.copyOf(problems);
            warnings = List.copyOf(warnings);
        }
    }

    /** Whether a file of a release describes a campaign, by its name. */
    public static boolean isCampaign(RuleFile file) {
        return file.isNamed("campaigns/[^/]+\\.ya?ml");
    }

    /** Reads the campaign files among the files of a release. */
    public static Read read(List<RuleFile> files) {
        var reading = new ReadCampaigns();
        files.stream()
                .filter(ReadCampaigns::isCampaign)
                .sorted(Comparator.comparing(RuleFile::path))
                .forEach(reading::file);
        reading.problems.sort(DiagnosticCollector.IN_ORDER);
        return new Read(
                new CampaignCatalogue(reading.campaigns, StepConditions.of(reading.conditions)),
                reading.problems,
                reading.warnings);
    }

    private void file(RuleFile file) {
        try {
            YamlDocument<ObjectNode> document = YamlDocument.read(file, problems::add);
            if (document != null) {
                add(document);
            }
        } catch (RuntimeException e) {
            problems.add(faults.in(file.path(), Diagnostic.Severity.ERROR, "read the campaign", e));
        }
    }

    private void add(YamlDocument<ObjectNode> document) {
        Campaign campaign;
        try {
            campaign = CampaignFile.read(document.content());
        } catch (ProblemException refusal) {
            refusal.errors().forEach(error -> problems.add(document.error(error)));
            return;
        }
        String other = fileOf.putIfAbsent(campaign.name(), document.file().path());
        if (other != null) {
            problems.add(document.error(
                    "/name",
                    "duplicate-campaign",
                    "The campaign '" + campaign.name() + "' is described in " + other + " already.",
                    ""));
            return;
        }
        if (compileConditions(document, campaign)) {
            campaigns.add(campaign);
            warn(document, campaign);
        }
    }

    /** Whether all that its steps ask can be asked. */
    private boolean compileConditions(YamlDocument<ObjectNode> document, Campaign campaign) {
        boolean fine = true;
        JsonNode lines = document.content().path("steps");
        for (int i = 0; i < lines.size(); i++) {
            String name = lines.get(i).path("name").asText();
            Step step = campaign.step(name).orElse(null);
            if (step == null || step.condition() == null) {
                continue;
            }
            String place = "/steps/" + i + "/if";
            var found = new ArrayList<Diagnostic>();
            RuleSet compiled = StepConditions.compile(step.condition(), found);
            found.forEach(
                    problem -> problems.add(document.error(place, problem.code(), problem.message(), problem.hint())));
            if (compiled == null) {
                fine = false;
            } else if (!compiled.cuts().isEmpty()) {
                fine = false;
                problems.add(document.error(
                        place,
                        "rank-in-condition",
                        "An 'if' cannot ask for the rank by spend.",
                        "Let a rule assign a segment by it, and start the campaign from that."));
            } else {
                conditions.put(StepConditions.key(campaign.name(), name), compiled);
            }
        }
        return fine;
    }

    private void warn(YamlDocument<ObjectNode> document, Campaign campaign) {
        String path = document.file().path();
        String file = path.substring(path.lastIndexOf('/') + 1, path.lastIndexOf('.'));
        if (!file.equals(campaign.name())) {
            warnings.add(document.warning(
                    "/name",
                    "name-differs-from-file",
                    "The campaign '" + campaign.name() + "' stands in a file named '" + file + "'.",
                    "Give the file the campaign's name."));
        }
        if (document.content().has("holdout") && campaign.holdoutPercent() > 0 && !campaign.sendsMessages()) {
            warnings.add(document.warning(
                    "/holdout",
                    "holdout-without-message",
                    "Clients are held out of a campaign that sends no message.",
                    "Take 'holdout' out: staff would miss a task, or the client a tag."));
        }
        JsonNode lines = document.content().path("steps");
        for (int i = 0; i < lines.size(); i++) {
            String place = "/steps/" + i + "/message/channel";
            campaign.step(lines.get(i).path("name").asText())
                    .map(Step::content)
                    .filter(Step.Message.class::isInstance)
                    .map(Step.Message.class::cast)
                    .ifPresent(
                            message -> message.channels().forEach(channel -> warnOfChannel(document, place, channel)));
        }
    }

    private void warnOfChannel(YamlDocument<ObjectNode> document, String place, String channel) {
        if (!CHANNELS.contains(channel) && NearestName.of(channel, CHANNELS).isPresent()) {
            warnings.add(document.warning(
                    place,
                    "unknown-channel",
                    "No channel is named '" + channel + "', unless the business has an endpoint of that name.",
                    NearestName.hint(channel, CHANNELS)));
        }
    }
}
