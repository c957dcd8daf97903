package io.regulars.facts.history;

import static io.regulars.facts.Bookings.booking;
import static io.regulars.facts.Clients.client;
import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.history.BookingState.Status;
import io.regulars.facts.history.SurveyState.Kind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final Instant MONDAY = Instant.parse("2026-01-05T10:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-01-06T10:00:00Z");
    private static final Instant WEDNESDAY = Instant.parse("2026-01-07T10:00:00Z");

    @Test
    void thePastIsWhatHadHappenedByThen() {
        var history = bookings(version(MONDAY, booked()), version(WEDNESDAY, completed()));

        assertThat(history.at(MONDAY.minusNanos(1)).bookings()).isEmpty();
        assertThat(history.at(MONDAY).bookings())
                .extracting(BookingState::status)
                .containsExactly(Status.BOOKED);
        assertThat(history.at(TUESDAY).bookings())
                .extracting(BookingState::status)
                .containsExactly(Status.BOOKED);
        assertThat(history.at(WEDNESDAY).bookings())
                .extracting(BookingState::status)
                .containsExactly(Status.COMPLETED);
        assertThat(history.latest()).isEqualTo(history.at(WEDNESDAY));
        assertThat(history.changes()).containsExactly(MONDAY, WEDNESDAY);
    }

    @Test
    void ofTwoStatesAtOneMomentTheLaterArrivalWins() {
        var history = bookings(version(MONDAY, booked()), version(MONDAY, completed()));

        assertThat(history.at(MONDAY).bookings())
                .extracting(BookingState::status)
                .containsExactly(Status.COMPLETED);
        assertThat(history.latest().bookings()).extracting(BookingState::status).containsExactly(Status.COMPLETED);
    }

    @Test
    void whatWasRemovedHasNeverBeen() {
        var history = bookings(version(MONDAY, booked()), version(WEDNESDAY, null));

        assertThat(history.at(TUESDAY).bookings()).isEmpty();
        assertThat(history.latest().bookings()).isEmpty();
    }

    @Test
    void whatCameAgainAfterItsRemovalHasNeverBeenAway() {
        var history = bookings(version(MONDAY, booked()), version(TUESDAY, null), version(WEDNESDAY, completed()));

        assertThat(history.at(TUESDAY).bookings())
                .extracting(BookingState::status)
                .containsExactly(Status.BOOKED);
        assertThat(history.latest().bookings()).extracting(BookingState::status).containsExactly(Status.COMPLETED);
    }

    @Test
    void anOutcomeThatWasCorrectedHasNeverBeen() {
        var history = bookings(version(MONDAY, booked()), version(TUESDAY, noShow()), version(WEDNESDAY, completed()));

        assertThat(history.at(TUESDAY).bookings())
                .extracting(BookingState::status)
                .containsExactly(Status.BOOKED);
        assertThat(history.changes()).containsExactly(MONDAY, WEDNESDAY);
    }

    @Test
    void anOutcomeThatIsRestoredHasAlwaysBeen() {
        var history =
                bookings(version(MONDAY, completed()), version(TUESDAY, noShow()), version(WEDNESDAY, completed()));

        assertThat(history.changes()).containsExactly(MONDAY);
        assertThat(history.at(MONDAY)).isEqualTo(history.latest());
    }

    @Test
    void whatWasPaidBackWasNeverPaid() {
        BookingState paidBack =
                booking("2026-01-07").completed().refunded("20.00").state("b-1", client()::moment);
        var history = bookings(version(MONDAY, completed()), version(WEDNESDAY, paidBack));

        assertThat(history.at(MONDAY).bookings()).containsExactly(paidBack);
    }

    @Test
    void whatWasTakenBackLeavesNoMoment() {
        var history = bookings(version(MONDAY, booked()), version(WEDNESDAY, null));

        assertThat(history.changes()).isEmpty();
        assertThat(history.isEmpty()).isTrue();
    }

    @Test
    void aBookingWasBookedBeforeItsFirstKnownState() {
        BookingState completed =
                booking("2026-01-07").made(MONDAY.toString()).completed().state("b-1", client()::moment);
        var history = bookings(version(WEDNESDAY, completed));

        assertThat(history.at(MONDAY.minusNanos(1)).bookings()).isEmpty();
        assertThat(history.at(TUESDAY).bookings())
                .extracting(BookingState::status)
                .containsExactly(Status.BOOKED);
        assertThat(history.at(WEDNESDAY).bookings())
                .extracting(BookingState::status)
                .containsExactly(Status.COMPLETED);
        assertThat(history.changes()).containsExactly(MONDAY, WEDNESDAY);
    }

    @Test
    void aBookingThatWasRemovedWasNotBookedBefore() {
        BookingState completed =
                booking("2026-01-07").made(MONDAY.toString()).completed().state("b-1", client()::moment);
        var history = bookings(version(TUESDAY, completed), version(WEDNESDAY, null));

        assertThat(history.at(MONDAY).bookings()).isEmpty();
    }

    @Test
    void thePresentKnowsWhatIsSaidToHappenLater() {
        var history = bookings(version(WEDNESDAY, completed()));

        assertThat(history.at(TUESDAY).bookings()).isEmpty();
        assertThat(history.latest().bookings()).hasSize(1);
    }

    @Test
    void aNewScoreForTheSameSurveyIsANewAnswer() {
        var history = surveys(answer(MONDAY, 4), answer(TUESDAY, 9));

        assertThat(history.latest().surveys()).extracting(SurveyState::score).containsExactly(4, 9);
        assertThat(history.at(MONDAY).surveys()).extracting(SurveyState::score).containsExactly(4);
    }

    @Test
    void theSameScoreAgainIsTheSameAnswer() {
        var history = surveys(answer(MONDAY, 4), answer(TUESDAY, 4));

        assertThat(history.latest().surveys())
                .extracting(SurveyState::answeredAt)
                .containsExactly(TUESDAY);
    }

    @Test
    void aRemovedSurveyTakesAllItsAnswersAway() {
        var history = surveys(answer(MONDAY, 4), answer(TUESDAY, 9), new Version<>("s-1", WEDNESDAY, WEDNESDAY, null));

        assertThat(history.at(TUESDAY).surveys()).isEmpty();
        assertThat(history.latest().surveys()).isEmpty();
    }

    @Test
    void aClientNobodyDescribedIsUnknown() {
        assertThat(bookings().latest().profile()).isEqualTo(Profile.UNKNOWN);
    }

    @Test
    void aPassIsUsedUpSinceNoneWasFirstLeft() {
        History history = passes(pass(MONDAY, 1), pass(TUESDAY, 0), pass(WEDNESDAY, 0));

        assertThat(history.at(MONDAY).passes()).extracting(PassState::usedUpAt).containsOnlyNulls();
        assertThat(history.latest().passes()).extracting(PassState::usedUpAt).containsExactly(TUESDAY);
    }

    @Test
    void aCorrectedCountHasNeverBeen() {
        History corrected = passes(pass(MONDAY, 0), pass(TUESDAY, 3), pass(TUESDAY, 0));
        History refilled = passes(pass(MONDAY, 0), pass(TUESDAY, 3), pass(WEDNESDAY, 0));

        assertThat(corrected.latest().passes()).extracting(PassState::usedUpAt).containsExactly(MONDAY);
        assertThat(refilled.latest().passes()).extracting(PassState::usedUpAt).containsExactly(WEDNESDAY);
    }

    @Test
    void aRemovedPassHasNeverBeen() {
        History history = passes(pass(MONDAY, 1), new Version<>("p-1", TUESDAY, TUESDAY, null));

        assertThat(history.isEmpty()).isTrue();
        assertThat(history.at(MONDAY).passes()).isEmpty();
    }

    private static Version<PassState> pass(Instant when, int left) {
        var state = new PassState(
                "p-1", "10 massages", "massage", null, LocalDate.of(2026, 11, 1), null, 10, left, null, null);
        return new Version<>("p-1", when, when, state);
    }

    @SafeVarargs
    private static History passes(Version<PassState>... versions) {
        return new History("c-1", List.of(), List.of(), List.of(), List.of(versions), List.of(), List.of());
    }

    @SafeVarargs
    private static History bookings(Version<BookingState>... versions) {
        return new History("c-1", List.of(), List.of(versions), List.of(), List.of(), List.of(), List.of());
    }

    @SafeVarargs
    private static History surveys(Version<SurveyState>... versions) {
        return new History("c-1", List.of(), List.of(), List.of(), List.of(), List.of(versions), List.of());
    }

    private static Version<SurveyState> answer(Instant when, int score) {
        return new Version<>("s-1", when, when, new SurveyState("s-1", Kind.CSAT, score, when, null));
    }

    private static Version<BookingState> version(Instant occurredAt, @Nullable BookingState state) {
        return new Version<>("b-1", occurredAt, occurredAt, state);
    }

    private static BookingState booked() {
        return booking("2026-01-07").state("b-1", client()::moment);
    }

    private static BookingState noShow() {
        return booking("2026-01-07").noShow().state("b-1", client()::moment);
    }

    private static BookingState completed() {
        return booking("2026-01-07").completed().state("b-1", client()::moment);
    }
}
