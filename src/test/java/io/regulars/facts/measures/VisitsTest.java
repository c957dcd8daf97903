package io.regulars.facts.measures;

import static io.regulars.facts.Bookings.booking;
import static io.regulars.facts.Clients.client;
import static io.regulars.facts.Reading.day;
import static io.regulars.facts.Reading.number;
import static io.regulars.facts.Reading.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.Client;
import io.regulars.facts.Clients;
import io.regulars.facts.history.BookingState;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisitsTest {
    @Test
    void aClientWhoNeverCameHasNoVisitsAndNoDaysSince() {
        Client stranger = client().booked("2026-02-01").at("2026-01-01");

        assertThat(number(stranger, "visits")).isZero();
        assertThat(number(stranger, "daysSinceFirstVisit")).isNaN();
        assertThat(number(stranger, "daysSinceLastVisit")).isNaN();
        assertThat(day(stranger, "firstVisitOn")).isEmpty();
        assertThat(day(stranger, "lastVisitOn")).isEmpty();
        assertThat(number(stranger, "visitsInLast", 30)).isZero();
        assertThat(number(stranger, "daysSinceLastBooking")).isEqualTo(-31);
        assertThat(number(client().at("2026-01-01"), "daysSinceLastBooking")).isNaN();
    }

    @Test
    void twoBookingsOnOneDayAreTwoBookingsAndOneVisit() {
        Client regular = client().visits("2026-01-05T10:00", "2026-01-05T11:00", "2026-01-06T09:00")
                .at("2026-02-01");

        assertThat(number(regular, "visits")).isEqualTo(2);
        assertThat(number(regular, "completedBookings")).isEqualTo(3);
        assertThat(number(regular, "bookings")).isEqualTo(3);
        assertThat(day(regular, "firstVisitOn")).contains(LocalDate.parse("2026-01-05"));
        assertThat(day(regular, "lastVisitOn")).contains(LocalDate.parse("2026-01-06"));
    }

    @Test
    void aVisitIsADayOfTheBusinessNotOfUtc() {
        Client nightOwl = client().in("America/Vancouver")
                .visits("2026-01-05T15:30", "2026-01-05T16:30")
                .at("2026-01-06");

        assertThat(number(nightOwl, "visits")).isEqualTo(1);
        assertThat(number(nightOwl, "daysSinceLastVisit")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "America/Vancouver, 2026-01-20T18:00, 2026-03-20T23:59:59, 59",
        "America/Vancouver, 2026-01-20T18:00, 2026-03-21T00:00:00, 60",
        "Europe/Riga, 2026-01-01T23:30, 2026-06-29T23:59:59, 179",
        "Europe/Riga, 2026-01-01T00:00, 2026-06-30T00:00:00, 180",
        "Australia/Lord_Howe, 2026-08-20T10:00, 2026-10-18T23:59:59, 59",
        "Australia/Lord_Howe, 2026-08-20T10:00, 2026-10-19T00:00:00, 60",
    })
    void daysSinceTheLastVisitGrowAtLocalMidnightWhateverTheClocksDo(
            String zone, String visit, String now, int expected) {
        assertThat(number(client().in(zone).visit(visit).at(now), "daysSinceLastVisit"))
                .isEqualTo(expected);
    }

    @Test
    void theLastThirtyDaysIncludeToday() {
        Clients visitor = client().visits("2026-01-01T00:00", "2026-01-30T10:00");

        assertThat(number(visitor.at("2026-01-30T09:00"), "visitsInLast", 30)).isEqualTo(2);
        assertThat(number(visitor.at("2026-01-30T23:59"), "visitsInLast", 30)).isEqualTo(2);
        assertThat(number(visitor.at("2026-01-31"), "visitsInLast", 30)).isEqualTo(1);
        assertThat(number(visitor.at("2026-01-31"), "visitsInLast", 1)).isZero();
        assertThat(number(visitor.at("2026-01-31"), "visitsInLast", 0)).isZero();
        assertThat(number(visitor.at("2026-01-31"), "visitsPerMonth")).isEqualTo(2 / 12.0);
    }

    @Test
    void visitsBetweenTwoDaysIncludeBoth() {
        Client shopper = client().visits("2026-11-30", "2026-12-01T00:00", "2026-12-31T23:59", "2027-01-01")
                .at("2027-02-01");

        assertThat(number(shopper, "visitsBetween", LocalDate.parse("2026-12-01"), LocalDate.parse("2026-12-31")))
                .isEqualTo(2);
    }

    @Test
    void aBookingIsUpcomingUntilItStarts() {
        Clients visitor = client().booked("2026-01-10T10:00").cancelled("2026-01-11T10:00", "2026-01-01");

        assertThat(number(visitor.at("2026-01-10T09:59:59"), "upcomingBookings"))
                .isEqualTo(1);
        assertThat(number(visitor.at("2026-01-10T10:00"), "upcomingBookings")).isZero();
    }

    @Test
    void theLastBookingCountsFromTheDayItWasMade() {
        Client planner = client().with(booking("2026-06-01").made("2026-01-05")).at("2026-01-10");

        assertThat(number(planner, "daysSinceLastBooking")).isEqualTo(5);
    }

    @Test
    void whereTheBusinessAssumesSoABookingCountsAsCompletedWhenItsTimeHasPassed() {
        Clients visitor = client().assumeCompletedAfter(Duration.ofHours(2))
                .with(booking("2026-01-10T10:00").until("2026-01-10T11:00"));

        assertThat(number(visitor.at("2026-01-10T12:59:59"), "visits")).isZero();
        assertThat(number(visitor.at("2026-01-10T13:00"), "visits")).isEqualTo(1);
        assertThat(number(visitor.at("2026-01-10T13:00"), "spend")).isEqualTo(50);
        assertThat(visitor.at("2026-01-10T13:00").bookingFacts().getFirst().status())
                .isEqualTo(BookingState.Status.COMPLETED);
    }

    @Test
    void aCompletedBookingAheadIsAVisitButNotOfTheLastDays() {
        Client early = client().visit("2026-02-01").at("2026-01-20");

        assertThat(number(early, "visits")).isEqualTo(1);
        assertThat(number(early, "visitsInLast", 30)).isZero();
        assertThat(number(early, "daysSinceLastVisit")).isEqualTo(-12);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31, NEW",
        "2026-02-01, ACTIVE",
        "2026-03-01, ACTIVE",
        "2026-03-02, AT_RISK",
        "2026-06-29, AT_RISK",
        "2026-06-30, LAPSED",
    })
    void theStageOfAClientWhoCameOnNewYearsDay(String today, String stage) {
        assertThat(text(client().visit("2026-01-01").at(today), "stage")).contains(stage);
    }

    @ParameterizedTest
    @CsvSource({"2026-03-12, REGULAR", "2026-03-16, REGULAR", "2026-03-17, ACTIVE"})
    void aRegularIsNotOverdueByHalfOfTheUsualInterval(String today, String stage) {
        // the usual interval is 30 days, so overdue by half is 45 days after 31 January
        Client regular =
                client().visits("2025-12-02", "2026-01-01", "2026-01-31").at(today);

        assertThat(text(regular, "stage")).contains(stage);
    }

    @Test
    void aClientWithoutAVisitIsALead() {
        assertThat(text(client().booked("2026-02-01").at("2026-01-01"), "stage"))
                .contains("LEAD");
    }
}
