package io.regulars.rules.defaults;

import static io.regulars.facts.Bookings.booking;
import static io.regulars.facts.Clients.client;
import static io.regulars.rules.RulesTester.rules;

import io.regulars.facts.Clients;
import io.regulars.rules.RulesTester;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReliabilitySegmentsTest {
    private static final String IN_TIME = "2026-01-09T10:00:00";
    private static final String LATE = "2026-01-09T10:00:01";

    private final RulesTester rules = rules("segments/reliability.drl");

    @Test
    void oneNoShowIsNoRiskAndTwoAre() {
        rules.given(client().noShow("2026-01-01")).at("2026-01-10").isNotIn("no-show-risk");
        rules.given(client().noShow("2026-01-01").noShow("2026-01-02"))
                .at("2026-01-10")
                .isIn("no-show-risk")
                .because("noShows is 2 and lateCancellations is 0");
    }

    @Test
    void oneLateCancellationIsNoRiskAndTwoAre() {
        rules.given(client().cancelled("2026-01-10T10:00", LATE))
                .at("2026-01-11")
                .isNotIn("no-show-risk");
        rules.given(client().cancelled("2026-01-10T10:00", LATE).cancelled("2026-01-09T10:00", LATE))
                .at("2026-01-11")
                .isIn("no-show-risk");
    }

    @Test
    void aCutAndAColorOfOneAfternoonCancelledLateAreNoRisk() {
        rules.given(client().cancelled("2026-01-10T14:00", LATE).cancelled("2026-01-10T15:00", LATE))
                .at("2026-01-11")
                .isNotIn("no-show-risk");
    }

    @Test
    void oneNoShowAndOneLateCancellationTogetherAreARisk() {
        rules.given(client().noShow("2026-01-01").cancelled("2026-01-10T10:00", LATE))
                .at("2026-01-11")
                .isIn("no-show-risk")
                .because("noShows is 1 and lateCancellations is 1");
    }

    @Test
    void aCancellationExactlyAtTheNoticeIsInTime() {
        Clients once = client().noShow("2026-01-01");

        rules.given(once.cancelled("2026-01-10T10:00", IN_TIME))
                .at("2026-01-11")
                .isNotIn("no-show-risk");
        rules.given(once.cancelled("2026-01-10T10:00", LATE)).at("2026-01-11").isIn("no-show-risk");
    }

    @Test
    void theNoticeIsTimePassedNotTimeOnTheClock() {
        // on 29 March the clocks jump from 3 to 4, so noon to noon is 23 hours
        Clients once = client().noShow("2026-01-01");

        rules.given(once.cancelled("2026-03-29T12:00", "2026-03-28T11:00"))
                .at("2026-03-30")
                .isNotIn("no-show-risk");
        rules.given(once.cancelled("2026-03-29T12:00", "2026-03-28T12:00"))
                .at("2026-03-30")
                .isIn("no-show-risk");
    }

    @Test
    void aServiceMayHaveItsOwnNotice() {
        rules.given(client().noShow("2026-01-01")
                        .serviceWithNotice("surgery", Duration.ofDays(2))
                        .with(booking("2026-01-10T10:00").of("surgery").cancelled("2026-01-08T10:01")))
                .at("2026-01-11")
                .isIn("no-show-risk");
    }

    @Test
    void whatTheBusinessCancelledNeverCounts() {
        rules.given(client().noShow("2026-01-01")
                        .with(booking("2026-01-10T10:00").cancelledByBusiness("2026-01-10T09:00")))
                .at("2026-01-11")
                .isNotIn("no-show-risk");
    }
}
