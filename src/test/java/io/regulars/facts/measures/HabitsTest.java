package io.regulars.facts.measures;

import static io.regulars.facts.Bookings.booking;
import static io.regulars.facts.Clients.client;
import static io.regulars.facts.Reading.flag;
import static io.regulars.facts.Reading.number;
import static io.regulars.facts.Reading.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.Booking;
import io.regulars.facts.Client;
import io.regulars.facts.Clients;
import io.regulars.facts.Reading;
import io.regulars.facts.values.Truth;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class HabitsTest {
    @Test
    void aMorningVisitBeginsBeforeNoonWhateverFollows() {
        Client visitor = client().visits("2026-01-05T11:59", "2026-01-05T15:00", "2026-01-06T12:00")
                .at("2026-02-01");

        assertThat(number(visitor, "morningShare")).isEqualTo(0.5);
    }

    @Test
    void noonIsOnTheClockOfTheLocation() {
        Clients visitor = client().location("london", "Europe/London")
                .with(booking("2026-01-05T13:30").at("london").completed());

        assertThat(number(visitor.at("2026-02-01"), "morningShare")).isEqualTo(1);
        assertThat(number(visitor.at("2026-02-01").bookingFacts().getFirst(), "startHour"))
                .isEqualTo(11);
    }

    @Test
    void aFridayEveningInNewYorkIsAFridayWhateverTheBusinesssCalendarSays() {
        Client visitor = client().location("soho", "America/New_York")
                .with(booking("2026-01-10T03:00").at("soho").completed())
                .with(booking("2026-01-17T03:00").at("soho").completed())
                .at("2026-01-17T12:00");

        Booking booking = visitor.bookingFacts().getFirst();
        assertThat(number(booking, "startHour")).isEqualTo(20);
        assertThat(text(booking, "weekday")).contains("FRIDAY");
        assertThat(Reading.day(booking, "startsAt")).contains(LocalDate.parse("2026-01-09"));
        assertThat(Reading.day(booking, "endsAt")).contains(LocalDate.parse("2026-01-09"));
        assertThat(number(booking, "daysAgo")).isEqualTo(8);
        assertThat(number(visitor, "weekendShare")).isZero();
        assertThat(text(visitor, "favouriteWeekday")).contains("FRIDAY");
        assertThat(number(visitor, "usualDayOfMonth")).isNaN();
        assertThat(Reading.day(visitor, "lastVisitOn")).contains(LocalDate.parse("2026-01-16"));
        assertThat(number(visitor, "daysSinceLastVisit")).isEqualTo(1);
        assertThat(number(visitor, "spendBetween", LocalDate.parse("2026-01-16"), LocalDate.parse("2026-01-16")))
                .isEqualTo(50);
    }

    @Test
    void aVisitWhereItIsTomorrowAlreadyIsOfToday() {
        Client visitor = client().location("island", "Pacific/Kiritimati")
                .with(booking("2026-01-09T22:00").at("island").completed())
                .at("2026-01-09T23:30");

        assertThat(Reading.day(visitor, "lastVisitOn")).contains(LocalDate.parse("2026-01-10"));
        assertThat(number(visitor, "daysSinceLastVisit")).isZero();
        assertThat(number(visitor, "visitsInLast", 1)).isEqualTo(1);
        assertThat(number(visitor, "spendInLast", 1)).isEqualTo(50);
        assertThat(number(visitor, "visitsToServiceInLast", "haircut", 1)).isEqualTo(1);
        assertThat(text(visitor, "favouriteWeekday")).contains("SATURDAY");
    }

    @Test
    void bookingsOfOneDayInDifferentZonesAreOneVisitInWhateverOrderTheyStart() {
        Client visitor = client().location("island", "Pacific/Kiritimati")
                .location("soho", "America/New_York")
                .with(booking("2026-01-09T22:00").at("island").completed())
                .with(booking("2026-01-10T03:00").at("soho").completed())
                .with(booking("2026-01-10T09:00").completed())
                .at("2026-01-11");

        assertThat(number(visitor, "visits")).isEqualTo(2);
        assertThat(number(visitor, "visitsTo", "haircut")).isEqualTo(2);
        assertThat(Reading.day(visitor, "firstVisitOn")).contains(LocalDate.parse("2026-01-09"));
        assertThat(number(visitor, "morningShare")).isEqualTo(0.5);
    }

    @Test
    void theUsualDayOfTheMonthHasMoreVisitsThanAnyOther() {
        assertThat(number(client().visits("2026-01-15").at("2026-06-01"), "usualDayOfMonth"))
                .isEqualTo(15);
        assertThat(number(
                        client().visits("2026-01-03", "2026-02-09", "2026-03-15")
                                .at("2026-06-01"),
                        "usualDayOfMonth"))
                .isNaN();
        assertThat(number(
                        client().visits("2026-01-15", "2026-02-15", "2026-03-02", "2026-04-03")
                                .at("2026-06-01"),
                        "usualDayOfMonth"))
                .isEqualTo(15);
        assertThat(number(
                        client().visits("2026-01-03", "2026-02-03", "2026-03-15", "2026-04-15")
                                .at("2026-06-01"),
                        "usualDayOfMonth"))
                .isNaN();
    }

    @Test
    void sharesAndFavouritesOfNothingAreUnknown() {
        Client stranger = client().booked("2026-01-05").at("2026-01-01");

        assertThat(number(stranger, "morningShare")).isNaN();
        assertThat(number(stranger, "weekendShare")).isNaN();
        assertThat(number(stranger, "usualDayOfMonth")).isNaN();
        assertThat(text(stranger, "favouriteWeekday")).isEmpty();
        assertThat(text(stranger, "favouriteService")).isEmpty();
    }

    @Test
    void ofEquallyFrequentChoicesTheLatestIsTheFavourite() {
        Client visitor = client().with(
                        booking("2026-01-05").of("massage").with("KELLY").completed())
                .with(booking("2026-01-12").of("color").with("ANNA").completed())
                .with(booking("2026-01-19").of("color").with("KELLY").completed())
                .with(booking("2026-01-20").of("massage").completed())
                .with(booking("2026-01-21").of("haircut").with("ANNA").noShow())
                .at("2026-02-01");

        assertThat(text(visitor, "favouriteService")).contains("massage");
        assertThat(text(visitor, "favouriteCategory")).contains("body");
        assertThat(text(visitor, "favouriteStaff")).contains("KELLY");
        assertThat(text(visitor, "favouriteLocation")).isEmpty();
        assertThat(text(visitor, "favouriteWeekday")).contains("MONDAY");
        assertThat(number(visitor, "usualDayOfMonth")).isNaN();
    }

    @Test
    void theWeekendIsSaturdayAndSunday() {
        // Friday to Monday
        Client visitor = client().visits("2026-01-02", "2026-01-03", "2026-01-04", "2026-01-05")
                .at("2026-02-01");

        assertThat(number(visitor, "weekendShare")).isEqualTo(0.5);
    }

    @Test
    void theUsualIntervalIsTheMedianGapFromThreeVisitsOn() {
        assertThat(number(client().visits("2026-01-01", "2026-01-11").at("2026-02-01"), "usualIntervalDays"))
                .isNaN();
        assertThat(number(client().visits("2026-01-01", "2026-01-11").at("2026-02-01"), "overdueFactor"))
                .isNaN();
        Client thrice =
                client().visits("2026-01-01", "2026-01-11", "2026-01-14").at("2026-01-27");
        assertThat(number(thrice, "usualIntervalDays")).isEqualTo(6.5);
        assertThat(number(thrice, "overdueFactor")).isEqualTo(2);
        Client fourTimes = client().visits("2026-01-01", "2026-01-11", "2026-01-14", "2026-01-18")
                .at("2026-01-24");
        assertThat(number(fourTimes, "usualIntervalDays")).isEqualTo(4);
        assertThat(number(fourTimes, "overdueFactor")).isEqualTo(1.5);
    }

    @Test
    void theTrendComparesSixtyDaysWithTheSixtyBefore() {
        Clients fading = client().visits("2026-01-01", "2026-01-02", "2026-01-03", "2026-03-05");

        assertThat(number(fading.at("2026-03-03"), "visitTrend")).isNaN();
        assertThat(number(fading.at("2026-03-04"), "visitTrend")).isZero();
        assertThat(number(fading.at("2026-03-05"), "visitTrend")).isEqualTo(1 / 3.0);
        assertThat(number(fading.at("2026-04-30"), "visitTrend")).isEqualTo(1 / 3.0);
        assertThat(number(fading.at("2026-05-01"), "visitTrend")).isNaN();
    }

    @Test
    void aServiceIsBookedWhenItIsAheadOrCompletedButNotWhenCancelledOrMissed() {
        Client visitor = client().booked("2026-05-05")
                .with(booking("2026-01-05").of("color").noShow())
                .with(booking("2026-01-06").of("massage").cancelled("2026-01-01"))
                .at("2026-02-01");

        assertThat(flag(visitor, "booked", "haircut")).isEqualTo(Truth.TRUE);
        assertThat(flag(visitor, "booked", "color")).isEqualTo(Truth.FALSE);
        assertThat(flag(visitor, "booked", "massage")).isEqualTo(Truth.FALSE);
        assertThat(flag(visitor, "bookedCategory", "hair")).isEqualTo(Truth.TRUE);
        assertThat(flag(visitor, "bookedCategory", "Hair")).isEqualTo(Truth.FALSE);
    }

    @Test
    void visitsToAServiceAreDays() {
        Client visitor = client().visit("2026-01-05T10:00", "massage", "60.00")
                .visit("2026-01-05T11:00", "massage", "60.00")
                .visit("2026-01-06T10:00", "massage", "60.00")
                .visit("2026-01-07T10:00", "color", "60.00")
                .at("2026-01-08");

        assertThat(number(visitor, "visitsTo", "massage")).isEqualTo(2);
        assertThat(number(visitor, "visitsToCategory", "body")).isEqualTo(2);
        assertThat(number(visitor, "visitsToServiceInLast", "massage", 3)).isEqualTo(1);
        assertThat(number(visitor, "visitsToCategoryInLast", "color", 1)).isZero();
    }
}
