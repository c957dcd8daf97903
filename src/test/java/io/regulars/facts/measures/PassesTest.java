package io.regulars.facts.measures;

import static io.regulars.facts.Clients.client;
import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.Client;
import io.regulars.facts.Clients;
import io.regulars.facts.history.PassState;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which passes are valid, what is left of them, and how near their end is. */
class PassesTest {
    @Test
    void aPassIsValidFromItsFirstDayToItsLast() {
        Clients gym = client().pass("2026-03-01", "2026-05-31", null);

        assertThat(gym.at("2026-02-28T23:59").passes().isAnyValid()).isFalse();
        assertThat(gym.at("2026-03-01").passes().isAnyValid()).isTrue();
        assertThat(gym.at("2026-05-31T23:59").passes().isAnyValid()).isTrue();
        assertThat(gym.at("2026-06-01").passes().isAnyValid()).isFalse();
    }

    @Test
    void nobodyHasAPassOfWhomNoneWasTold() {
        Passes none = client().at("2026-03-01").passes();

        assertThat(none.isAnyValid()).isFalse();
        assertThat(none.visitsLeft()).isNaN();
        assertThat(none.daysUntilEnd()).isNaN();
        assertThat(none.daysSinceEnd()).isNaN();
    }

    @Test
    void visitsLeftAreThoseOfAllValidPasses() {
        Clients gym = client().pass("2026-03-01", "2026-05-31", 3).pass("2026-04-01", null, 10);

        assertThat(gym.at("2026-03-15").passes().visitsLeft()).isEqualTo(3);
        assertThat(gym.at("2026-04-15").passes().visitsLeft()).isEqualTo(13);
        assertThat(gym.at("2026-06-15").passes().visitsLeft()).isEqualTo(10);
    }

    @Test
    void whoHasAPassThatCountsNoVisitsHasNoNumberOfThem() {
        Clients gym = client().pass("2026-03-01", null, 3).pass("2026-04-01", "2026-04-30", null);

        assertThat(gym.at("2026-04-15").passes().visitsLeft()).isNaN();
        assertThat(gym.at("2026-05-15").passes().visitsLeft()).isEqualTo(3);
    }

    @Test
    void aUsedUpPassEndedOnTheDayOfItsLastVisit() {
        Clients gym = client().pass("2026-03-01", "2026-12-31", 0, null, "2026-04-10T18:00");

        assertThat(gym.at("2026-04-10T19:00").passes().isAnyValid()).isFalse();
        assertThat(gym.at("2026-04-10T19:00").passes().daysSinceEnd()).isZero();
        assertThat(gym.at("2026-05-10").passes().daysSinceEnd()).isEqualTo(30);
        assertThat(gym.at("2026-05-10").passes().visitsLeft()).isNaN();
    }

    @Test
    void whatIsUsedUpAfterItsEndEndedWhenItDid() {
        Clients gym = client().pass("2026-03-01", "2026-04-09", 0, null, "2026-04-20T18:00");

        assertThat(gym.at("2026-05-09").passes().daysSinceEnd()).isEqualTo(30);
    }

    @Test
    void aPassIsNotValidFromTheDayOnWhichItIsCancelled() {
        assertThat(cancelled("2026-05-01", "2026-04-30").isAnyValid()).isTrue();
        assertThat(cancelled("2026-05-01", "2026-05-01").isAnyValid()).isFalse();
        assertThat(cancelled("2026-05-01", "2026-05-01").daysSinceEnd()).isEqualTo(1);
    }

    @Test
    void whatIsCancelledBeforeItBeginsWasNeverValid() {
        assertThat(cancelled("2026-03-01", "2026-05-01").daysSinceEnd()).isNaN();
    }

    private static Passes cancelled(String on, String today) {
        var pass = new PassState(
                "p-1", "Year", null, null, day("2026-03-01"), day("2027-02-28"), null, null, day(on), null);
        Client nobody = client().at(today);
        return new Passes(java.util.List.of(pass), nobody.zone(), nobody.todayNumber());
    }

    private static LocalDate day(String day) {
        return LocalDate.parse(day);
    }

    @Test
    void theEndIsThatOfTheLastPass() {
        Clients gym = client().pass("2026-03-01", "2026-03-31", null).pass("2026-03-10", "2026-04-30", 4);

        assertThat(gym.at("2026-03-05").passes().daysUntilEnd()).isEqualTo(56);
        assertThat(gym.at("2026-04-30T23:59").passes().daysUntilEnd()).isZero();
        assertThat(gym.at("2026-05-01").passes().daysUntilEnd()).isNaN();
        assertThat(gym.at("2026-05-01").passes().daysSinceEnd()).isEqualTo(1);
    }

    @Test
    void whoRenewedInTimeIsNeitherNearAnEndNorWithoutAPass() {
        Clients gym = client().pass("2026-03-01", "2026-03-31", null).pass("2026-04-05", "2027-04-04", null);

        assertThat(gym.at("2026-03-31").passes().daysUntilEnd()).isEqualTo(369);
        assertThat(gym.at("2026-04-02").passes().isAnyValid()).isFalse();
        assertThat(gym.at("2026-04-02").passes().daysSinceEnd()).isNaN();
    }

    @Test
    void aPassWithoutALastDayHasNoEnd() {
        Clients gym = client().pass("2026-03-01", "2026-03-31", null).pass("2026-03-10", null, 4);

        assertThat(gym.at("2026-03-20").passes().daysUntilEnd()).isNaN();
    }

    @Test
    void aPassIsForWhatItNamesAndOneThatNamesNothingForEverything() {
        Passes massages = massagesLeft(4);

        assertThat(massages.isAnyValid("massage")).isTrue();
        assertThat(massages.isAnyValid("haircut")).isFalse();
        assertThat(massages.visitsLeft("massage")).isEqualTo(4);
        assertThat(massages.visitsLeft("haircut")).isNaN();
        Passes everything =
                client().pass("2026-03-01", null, 2).at("2026-03-05").passes();
        assertThat(everything.visitsLeft("haircut")).isEqualTo(2);
    }

    private static Passes massagesLeft(@Nullable Integer left) {
        return client().pass("2026-03-01", null, left, "massage", null)
                .at("2026-03-05")
                .passes();
    }
}
