package io.regulars.facts.history;

import static io.regulars.facts.Bookings.booking;
import static io.regulars.facts.Clients.client;
import static io.regulars.facts.Reading.flag;
import static io.regulars.facts.Reading.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.Client;
import io.regulars.facts.Clients;
import io.regulars.facts.values.Truth;
import org.junit.jupiter.api.Test;

/** Bookings that were moved by cancelling them and making another, and bookings that were made together. */
class BookingMovesTest {
    @Test
    void twoMovesOnTheDayAreNoCancellations() {
        Client client = client().with(booking("2026-01-10T10:00").id("a").cancelled("2026-01-10T08:00"))
                .with(booking("2026-01-11T10:00").id("b").replaces("a").cancelled("2026-01-11T08:00"))
                .with(booking("2026-01-12T10:00").id("c").replaces("b"))
                .at("2026-01-11T12:00");

        assertThat(number(client, "cancellations")).isZero();
        assertThat(number(client, "lateCancellations")).isZero();
        assertThat(number(client, "noShowRate")).isNaN();
        assertThat(number(client, "bookings")).isEqualTo(1);
        assertThat(number(client, "bookingsInLast", 30)).isZero();
        assertThat(number(client, "upcomingBookings")).isEqualTo(1);
        assertThat(client.bookingFacts())
                .map(one -> flag(one, "moved"))
                .containsExactly(Truth.TRUE, Truth.TRUE, Truth.FALSE);
        assertThat(client.bookingFacts()).noneMatch(one -> flag(one, "late").holds());
    }

    @Test
    void whatWasMovedIsNotAheadThoughNobodyCancelledIt() {
        Client client = client().assumeCompletedAfter(java.time.Duration.ofHours(1))
                .with(booking("2026-01-10T10:00").id("a"))
                .with(booking("2026-01-12T10:00").id("b").replaces("a"))
                .at("2026-01-11T12:00");

        assertThat(number(client, "upcomingBookings")).isEqualTo(1);
        assertThat(number(client, "visits")).isZero();
        assertThat(flag(client.bookingFacts().getFirst(), "upcoming")).isEqualTo(Truth.FALSE);
    }

    @Test
    void theLastOfAChainThatIsCancelledIsCancelled() {
        Client client = client().with(booking("2026-01-10T10:00").id("a").cancelled("2026-01-10T08:00"))
                .with(booking("2026-01-11T10:00").id("b").replaces("a").cancelled("2026-01-11T08:00"))
                .at("2026-01-12");

        assertThat(number(client, "lateCancellations")).isEqualTo(1);
    }

    @Test
    void whatWasKeptOrMissedWasNotMoved() {
        Client client = client().with(booking("2026-01-10T10:00").id("a").noShow())
                .with(booking("2026-01-11T10:00").id("b").replaces("a").completed())
                .with(booking("2026-01-12T10:00").id("c").replaces("b"))
                .at("2026-01-12");

        assertThat(number(client, "noShows")).isEqualTo(1);
        assertThat(number(client, "visits")).isEqualTo(1);
        assertThat(number(client, "bookings")).isEqualTo(3);
    }

    @Test
    void whatWasPaidAheadForWhatWasMovedIsOfTheOneInItsPlace() {
        Clients moved = client().with(booking("2026-01-10T10:00").id("a").cancelled("2026-01-08T08:00"))
                .with(booking("2026-01-11T10:00").id("b").replaces("a").cancelled("2026-01-09T08:00"))
                .paid("DEPOSIT", "2026-01-05", "20.00", "a");

        assertThat(number(
                        moved.with(booking("2026-01-12T10:00")
                                        .id("c")
                                        .replaces("b")
                                        .price("60.00")
                                        .completed())
                                .at("2026-02-01"),
                        "spend"))
                .isEqualTo(60);
    }

    @Test
    void whatWasPaidAheadIsKeptOnceAsLongAsTheBookingIsToCome() {
        Clients moved = client().with(booking("2026-01-10T10:00").id("a"))
                .with(booking("2026-03-11T10:00").id("b").replaces("a"))
                .paid("DEPOSIT", "2026-01-05", "20.00", "a");

        assertThat(number(moved.at("2026-02-01"), "spend")).isZero();
    }

    @Test
    void ringsItselfAndUnknownIdsReplaceNothing() {
        Client client = client().with(booking("2026-01-10T10:00").id("a").replaces("c"))
                .with(booking("2026-01-11T10:00").id("b").replaces("a"))
                .with(booking("2026-01-12T10:00").id("c").replaces("b"))
                .with(booking("2026-01-13T10:00").id("d").replaces("d"))
                .with(booking("2026-01-14T10:00").id("e").replaces("nope"))
                .at("2026-01-01");

        assertThat(number(client, "bookings")).isEqualTo(5);
        assertThat(number(client, "upcomingBookings")).isEqualTo(5);
    }

    @Test
    void aSeriesCancelledOnOneDayIsOneCancellation() {
        Clients weekly = client();
        for (int week = 0; week < 4; week++) {
            weekly.with(booking("2026-02-0" + (1 + 2 * week)).ofSeries("s").cancelled("2026-01-10T08:0" + week));
        }
        weekly.with(booking("2026-02-11").ofSeries("s").cancelled("2026-01-12"));

        assertThat(number(weekly.at("2026-03-01"), "cancellations")).isEqualTo(2);
    }
}
