package io.regulars.arbiter;

import static io.regulars.arbiter.Asking.RIGA;
import static io.regulars.arbiter.Asking.about;
import static io.regulars.arbiter.Asking.ask;
import static io.regulars.arbiter.Asking.client;
import static io.regulars.arbiter.Asking.due;
import static io.regulars.arbiter.Asking.marketing;
import static io.regulars.arbiter.Asking.riga;
import static io.regulars.arbiter.Asking.service;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** Nobody is written to at night, by the clock on their own wall, whatever that clock does. */
class QuietHoursTest {
    private static final QuietHours NIGHT = new QuietHours(LocalTime.of(21, 0), LocalTime.of(9, 0));

    @Test
    void nightBeginsAtItsFirstSecondAndEndsBeforeItsLast() {
        assertThat(until("2026-11-20T20:59:59")).isEqualTo(riga("2026-11-20T20:59:59"));
        assertThat(until("2026-11-20T21:00:00")).isEqualTo(riga("2026-11-21T09:00:00"));
        assertThat(until("2026-11-20T08:59:59")).isEqualTo(riga("2026-11-20T09:00:00"));
        assertThat(until("2026-11-20T09:00:00")).isEqualTo(riga("2026-11-20T09:00:00"));
    }

    @Test
    void aNightThatDaylightSavingMakesShorterOrLongerEndsByTheClock() {
        assertThat(until("2026-03-28T22:00:00")).isEqualTo(Instant.parse("2026-03-29T06:00:00Z"));
        assertThat(until("2026-10-24T22:00:00")).isEqualTo(Instant.parse("2026-10-25T07:00:00Z"));
    }

    @Test
    void anEndThatTheClockSkipsIsWhenItSkips() {
        var quiet = new QuietHours(LocalTime.of(2, 0), LocalTime.of(3, 30));

        assertThat(quiet.end(Instant.parse("2026-03-29T00:30:00Z"), RIGA))
                .isEqualTo(Instant.parse("2026-03-29T01:00:00Z"));
    }

    @Test
    void anEndThatComesTwiceIsTheLaterOne() {
        var quiet = new QuietHours(LocalTime.of(21, 0), LocalTime.of(3, 45));

        assertThat(quiet.end(Instant.parse("2026-10-25T00:30:00Z"), RIGA))
                .isEqualTo(Instant.parse("2026-10-25T01:45:00Z"));
        assertThat(quiet.contains(Instant.parse("2026-10-25T00:50:00Z"), RIGA)).isFalse();
        assertThat(quiet.contains(Instant.parse("2026-10-25T01:30:00Z"), RIGA)).isTrue();
    }

    @Test
    void theClockIsTheClientsOwn() {
        Instant morningInRiga = riga("2026-11-20T08:30:00");

        assertThat(NIGHT.end(morningInRiga, ZoneId.of("America/New_York")))
                .isEqualTo(Instant.parse("2026-11-20T14:00:00Z"));
    }

    @Test
    void theSameHourTwiceIsNoNight() {
        assertThat(QuietHours.NONE.contains(riga("2026-11-20T00:00:00"), RIGA)).isFalse();
        assertThat(new QuietHours(LocalTime.of(9, 0), LocalTime.of(9, 0)).end(riga("2026-11-20T09:00:00"), RIGA))
                .isEqualTo(riga("2026-11-20T09:00:00"));
    }

    @Test
    void aNightOfADayThatTheCalendarSkipsEnds() {
        var apia = ZoneId.of("Pacific/Apia"); // had no December 30 in 2011
        Instant evening = Instant.parse("2011-12-30T08:00:00Z"); // Thursday 29, 22:00

        assertThat(NIGHT.end(evening, apia).atZone(apia).toLocalDateTime()).hasToString("2011-12-31T09:00");
    }

    @Test
    void marketingWaitsForTheMorning() {
        Instant night = riga("2026-11-20T22:00:00");

        assertThat(ask(due(marketing("win-back", 50), night), client(1), Contacts.NONE, night))
                .isInstanceOfSatisfying(Verdict.Hold.class, hold -> {
                    assertThat(hold.until()).isEqualTo(riga("2026-11-21T09:00:00"));
                    assertThat(hold.gate()).isEqualTo(Gate.QUIET);
                });
    }

    @Test
    void aReminderThatTheMorningWouldMakeUselessGoesBeforeTheNight() {
        var early = new Appointment(riga("2026-11-21T09:30:00"), true, null);
        Instant due = riga("2026-11-21T06:30:00");

        assertThat(NIGHT.planned(due, early, RIGA, riga("2026-11-18T12:00:00"))).isEqualTo(riga("2026-11-20T20:59:59"));
    }

    @Test
    void aReminderThatTheMorningLeavesUsefulWaits() {
        var later = new Appointment(riga("2026-11-21T11:00:00"), true, null);
        Instant due = riga("2026-11-21T08:00:00");

        assertThat(NIGHT.planned(due, later, RIGA, riga("2026-11-18T12:00:00"))).isEqualTo(due);
        assertThat(ask(about(due(service(QuietHours.Mode.BEFORE), due), later), client(1), Contacts.NONE, due))
                .isInstanceOfSatisfying(
                        Verdict.Hold.class, hold -> assertThat(hold.until()).isEqualTo(riga("2026-11-21T09:00:00")));
    }

    @Test
    void whoBooksAtNightByThemselvesIsToldAtOnceAndNotLater() {
        Instant booked = riga("2026-11-20T23:00:00");
        var morning = new Appointment(riga("2026-11-21T09:30:00"), true, booked);
        Candidate confirmation = about(due(service(QuietHours.Mode.BEFORE), booked), morning);

        assertThat(ask(confirmation, client(1), Contacts.NONE, booked.plusSeconds(900)))
                .isInstanceOf(Verdict.Send.class);
        assertThat(ask(confirmation, client(1), Contacts.NONE, booked.plusSeconds(901)))
                .isInstanceOfSatisfying(Verdict.Drop.class, drop -> {
                    assertThat(drop.gate()).isEqualTo(Gate.QUIET);
                    assertThat(drop.detail()).startsWith("no useful moment");
                });
        assertThat(NIGHT.planned(riga("2026-11-21T06:30:00"), morning, RIGA, booked.plusSeconds(60)))
                .isEqualTo(booked.plusSeconds(60));
    }

    private static Instant until(String local) {
        return NIGHT.end(riga(local), RIGA);
    }
}
