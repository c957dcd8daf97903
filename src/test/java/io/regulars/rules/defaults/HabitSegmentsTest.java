package io.regulars.rules.defaults;

import static io.regulars.facts.Bookings.booking;
import static io.regulars.facts.Clients.client;
import static io.regulars.rules.RulesTester.rules;

import io.regulars.facts.Clients;
import io.regulars.rules.RulesTester;
import org.junit.jupiter.api.Test;

class HabitSegmentsTest {
    private final RulesTester rules = rules("segments/habits.drl");

    @Test
    void sevenOfTenVisitsBeforeNoonMakeAMorningRegular() {
        rules.given(mornings(7).visits("2026-01-08T12:00", "2026-01-09T15:00", "2026-01-10T18:00"))
                .at("2026-01-11")
                .isIn("morning-regular")
                .because("visits is 10 and morningShare is 0.7");
        rules.given(mornings(6).visits("2026-01-07T13:00", "2026-01-08T12:00", "2026-01-09T15:00", "2026-01-10T18:00"))
                .at("2026-01-11")
                .isNotIn("morning-regular");
    }

    @Test
    void twoMorningsAreNoHabitAndThreeAre() {
        rules.given(mornings(2)).at("2026-01-11").isNotIn("morning-regular");
        rules.given(mornings(3)).at("2026-01-11").isIn("morning-regular");
    }

    @Test
    void twelveOClockIsNotBeforeNoon() {
        rules.given(client().visits("2026-01-01T11:59", "2026-01-02T11:59", "2026-01-03T12:00"))
                .at("2026-01-11")
                .isNotIn("morning-regular");
    }

    @Test
    void aMorningIsThatOfTheClockWhereTheVisitWas() {
        Clients abroad = client().location("far", "Asia/Tokyo");
        for (String day : new String[] {"2026-01-01", "2026-01-02", "2026-01-03"}) {
            abroad.with(booking(day + "T09:00").at("far").completed());
        }

        rules.given(abroad).at("2026-01-11").isNotIn("morning-regular");
    }

    @Test
    void halfOfTheVisitsBeforeAreADrop() {
        // the last 60 days begin on 2 March, the 60 before them on 1 January
        Clients four = client().visits("2026-01-01", "2026-01-15", "2026-02-01", "2026-03-01");

        rules.given(four.visits("2026-03-02", "2026-04-01"))
                .at("2026-04-30")
                .isIn("frequency-drop")
                .because("visitTrend is 0.5 and upcomingBookings is 0");
        rules.given(four.visit("2026-04-29")).at("2026-04-30").isNotIn("frequency-drop");
    }

    @Test
    void twoVisitsBeforeAreTooFewToSeeADrop() {
        rules.given(client().visits("2026-01-01", "2026-02-01"))
                .at("2026-04-30")
                .isNotIn("frequency-drop");
        rules.given(client().visits("2026-01-01", "2026-02-01", "2026-03-01"))
                .at("2026-04-30")
                .isIn("frequency-drop");
    }

    @Test
    void aBookingAheadIsNoDropAndNotOverdue() {
        Clients away = client().visits("2026-01-01", "2026-01-15", "2026-02-01", "2026-03-01");

        rules.given(away).at("2026-04-30").isIn("frequency-drop").isIn("overdue");
        rules.given(away.booked("2026-05-10"))
                .at("2026-04-30")
                .isNotIn("frequency-drop")
                .isNotIn("overdue");
    }

    @Test
    void aClientIsOverdueFromOneAndAHalfTimesTheUsualInterval() {
        // the usual interval is 30 days, so 45 days after 31 January
        rules.given(client().visits("2025-12-02", "2026-01-01", "2026-01-31"))
                .at("2026-03-16T23:59:59")
                .isNotIn("overdue")
                .at("2026-03-17T00:00:00")
                .isIn("overdue")
                .because("overdueFactor is 1.5 and upcomingBookings is 0");
    }

    @Test
    void whoCameTwiceHasNoUsualIntervalAndIsNotOverdue() {
        rules.given(client().visits("2025-12-02", "2026-01-01"))
                .at("2026-12-01")
                .isNotIn("overdue");
    }

    private static Clients mornings(int count) {
        Clients client = client();
        for (int day = 1; day <= count; day++) {
            client.visit("2026-01-0" + day + "T09:00");
        }
        return client;
    }
}
