package io.regulars.evaluation;

import io.regulars.campaigns.CampaignCatalogue;
import io.regulars.campaigns.RunningCampaigns;
import io.regulars.segments.SegmentInfo;
import io.regulars.segments.SegmentInfos;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.TreeMap;

/** What the running release says about its segments and campaigns. */
@ApplicationScoped
class RunningDescriptions implements SegmentInfos, RunningCampaigns {
    private final ActiveRelease active;

    RunningDescriptions(ActiveRelease active) {
        this.active = active;
    }

    @Override
    public Map<String, SegmentInfo> all() {
        var infos = new TreeMap<String, SegmentInfo>();
        active.current().ifPresent(release -> {
            release.rules()
                    .segmentNames()
                    .forEach(name -> infos.put(name, new SegmentInfo(name, name, null, null, null, null)));
            infos.putAll(release.segments());
        });
        return infos;
    }

    @Override
    public CampaignCatalogue catalogue() {
        return active.current().map(RunningRelease::campaigns).orElse(CampaignCatalogue.EMPTY);
    }
}
