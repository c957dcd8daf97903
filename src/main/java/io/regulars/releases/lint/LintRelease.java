package io.regulars.releases.lint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.campaigns.CampaignCatalogue;
import io.regulars.campaigns.file.ReadCampaigns;
import io.regulars.facts.Client;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.facts.history.Profile;
import io.regulars.facts.history.Snapshot;
import io.regulars.platform.text.NearestName;
import io.regulars.releases.scenarios.RunScenarios;
import io.regulars.rules.model.Concern;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.Explanation;
import io.regulars.rules.model.InternalFaults;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.RuleSet;
import io.regulars.rules.model.YamlDocument;
import io.regulars.segments.ReadSegmentInfos;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;

/** Lays the rules, the campaigns and what is written about segments side by side, and warns of what does not fit. */
public final class LintRelease {
    private static final BusinessSettings ANY = new BusinessSettings(
            ZoneId.of("UTC"), Currency.getInstance("EUR"), "LV", Duration.ofHours(24), null, Map.of(), Map.of());

    private final RuleSet rules;
    private final CampaignCatalogue campaigns;
    private final List<Diagnostic> warnings = new ArrayList<>();
    private final InternalFaults faults = new InternalFaults();

    private LintRelease(RuleSet rules, CampaignCatalogue campaigns) {
        this.rules = rules;
        this.campaigns = campaigns;
    }

    /**
     * All warnings of a release whose files could be read.
     *
     * @param today reviews that were due before are overdue, and rules that expired before have
     */
    public static List<Diagnostic> check(
            List<RuleFile> files, RuleSet rules, CampaignCatalogue campaigns, LocalDate today) {
        var lint = new LintRelease(rules, campaigns);
        if (rules.size() == 0) {
            lint.warnings.add(new Diagnostic(
                    "(all files)",
                    1,
                    1,
                    1,
                    1,
                    "no-rules",
                    Diagnostic.Severity.WARNING,
                    "There is no rule: nobody is in any segment, and whoever is leaves it.",
                    "Rules are in files that end with .drl, .csv or .xlsx, outside of library/."));
        }
        lint.guarded("(all files)", () -> lint.warnings.addAll(rules.expired(today)));
        files.stream()
                .filter(ReadSegmentInfos::isIt)
                .findFirst()
                .ifPresent(file -> lint.guarded(file.path(), () -> lint.segments(file, today)));
        files.stream()
                .filter(ReadCampaigns::isCampaign)
                .forEach(file -> lint.guarded(file.path(), () -> lint.campaign(file)));
        files.stream().filter(LintRelease::isUnread).map(LintRelease::unread).forEach(lint.warnings::add);
        return List.copyOf(lint.warnings);
    }

    /** A YAML file that nothing looks for. */
    private static boolean isUnread(RuleFile file) {
        return file.isNamed(".+\\.ya?ml")
                && !file.path().startsWith("library/")
                && !ReadSegmentInfos.isIt(file)
                && !ReadCampaigns.isCampaign(file)
                && !RunScenarios.hasScenarios(file);
    }

    private static Diagnostic unread(RuleFile file) {
        return new Diagnostic(
                file.path(),
                1,
                1,
                1,
                1,
                "unread-file",
                Diagnostic.Severity.WARNING,
                "Nothing reads this file.",
                "Campaigns stand in campaigns/, scenarios in scenarios/, and what is said about segments in segments.yaml.");
    }

    /** Where the service fails at one part it says so there, and looks at the others. */
    private void guarded(String file, Runnable look) {
        try {
            look.run();
        } catch (RuntimeException | StackOverflowError e) {
            warnings.add(faults.in(file, Diagnostic.Severity.WARNING, "laid the release's files side by side", e));
        }
    }

    private void segments(RuleFile file, LocalDate today) {
        YamlDocument<ObjectNode> document = YamlDocument.read(file, problem -> {});
        if (document == null || !document.content().path("segments").isObject()) {
            return;
        }
        var described = new DescribedSegments(document, campaigns, today, warnings);
        described.check();
        for (String name : described.names()) {
            if (!isAssigned(name)) {
                warnings.add(document.warning(
                        "/segments/" + name,
                        "segment-without-rule",
                        "No rule puts clients into the segment '" + name + "'.",
                        (NearestName.hint(name, rules.segmentNames()) + " Write one, or take the entry out.").strip()));
            }
        }
        for (String name : rules.segmentNames()) {
            if (!described.describes(name)) {
                String rule = explanation(name).rules().getFirst().rule();
                warnings.add(rules.warning(
                                rule,
                                "segment-undescribed",
                                "Nothing is written about the segment '" + name + "'.",
                                described
                                        .alike(name)
                                        .map(meant -> "Did you mean '" + meant + "'?")
                                        .orElse(
                                                "Give it an entry in segments.yaml: title, question, campaign, owner, review."))
                        .about(new Concern.OfSegment(name)));
            }
        }
    }

    /** Whether a rule may put clients into a segment, or into one that begins so. */
    private boolean isAssigned(String entry) {
        if (!entry.endsWith("*")) {
            return !explanation(entry).rules().isEmpty();
        }
        String beginning = entry.substring(0, entry.length() - 1);
        return rules.segmentNames().stream().anyMatch(name -> name.startsWith(beginning))
                || !explanation(beginning + "…").rules().isEmpty();
    }

    /** Who could put somebody into a segment, asked of a client of whom nothing is known. */
    private Explanation explanation(String segment) {
        var nobody = new Snapshot("nobody", Profile.UNKNOWN, List.of(), List.of(), List.of(), List.of(), List.of());
        return rules.explainWithoutEvidence(Client.of(ANY, nobody, Instant.EPOCH, Cutoffs.NONE), segment);
    }

    private void campaign(RuleFile file) {
        YamlDocument<ObjectNode> document = YamlDocument.read(file, problem -> {});
        String name = document == null ? "" : document.content().path("name").asText();
        if (document != null
                && campaigns.campaign(name).isPresent()
                && !rules.campaignNames().contains(name)) {
            warnings.add(document.warning(
                    "/name",
                    "campaign-not-started",
                    "No rule starts the campaign '" + name + "'.",
                    "Write one that calls campaigns.start($c, \"" + name + "\"), or take the file out."));
        }
    }
}
