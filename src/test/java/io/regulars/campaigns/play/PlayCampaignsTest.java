package io.regulars.campaigns.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.campaigns.Campaign.StopEvent;
import io.regulars.campaigns.CampaignCatalogue;
import io.regulars.campaigns.CampaignClient;
import io.regulars.campaigns.CampaignClient.BookingAhead;
import io.regulars.campaigns.file.ReadCampaigns;
import io.regulars.campaigns.ledger.CampaignEnd;
import io.regulars.campaigns.ledger.StartCampaigns;
import io.regulars.facts.Client;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.facts.history.Profile;
import io.regulars.facts.history.Snapshot;
import io.regulars.rules.model.Effect;
import io.regulars.rules.model.RuleFile;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What starts, what is due, and what ends it, as scenarios and the ledger have it. */
class PlayCampaignsTest {
    private static final ZoneId RIGA = ZoneId.of("Europe/Riga");
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private CampaignCatalogue catalogue = CampaignCatalogue.EMPTY;

    @Test
    void aBookingEndsWhatCameFromBefore() {
        var campaigns = play("steps: [{name: x, after: 1d, message: {channel: email, text: A}}]");
        campaigns.start(List.of(asked("segment:lapsed@" + NOW)), NOW);

        campaigns.end(ends(campaigns, StopEvent.BOOKED, NOW.minusSeconds(1)));
        assertThat(campaigns.queued()).as("it came from before").containsExactly("test");

        campaigns.end(ends(campaigns, StopEvent.VISITED, NOW.plusSeconds(1)));
        assertThat(campaigns.queued()).as("no visit stops it").containsExactly("test");

        campaigns.end(ends(campaigns, StopEvent.BOOKED, NOW.plusSeconds(1)));
        assertThat(campaigns.queued()).isEmpty();
        assertThat(why(campaigns.actions().getFirst())).isEqualTo("stopped: the client booked");
    }

    @Test
    void leavingAnotherSegmentEndsNothing() {
        var campaigns = play("stop: [left-segment]\nsteps: [{name: x, after: 1d, message: {channel: email, text: A}}]");
        campaigns.start(List.of(asked("segment:lapsed@" + NOW)), NOW);

        campaigns.end(left(campaigns, "lapsed-long"));
        assertThat(campaigns.queued()).containsExactly("test");

        campaigns.end(left(campaigns, "lapsed"));
        assertThat(campaigns.queued()).isEmpty();
    }

    @Test
    void aStepOfMarketingNeedsTheSegmentThatItCameFrom() {
        var campaigns = play("steps: [{name: x, message: {channel: email, text: A}}]");
        campaigns.start(List.of(asked("segment:lapsed@" + NOW)), NOW);

        campaigns.carryOut(NOW, Set.of("vip"), () -> client("c-1"));

        assertThat(why(campaigns.actions().getFirst())).isEqualTo("no longer in the segment 'lapsed'");
    }

    @Test
    void whatIsNotKnownIsNotSo() {
        var campaigns =
                play("while: none\nsteps: [{name: x, if: hasPhone, tag: a}, {name: y, if: visits == 0, tag: b}]");
        campaigns.start(List.of(asked("segment:lapsed@" + NOW)), NOW);

        assertThat(campaigns.carryOut(NOW, Set.of(), () -> client("c-1")).put()).containsExactly("b");
        assertThat(why(campaigns.actions().getFirst())).isEqualTo("'hasPhone' does not hold");
    }

    @Test
    void aStepBeforeABookingFollowsItAndIsPlannedOnce() {
        var campaigns = play("kind: service\nsteps: [{name: x, before: 24h, message: {channel: email, text: A}}]");
        Instant first = NOW.plus(Duration.ofDays(10));
        campaigns.start(List.of(asked("event:booking:b-1:BOOKED", first)), NOW);
        assertThat(campaigns.nextDue()).contains(first.minus(Duration.ofDays(1)));

        Instant second = NOW.plus(Duration.ofDays(5));
        campaigns.follow("b-1", Optional.of(second), NOW);
        assertThat(campaigns.nextDue()).contains(second.minus(Duration.ofDays(1)));

        campaigns.start(List.of(asked("event:booking:b-1:RESCHEDULED:" + second, second)), NOW);
        assertThat(campaigns.actions())
                .extracting(PlayCampaignsTest::why)
                .containsExactly("planned anew with the booking", null);

        campaigns.follow("b-1", Optional.empty(), NOW);
        assertThat(campaigns.queued()).isEmpty();
    }

    @Test
    void outOfItsSeasonNothingStarts() {
        var campaigns = play("from: 2026-12-01\nsteps: [{name: x, tag: a}]");

        campaigns.start(List.of(asked("segment:lapsed@" + NOW)), NOW);

        assertThat(campaigns.decided().getFirst().reason()).isEqualTo("not in its season");
    }

    private static @Nullable String why(PlayCampaigns.Action action) {
        return action.givenUp() == null ? null : action.givenUp().why();
    }

    private List<CampaignEnd> ends(PlayCampaigns campaigns, StopEvent event, Instant at) {
        return CampaignEnd.of(catalogue, campaigns.queued(), List.of(new CampaignEnd.Happened(event, at)), List.of());
    }

    private List<CampaignEnd> left(PlayCampaigns campaigns, String segment) {
        return CampaignEnd.of(
                catalogue,
                campaigns.queued(),
                List.of(),
                List.of(new CampaignEnd.LeftSegment(segment, NOW.plusSeconds(1))));
    }

    private PlayCampaigns play(String keys) {
        var read = ReadCampaigns.read(
                List.of(new RuleFile("campaigns/test.yaml", "name: test\ntitle: A\n" + keys + "\n")));
        assertThat(read.problems()).isEmpty();
        catalogue = read.catalogue();
        return new PlayCampaigns(catalogue, RIGA);
    }

    private static StartCampaigns.Asked asked(String origin) {
        return new StartCampaigns.Asked(1, new CampaignClient("c-1", RIGA, List.of()), start(origin), null);
    }

    private static StartCampaigns.Asked asked(String origin, Instant startsAt) {
        var booking = new BookingAhead("b-1", startsAt, null);
        return new StartCampaigns.Asked(1, new CampaignClient("c-1", RIGA, List.of(booking)), start(origin), null);
    }

    private static Effect.Start start(String origin) {
        return new Effect.Start("test", origin, NOW, "rule", "because");
    }

    private static Client client(String id) {
        var business = new BusinessSettings(
                RIGA, Currency.getInstance("EUR"), "LV", Duration.ofHours(24), null, Map.of(), Map.of());
        var snapshot = new Snapshot(id, Profile.UNKNOWN, List.of(), List.of(), List.of(), List.of(), List.of());
        return Client.of(business, snapshot, NOW, Cutoffs.NONE);
    }
}
