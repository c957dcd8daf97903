package io.regulars.running;

import io.regulars.access.businesses.BusinessId;
import io.regulars.campaigns.CampaignCatalogue;
import io.regulars.campaigns.RunningCampaigns;
import io.regulars.platform.database.Database;
import io.regulars.segments.SegmentInfo;
import io.regulars.segments.SegmentInfos;
import io.regulars.templates.RunningTemplates;
import io.regulars.templates.TemplateCatalogue;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the running release says about its segments, campaigns and templates. */
@ApplicationScoped
class RunningDescriptions implements SegmentInfos, RunningCampaigns, RunningTemplates {
    private final Database database;
    private final ActiveRelease active;

    RunningDescriptions(Database database, ActiveRelease active) {
        this.database = database;
        this.active = active;
    }

    @Override
    public Map<String, SegmentInfo> all(BusinessId business) {
        var infos = new TreeMap<String, SegmentInfo>();
        running(business).ifPresent(release -> {
            release.rules()
                    .segmentNames()
                    .forEach(name -> infos.put(name, new SegmentInfo(name, name, null, null, null, null)));
            infos.putAll(release.segments());
        });
        return infos;
    }

    @Override
    public CampaignCatalogue catalogue(BusinessId business) {
        return running(business).map(RunningRelease::campaigns).orElse(CampaignCatalogue.EMPTY);
    }

    @Override
    public TemplateCatalogue templates(BusinessId business) {
        return running(business).map(RunningRelease::templates).orElse(TemplateCatalogue.EMPTY);
    }

    private Optional<RunningRelease> running(BusinessId business) {
        return database.transaction(transaction -> {
            Optional<ReleaseRef> current = active.current(transaction, business);
            return current.isEmpty() ? Optional.empty() : Optional.of(active.running(transaction, current));
        });
    }
}
