package io.regulars.rules.defaults;

import static io.regulars.facts.Bookings.booking;
import static io.regulars.facts.Clients.client;
import static io.regulars.rules.RulesTester.rules;

import io.regulars.facts.Clients;
import io.regulars.rules.RulesTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecencySegmentsTest {
    private final RulesTester rules = rules("segments/recency.drl");

    @ParameterizedTest
    @CsvSource({
        "Europe/Riga, 2026-02-10T23:30, 2026-04-10T23:59:59, 2026-04-11T00:00:00",
        "Europe/Riga, 2026-09-01T00:00, 2026-10-30T23:59:59, 2026-10-31T00:00:00",
        "America/Vancouver, 2026-01-20T18:00, 2026-03-20T23:59:59, 2026-03-21T00:00:00",
        "Australia/Lord_Howe, 2026-08-20T10:00, 2026-10-18T23:59:59, 2026-10-19T00:00:00",
    })
    void aClientIsAtRiskFromTheMidnightThatEndsTheir59thDayWhateverTheClocksDo(
            String zone, String visit, String before, String from) {
        rules.given(client().in(zone).visit(visit))
                .at(before)
                .isNotIn("at-risk")
                .at(from)
                .isIn("at-risk")
                .because("daysSinceLastVisit is 60");
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Riga, 2026-01-01T23:30, 2026-06-29T23:59:59, 2026-06-30T00:00:00",
        "America/Vancouver, 2026-08-01T10:00, 2027-01-27T23:59:59, 2027-01-28T00:00:00",
    })
    void aClientIsLapsedFromTheMidnightThatEndsTheir179thDayWhateverTheClocksDo(
            String zone, String visit, String before, String from) {
        rules.given(client().in(zone).visit(visit))
                .at(before)
                .isNotIn("lapsed")
                .isIn("at-risk")
                .at(from)
                .isIn("lapsed")
                .because("daysSinceLastVisit is 180")
                .isIn("at-risk");
    }

    @Test
    void twoNoShowsPutAClientAtRiskHoweverRecentTheLastVisit() {
        Clients once = client().visit("2026-01-01").noShow("2026-01-02");

        rules.given(once).at("2026-01-05").isNotIn("at-risk");
        rules.given(once.noShow("2026-01-03")).at("2026-01-05").isIn("at-risk").because("noShows is 2");
    }

    @Test
    void whoNeverCameIsNeverLapsedAndAtRiskByNoShowsAlone() {
        rules.given(client().noShow("2025-01-01"))
                .at("2026-01-05")
                .isNotIn("lapsed")
                .isNotIn("at-risk");
        rules.given(client().noShow("2025-01-01").noShow("2025-02-01"))
                .at("2026-01-05")
                .isIn("at-risk")
                .isNotIn("lapsed");
    }

    @Test
    void aVisitEndsAtRiskAndLapsed() {
        rules.given(client().visits("2025-01-01", "2026-01-01"))
                .at("2026-01-02")
                .isNotIn("lapsed")
                .isNotIn("at-risk");
    }

    @Test
    void aClientWantsReactivation60DaysAfterMakingTheLastBooking() {
        rules.given(client().with(booking("2026-01-20T10:00").made("2026-01-01").completed()))
                .at("2026-03-01")
                .isNotIn("reactivation")
                .at("2026-03-02")
                .isIn("reactivation")
                .because("daysSinceLastBooking is 60 and upcomingBookings is 0");
    }

    @Test
    void aBookingMadeEarlyDelaysReactivationUntilItHasStarted() {
        rules.given(client().with(booking("2026-06-01T10:00").made("2026-01-01")))
                .at("2026-06-01T09:59:59")
                .isNotIn("reactivation")
                .at("2026-06-01T10:00:00")
                .isIn("reactivation");
    }

    @Test
    void aCancelledBookingAheadDoesNotDelayReactivation() {
        rules.given(client().with(booking("2026-06-01").made("2026-01-01").cancelled("2026-01-05")))
                .at("2026-04-01")
                .isIn("reactivation");
    }

    @Test
    void whoNeverBookedIsNotReactivated() {
        rules.given(client().registered("2024-01-01")).at("2026-01-01").isNotIn("reactivation");
    }

    @Test
    void aClientIsNewFor30DaysAfterTheFirstVisit() {
        rules.given(client().registered("2020-01-01").visits("2026-01-01", "2026-01-20"))
                .at("2026-01-31T23:59:59")
                .isIn("new")
                .because("daysSinceFirstVisit is 30")
                .at("2026-02-01T00:00:00")
                .isNotIn("new");
    }

    @Test
    void aRegisteredClientIsNewFor30DaysWithoutAVisit() {
        rules.given(client().registered("2026-01-01T15:00"))
                .at("2026-01-31T23:59:59")
                .isIn("new")
                .because("visits is 0 and daysSinceRegistration is 30")
                .at("2026-02-01T00:00:00")
                .isNotIn("new");
    }

    @Test
    void whoWasHereLongBeforeRegisteringIsNotNew() {
        rules.given(client().registered("2026-01-01").visit("2025-06-01"))
                .at("2026-01-02")
                .isNotIn("new");
    }

    @Test
    void whoNeitherCameNorRegisteredIsNotNew() {
        rules.given(client().booked("2026-01-10")).at("2026-01-05").isNotIn("new");
    }
}
