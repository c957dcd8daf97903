package io.regulars.facts.measures;

import static io.regulars.facts.Bookings.booking;
import static io.regulars.facts.Clients.client;
import static io.regulars.facts.Reading.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.Client;
import io.regulars.facts.Clients;
import io.regulars.facts.Reading;
import io.regulars.facts.values.Truth;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReliabilityTest {
    @Test
    void exactlyTheNoticeIsInTimeAndASecondLessIsLate() {
        assertThat(late(client().cancelled("2026-01-10T10:00", "2026-01-09T10:00")))
                .isZero();
        assertThat(late(client().cancelled("2026-01-10T10:00", "2026-01-09T10:00:01")))
                .isEqualTo(1);
        assertThat(late(client().cancelled("2026-01-10T10:00", "2026-01-10T11:00")))
                .isEqualTo(1);
    }

    @Test
    void theNoticeIsHoursNotADayWhenTheClocksChange() {
        // the night of 29 March has an hour less in Riga
        assertThat(late(client().cancelled("2026-03-29T10:00", "2026-03-28T10:00")))
                .isEqualTo(1);
        assertThat(late(client().cancelled("2026-03-29T10:00", "2026-03-28T09:00")))
                .isZero();
    }

    @Test
    void aServiceMaySetItsOwnNotice() {
        Clients visitor = client().serviceWithNotice("camp", Duration.ofDays(3));

        assertThat(late(visitor.with(booking("2026-01-10T10:00").of("camp").cancelled("2026-01-07T10:00"))))
                .isZero();
        assertThat(late(visitor.with(booking("2026-01-10T10:00").of("camp").cancelled("2026-01-07T10:01"))))
                .isEqualTo(1);
    }

    @Test
    void whatTheBusinessCancelledNeverCounts() {
        Client visitor = client().with(booking("2026-01-10T10:00").cancelledByBusiness("2026-01-10T09:00"))
                .at("2026-02-01");

        assertThat(number(visitor, "bookings")).isEqualTo(1);
        assertThat(number(visitor, "cancellations")).isZero();
        assertThat(number(visitor, "lateCancellations")).isZero();
        assertThat(number(visitor, "noShowRate")).isNaN();
        assertThat(Reading.flag(visitor.bookingFacts().getFirst(), "late")).isEqualTo(Truth.FALSE);
    }

    @Test
    void aCancellationOfWhichNobodySaidByWhomCountsForNobody() {
        Client visitor = client().with(booking("2026-01-10T10:00").cancelledBySomebody("2026-01-10T09:00"))
                .at("2026-02-01");

        assertThat(number(visitor, "cancellations")).isZero();
        assertThat(number(visitor, "lateCancellations")).isZero();
        assertThat(number(visitor, "noShowRate")).isNaN();
        assertThat(Reading.flag(visitor.bookingFacts().getFirst(), "late")).isEqualTo(Truth.FALSE);
    }

    @Test
    void aCutAndAColorOfOneAfternoonAreOneOccasion() {
        Client missed =
                client().noShow("2026-01-10T14:00").noShow("2026-01-10T15:00").at("2026-01-12");
        assertThat(number(missed, "noShows")).isEqualTo(1);
        assertThat(number(missed, "noShowsInLast", 30)).isEqualTo(1);
        assertThat(number(missed, "noShowRate")).isEqualTo(1);
        assertThat(number(missed, "bookingsInLast", 30)).isEqualTo(2);

        Client cancelled = client().cancelled("2026-01-10T14:00", "2026-01-10T09:00")
                .cancelled("2026-01-10T15:00", "2026-01-10T09:00")
                .cancelled("2026-01-11T10:00", "2026-01-01")
                .at("2026-01-12");
        assertThat(number(cancelled, "cancellations")).isEqualTo(2);
        assertThat(number(cancelled, "lateCancellations")).isEqualTo(1);
    }

    @Test
    void aDayWithAVisitAndAMissedBookingIsBoth() {
        Client visitor = client().visit("2026-01-10T14:00")
                .noShow("2026-01-10T15:00")
                .visit("2026-01-11T14:00")
                .at("2026-01-12");

        assertThat(number(visitor, "visits")).isEqualTo(2);
        assertThat(number(visitor, "noShows")).isEqualTo(1);
        assertThat(number(visitor, "noShowRate")).isEqualTo(0.5);
    }

    @Test
    void anOccasionIsADayWhereItWasToTakePlace() {
        // 23:00 and 01:00 in Riga are one evening in New York
        Clients visitor = client().location("soho", "America/New_York")
                .with(booking("2026-01-09T23:00").at("soho").noShow())
                .with(booking("2026-01-10T01:00").at("soho").noShow());

        assertThat(number(visitor.at("2026-01-12"), "noShows")).isEqualTo(1);
    }

    @Test
    void theRateIsOfTheDaysOnWhichABookingWasToStart() {
        Clients visitor = client().noShow("2026-01-10T10:00")
                .visit("2026-01-11T10:00")
                .cancelled("2026-01-12T10:00", "2026-01-01")
                .booked("2026-01-13T10:00");

        assertThat(number(visitor.at("2026-01-10T09:59"), "noShowRate")).isNaN();
        assertThat(number(visitor.at("2026-01-10T10:00"), "noShowRate")).isEqualTo(1);
        assertThat(number(visitor.at("2026-01-12T12:00"), "noShowRate")).isEqualTo(1 / 3.0);
        assertThat(number(visitor.at("2026-01-14"), "noShowRate")).isEqualTo(1 / 4.0);
        assertThat(number(visitor.at("2026-01-14"), "noShows")).isEqualTo(1);
        assertThat(number(visitor.at("2026-01-14"), "noShowsInLast", 5)).isEqualTo(1);
        assertThat(number(visitor.at("2026-01-14"), "noShowsInLast", 4)).isZero();
        assertThat(number(visitor.at("2026-01-14"), "bookingsInLast", 4)).isEqualTo(3);
    }

    private static double late(Clients client) {
        return number(client.at("2026-05-01"), "lateCancellations");
    }
}
