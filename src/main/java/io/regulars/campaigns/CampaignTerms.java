package io.regulars.campaigns;

import io.regulars.arbiter.Cap;
import io.regulars.arbiter.Purpose;
import io.regulars.arbiter.QuietHours;
import io.regulars.arbiter.Rate;
import io.regulars.arbiter.Terms;
import io.regulars.arbiter.Unless;
import io.regulars.campaigns.Campaign.Suppression;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** On what terms the steps of a campaign go out. */
public final class CampaignTerms {
    private static final int USUAL_PRIORITY = 50;

    private CampaignTerms() {}

    /** Those of a step. */
    public static Terms of(Campaign campaign, Step step, List<String> channels) {
        boolean marketing = campaign.kind() == Campaign.Kind.MARKETING;
        return new Terms(
                campaign.name(),
                step.name(),
                campaign.steps().indexOf(step),
                marketing ? Purpose.MARKETING : Purpose.SERVICE,
                campaign.priority(),
                channels,
                campaign.suppress().stream().map(CampaignTerms::unless).collect(Collectors.toSet()),
                campaign.caps().stream()
                        .map(cap -> new Cap(cap.most(), cap.days(), Cap.Per.CAMPAIGN, cap.channel()))
                        .toList(),
                limit(campaign),
                switch (campaign.quiet()) {
                    case HOLD -> QuietHours.Mode.HOLD;
                    case BEFORE -> QuietHours.Mode.BEFORE;
                    case IGNORE -> QuietHours.Mode.IGNORE;
                },
                campaign.reentry() instanceof Reentry.Every(int days) ? days : Terms.USUAL_REENTRY_DAYS);
    }

    /** Those of a step of which the release knows nothing. */
    public static Terms unknown(String campaign, String step, List<String> channels) {
        return new Terms(
                campaign,
                step,
                0,
                Purpose.MARKETING,
                USUAL_PRIORITY,
                channels,
                Set.of(),
                List.of(),
                null,
                QuietHours.Mode.HOLD,
                Terms.USUAL_REENTRY_DAYS);
    }

    private static @Nullable Rate limit(Campaign campaign) {
        Campaign.Pace pace = campaign.pace();
        return pace == null
                ? null
                : new Rate(pace.most(), pace.per() == Campaign.Pace.Per.DAY ? Rate.Per.DAY : Rate.Per.HOUR);
    }

    private static Unless unless(Suppression suppression) {
        return switch (suppression) {
            case Suppression.UpcomingBooking upcoming -> new Unless.UpcomingBooking();
            case Suppression.VisitedIn(int days) -> new Unless.VisitedWithin(days);
            case Suppression.OpenTask(String campaign) -> new Unless.OpenTask(campaign);
        };
    }
}
