package io.regulars.rules.defaults;

import static io.regulars.facts.Bookings.booking;
import static io.regulars.facts.Clients.client;
import static io.regulars.rules.RulesTester.rules;

import io.regulars.rules.RulesTester;
import org.junit.jupiter.api.Test;

class VisitSegmentsTest {
    private final RulesTester rules = rules("segments/visits.drl");

    @Test
    void aClientWhoNeverCameIsALead() {
        rules.given(client()).at("2026-01-01").isExactlyIn("lead");
    }

    @Test
    void anUpcomingFirstBookingKeepsAClientALead() {
        rules.given(client().booked("2026-01-10T10:00")).at("2026-01-01").isExactlyIn("lead");
    }

    @Test
    void aClientWhoOnlyCancelledOrStayedAwayIsALead() {
        rules.given(client().noShow("2026-01-02").cancelled("2026-01-03", "2026-01-01"))
                .at("2026-01-10")
                .isExactlyIn("lead");
    }

    @Test
    void aClientWithOneVisitIsAFirstTimer() {
        rules.given(client().visit("2026-01-01")).at("2026-01-02").isExactlyIn("first-timer");
    }

    @Test
    void twoBookingsOnOneDayAreOneVisit() {
        rules.given(client().visits("2026-01-01T10:00", "2026-01-01T11:00"))
                .at("2026-01-02")
                .isExactlyIn("first-timer");
    }

    @Test
    void aClientWithTwoVisitsIsARepeat() {
        rules.given(client().visits("2026-01-01", "2026-01-02"))
                .at("2026-01-03")
                .isExactlyIn("repeat");
    }

    @Test
    void aBookingAheadDoesNotMakeAFirstTimerARepeat() {
        rules.given(client().visit("2026-01-01").with(booking("2026-02-01").made("2026-01-01")))
                .at("2026-01-03")
                .isExactlyIn("first-timer");
    }

    @Test
    void threeVisitsIn90DaysAreNotFrequentAndFourAre() {
        rules.given(client().visits("2026-01-01", "2026-02-01", "2026-03-01"))
                .at("2026-03-02")
                .isNotIn("frequent");
        rules.given(client().visits("2026-01-01", "2026-02-01", "2026-03-01", "2026-03-02"))
                .at("2026-03-31T23:59:59")
                .isIn("frequent")
                .because("visitsInLast(90) is 4")
                .at("2026-04-01T00:00:00")
                .isNotIn("frequent");
    }

    @Test
    void aClientIsLoyalWithTheFifthVisitOf365DaysUntilTheFirstIsAYearBack() {
        rules.given(client().visits("2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01"))
                .at("2026-05-01")
                .isNotIn("loyal");
        rules.given(client().visits("2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01", "2026-05-01"))
                .at("2026-12-31T23:59:59")
                .isIn("loyal")
                .at("2027-01-01T00:00:00")
                .isNotIn("loyal");
    }
}
