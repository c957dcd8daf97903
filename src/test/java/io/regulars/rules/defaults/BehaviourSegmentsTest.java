package io.regulars.rules.defaults;

import static io.regulars.facts.Bookings.booking;
import static io.regulars.facts.Clients.client;
import static io.regulars.rules.RulesTester.rules;

import io.regulars.rules.RulesTester;
import org.junit.jupiter.api.Test;

class BehaviourSegmentsTest {
    private final RulesTester rules = rules("segments/behaviour.drl");

    @Test
    void aBookingIsAbandoned24HoursAfterItWasStartedAndFor7Days() {
        rules.given(client().bookingStarted("2026-01-01T15:00"))
                .at("2026-01-02T14:59:59")
                .isNotIn("abandoned-booking")
                .at("2026-01-02T15:00:00")
                .isIn("abandoned-booking")
                .because("abandonedBookingsInLast(7) is 1")
                .at("2026-01-07T23:59:59")
                .isIn("abandoned-booking")
                .at("2026-01-08T00:00:00")
                .isNotIn("abandoned-booking");
    }

    @Test
    void aBookingMadeWithin24HoursIsNotAbandoned() {
        rules.given(client().bookingStarted("2026-01-01T15:00")
                        .with(booking("2026-02-01").made("2026-01-02T15:00")))
                .at("2026-01-03")
                .isNotIn("abandoned-booking");
        rules.given(client().bookingStarted("2026-01-01T15:00")
                        .with(booking("2026-02-01").made("2026-01-02T15:00:01")))
                .at("2026-01-03")
                .isIn("abandoned-booking");
    }

    @Test
    void whoViewedACategoryAndNeverBookedItIsABrowserFor30Days() {
        rules.given(client().viewed("2026-01-01", "color").visit("2025-12-01", "massage", "60.00"))
                .at("2026-01-30T23:59:59")
                .isIn("browser")
                .because("categoriesViewedNotBookedInLast(30) is 1")
                .at("2026-01-31T00:00:00")
                .isNotIn("browser");
    }

    @Test
    void whoHasBookedWhatSheViewsIsNoBrowser() {
        rules.given(client().viewed("2026-01-01", "color")
                        .with(booking("2026-02-01").of("color")))
                .at("2026-01-02")
                .isNotIn("browser");
        rules.given(client().viewed("2026-01-01", "color").visit("2020-01-01", "color", "60.00"))
                .at("2026-01-02")
                .isNotIn("browser");
    }

    @Test
    void aVisitorReturnsWithTheSecondDayOfThirty() {
        rules.given(client().viewed("2026-01-01T10:00", "color").viewed("2026-01-01T20:00", "color"))
                .at("2026-01-02")
                .isNotIn("returning-visitor");
        rules.given(client().viewed("2026-01-01", "color").viewed("2026-01-02", "color"))
                .at("2026-01-30T23:59:59")
                .isIn("returning-visitor")
                .because("returnDaysInLast(30) is 2")
                .at("2026-01-31T00:00:00")
                .isNotIn("returning-visitor");
    }
}
