package io.regulars.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.campaigns.CampaignClient.BookingAhead;
import io.regulars.campaigns.file.ReadCampaigns;
import io.regulars.rules.model.RuleFile;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** When steps are due: by the client's clock, also over the change to and from daylight saving, and before bookings. */
class ScheduleTest {
    private static final ZoneId RIGA = ZoneId.of("Europe/Riga");
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void aTimeOfDayIsTheNextOneByTheClientsClock() {
        assertThat(next("2026-11-22T07:59:59Z", "10:00", RIGA)).isEqualTo("2026-11-22T08:00:00Z");
        assertThat(next("2026-11-22T08:00:00Z", "10:00", RIGA)).isEqualTo("2026-11-22T08:00:00Z");
        assertThat(next("2026-11-22T08:00:01Z", "10:00", RIGA)).isEqualTo("2026-11-23T08:00:00Z");
        assertThat(next("2026-11-22T08:00:00Z", "10:00", ZoneId.of("America/New_York")))
                .isEqualTo("2026-11-22T15:00:00Z");
    }

    @Test
    void aTimeThatDaylightSavingLeavesOutIsTheMomentOfTheChange() {
        // in the night of 29 March 2026 the clocks of Riga go from 03:00 to 04:00
        assertThat(next("2026-03-28T12:00:00Z", "03:30", RIGA)).isEqualTo("2026-03-29T01:00:00Z");
    }

    @Test
    void aTimeThatComesTwiceCountsEachTime() {
        // in the night of 25 October 2026 the clocks of Riga go from 04:00 to 03:00
        assertThat(next("2026-10-24T12:00:00Z", "03:30", RIGA)).isEqualTo("2026-10-25T00:30:00Z");
        assertThat(next("2026-10-25T00:45:00Z", "03:30", RIGA)).isEqualTo("2026-10-25T01:30:00Z");
        assertThat(next("2026-10-25T01:31:00Z", "03:30", RIGA)).isEqualTo("2026-10-26T01:30:00Z");
    }

    @Test
    void whateverTheZoneTheTimeIsTheFirstOneNotBefore() {
        var random = new Random(7);
        List<String> zones = ZoneId.getAvailableZoneIds().stream().sorted().toList();
        for (int i = 0; i < 20_000; i++) {
            ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
            Instant from = NOW.plusSeconds(random.nextLong(-40_000_000L, 40_000_000L));
            LocalTime at = LocalTime.of(random.nextInt(24), random.nextInt(60));

            Instant moment = Schedule.nextAt(from, at, zone);

            boolean leftOut = zone.getRules()
                    .getValidOffsets(moment.atZone(zone).toLocalDate().atTime(at))
                    .isEmpty();
            String what = zone + " " + from + " " + at;
            assertThat(moment).as(what).isAfterOrEqualTo(from);
            assertThat(Duration.between(from, moment)).as(what).isLessThan(Duration.ofHours(50));
            assertThat(leftOut || LocalTime.ofInstant(moment, zone).equals(at))
                    .as(what)
                    .isTrue();
        }
    }

    @Test
    void aStepBeforeABookingKeepsItsDistance() {
        var campaign = campaign("kind: service", "before: 24h");
        var booking = new BookingAhead("b-1", Instant.parse("2026-11-25T09:00:00Z"), null);

        assertThat(plan(campaign, Optional.of(booking)))
                .isEqualTo(new Schedule.Plan.Due(
                        Instant.parse("2026-11-24T09:00:00Z"), Instant.parse("2026-11-25T08:00:00Z"), null, booking));
    }

    @Test
    void aStepBeforeABookingThatIsTooNearIsNotQueued() {
        var campaign = campaign("kind: service", "before: 24h");
        var booking = new BookingAhead("b-1", Instant.parse("2026-11-23T11:59:59Z"), null);

        assertThat(plan(campaign, Optional.of(booking)))
                .isEqualTo(new Schedule.Plan.Never(
                        Instant.parse("2026-11-22T11:59:59Z"), "too late: it was due at 2026-11-22T11:59:59Z"));
        assertThat(plan(campaign, Optional.empty())).isInstanceOf(Schedule.Plan.Never.class);
    }

    @Test
    void aStepExpiresWithItsOffer() {
        var campaign = campaign("offer: {gift: Tea, validity: 1d}", "after: 2d");

        assertThat(plan(campaign, Optional.empty()))
                .isEqualTo(new Schedule.Plan.Due(
                        Instant.parse("2026-11-24T12:00:00Z"),
                        Instant.parse("2026-11-25T12:00:00Z"),
                        Instant.parse("2026-11-25T12:00:00Z"),
                        null));
    }

    @Test
    void theBookingThatAStartCameFromIsThatOfTheLongestId() {
        var one = new BookingAhead("b", NOW, null);
        var other = new BookingAhead("b:1", NOW, null);
        var ofSeries = new BookingAhead("s-b", NOW.plusSeconds(1), "s");
        var client = new CampaignClient("c-1", RIGA, List.of(one, other, ofSeries));

        assertThat(client.bookingOf("event:booking:b:1:BOOKED", NOW)).contains(other);
        assertThat(client.bookingOf("event:booking:b:BOOKED", NOW)).contains(one);
        assertThat(client.bookingOf("event:series:s:BOOKED", NOW)).contains(ofSeries);
        assertThat(client.bookingOf("segment:b@" + NOW, NOW)).isEmpty();
    }

    private static Instant next(String from, String at, ZoneId zone) {
        return Schedule.nextAt(Instant.parse(from), LocalTime.parse(at), zone);
    }

    private static Schedule.Plan plan(Campaign campaign, Optional<BookingAhead> booking) {
        var client = new CampaignClient("c-1", RIGA, booking.stream().toList());
        return Schedule.plan(campaign, campaign.steps().getFirst(), NOW, NOW, client, booking);
    }

    private static Campaign campaign(String key, String timing) {
        var read = ReadCampaigns.read(List.of(new RuleFile(
                "campaigns/test.yaml",
                "name: test\ntitle: A\n" + key + "\nsteps: [{name: x, " + timing
                        + ", message: {channel: email, text: Hello}}]\n")));
        assertThat(read.problems()).isEmpty();
        return read.catalogue().campaign("test").orElseThrow();
    }
}
