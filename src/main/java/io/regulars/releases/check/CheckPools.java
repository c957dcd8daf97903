package io.regulars.releases.check;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.businesses.BusinessId;
import io.regulars.campaigns.Campaign;
import io.regulars.campaigns.CampaignCatalogue;
import io.regulars.campaigns.OfferTerms;
import io.regulars.campaigns.file.ReadCampaigns;
import io.regulars.offers.CodesLeft;
import io.regulars.platform.database.Database;
import io.regulars.platform.text.NearestName;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.YamlDocument;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Warns of campaigns whose codes come from a pool that a business has not. */
@ApplicationScoped
public class CheckPools {
    private final Database database;
    private final CodesLeft codes;

    CheckPools(Database database, CodesLeft codes) {
        this.database = database;
        this.codes = codes;
    }

    /** Lays the campaigns of a release beside the pools of a business. */
    public List<Diagnostic> check(BusinessId business, List<RuleFile> files, CampaignCatalogue campaigns) {
        if (campaigns.campaigns().stream().allMatch(campaign -> pool(campaign).isEmpty())) {
            return List.of();
        }
        Map<String, Long> left = database.transaction(tx -> codes.left(tx, business));
        return files.stream()
                .filter(ReadCampaigns::isCampaign)
                .flatMap(file -> unknown(file, campaigns, left).stream())
                .toList();
    }

    private static Optional<Diagnostic> unknown(RuleFile file, CampaignCatalogue campaigns, Map<String, Long> left) {
        YamlDocument<ObjectNode> document = YamlDocument.read(file, problem -> {});
        if (document == null) {
            return Optional.empty();
        }
        return campaigns
                .campaign(document.content().path("name").asText())
                .flatMap(CheckPools::pool)
                .filter(pool -> !left.containsKey(pool))
                .map(pool -> document.warning(
                        "/offer/code",
                        "unknown-pool",
                        "The business has no pool '" + pool + "', so what brings its codes waits.",
                        NearestName.of(pool, left.keySet())
                                .map(near -> "Did you mean '" + near + "'?")
                                .orElse("Add codes by POST /api/offer-pools/" + pool + ".")));
    }

    private static Optional<String> pool(Campaign campaign) {
        OfferTerms offer = campaign.offer();
        return offer != null && offer.code() instanceof OfferTerms.CodeSource.Pool(String pool)
                ? Optional.of(pool)
                : Optional.empty();
    }
}
