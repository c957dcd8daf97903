package io.regulars.campaigns;

import com.fasterxml.jackson.core.type.TypeReference;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.InternalFaults;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.YamlDocument;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the campaigns of a release: {@code campaigns/*.yaml}, one campaign to a file. */
public final class ReadCampaigns {
    private static final TypeReference<CampaignFile> CAMPAIGN = new TypeReference<>() {};

    private ReadCampaigns() {}

    /**
     * What was read.
     *
     * @param catalogue the campaigns without problems
     * @param problems of the others; all are errors
     */
    public record Read(CampaignCatalogue catalogue, List<Diagnostic> problems) {
        public Read {
            problems = List.copyOf(problems);
        }
    }

    /** Whether a file of a release describes a campaign, by its name. */
    public static boolean isCampaign(RuleFile file) {
        return file.isNamed("campaigns/[^/]+\\.ya?ml");
    }

    /** Reads the campaign files among the files of a release. */
    public static Read read(List<RuleFile> files) {
        var faults = new InternalFaults();
        var problems = new ArrayList<Diagnostic>();
        var campaigns = new ArrayList<Campaign>();
        Map<String, String> fileOf = new HashMap<>();
        files.stream()
                .filter(ReadCampaigns::isCampaign)
                .sorted(Comparator.comparing(RuleFile::path))
                .forEach(file -> {
                    try {
                        YamlDocument<CampaignFile> document = YamlDocument.read(file, CAMPAIGN, problems::add);
                        if (document != null) {
                            add(document, campaigns, fileOf, problems);
                        }
                    } catch (RuntimeException e) {
                        problems.add(faults.in(file.path(), Diagnostic.Severity.ERROR, "read the campaign", e));
                    }
                });
        return new Read(new CampaignCatalogue(campaigns), problems);
    }

    private static void add(
            YamlDocument<CampaignFile> document,
            List<Campaign> campaigns,
            Map<String, String> fileOf,
            List<Diagnostic> problems) {
        Campaign campaign = document.content()
                .toCampaign(wrong -> problems.add(document.error(wrong.pointer(), "yaml", wrong.message(), "")));
        if (campaign == null) {
            return;
        }
        String other = fileOf.putIfAbsent(campaign.name(), document.file().path());
        if (other == null) {
            campaigns.add(campaign);
        } else {
            problems.add(document.error(
                    "/name",
                    "duplicate-campaign",
                    "The campaign '" + campaign.name() + "' is described in " + other + " already.",
                    ""));
        }
    }
}
