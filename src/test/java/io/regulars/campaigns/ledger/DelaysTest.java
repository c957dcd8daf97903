package io.regulars.campaigns.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.access.businesses.BusinessId;
import io.regulars.campaigns.Campaign;
import io.regulars.campaigns.CampaignCatalogue;
import io.regulars.campaigns.CampaignClient;
import io.regulars.campaigns.file.ReadCampaigns;
import io.regulars.campaigns.ledger.LedgerRows.Decided;
import io.regulars.campaigns.ledger.StartCampaigns.Asked;
import io.regulars.campaigns.ledger.StartCampaigns.Decision;
import io.regulars.rules.model.Effect;
import io.regulars.rules.model.RuleFile;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Starts of many at once come so many a day, and who gets nothing takes nobody's place. */
class DelaysTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final ZoneId RIGA = ZoneId.of("Europe/Riga");

    private final CampaignCatalogue catalogue = ReadCampaigns.read(List.of(new RuleFile("campaigns/news.yaml", """
                    name: news
                    title: News
                    limit: 2 per day
                    steps: [{name: mail, message: {channel: email, text: Hello}}]
                    """)))
            .catalogue();
    private final Campaign news = catalogue.campaign("news").orElseThrow();
    private final Asked ask = new Asked(
            1,
            new CampaignClient("c-1", RIGA, List.of()),
            new Effect.Start("news", "segment:lead@" + NOW, NOW, "Write", ""),
            null,
            true);
    private final Decided goes = new Decided(ask, new Decision.Go(news));
    private final Decided heldOut = new Decided(ask, new Decision.HeldOut(news));
    private final Decided nothing = new Decided(ask, new Decision.Nothing("SKIPPED", "once"));

    @Test
    void whoIsHeldOutTakesNoPlace() {
        Delays delays = Delays.after(context(null), 0);

        assertThat(List.of(goes, heldOut, nothing, heldOut, goes, heldOut, goes).stream()
                        .map(delays::next)
                        .map(Duration::toDays))
                .containsExactly(0L, 0L, 0L, 0L, 0L, 1L, 1L);
    }

    @Test
    void whatWasStartedBeforeHasItsPlaces() {
        Delays delays = Delays.after(context(null), 5);

        assertThat(delays.next(goes)).isEqualTo(Duration.ofDays(2));
        assertThat(delays.next(goes)).isEqualTo(Duration.ofDays(3));
    }

    @Test
    void theSlowerOfTwoPacesHolds() {
        Delays delays = Delays.after(context(1), 0);

        assertThat(delays.next(goes)).isEqualTo(Duration.ZERO);
        assertThat(delays.next(goes)).isEqualTo(Duration.ofDays(1));
        assertThat(delays.next(goes)).isEqualTo(Duration.ofDays(2));
    }

    private StartCampaigns.Context context(@Nullable Integer perDay) {
        return new StartCampaigns.Context(
                new BusinessId(1), 1, catalogue, NOW, RIGA, new Spread(1, perDay, NOW, RIGA), true);
    }
}
