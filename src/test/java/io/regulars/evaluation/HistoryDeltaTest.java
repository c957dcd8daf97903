package io.regulars.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.BookingState.Status;
import io.regulars.facts.history.EffectiveStates;
import io.regulars.facts.history.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** From when on the past is another after news of a booking, with an evaluation on 15 March in between. */
class HistoryDeltaTest {
    private static final Instant EVALUATED_AT = day("2026-03-15");

    private final List<Version<BookingState>> told = new ArrayList<>();

    @Test
    void aBookingThatWasMadeBeforeWeHeardOfItChangesThePastFromThenOn() {
        news("2026-03-16", state(Status.BOOKED, "2026-03-01"));

        assertThat(changedFrom()).isEqualTo(day("2026-03-01"));
    }

    @Test
    void whatBecameOfAKnownBookingChangesNothingBefore() {
        known("2026-03-10", state(Status.BOOKED, "2026-03-01"));
        news("2026-03-16", state(Status.COMPLETED, "2026-03-01"));

        assertThat(changedFrom()).isEqualTo(day("2026-03-16"));
    }

    @Test
    void aCorrectedOutcomeChangesThePastFromWhenItWasTold() {
        known("2026-03-08", state(Status.BOOKED, "2026-03-01"));
        known("2026-03-10", state(Status.NO_SHOW, "2026-03-01"));
        news("2026-03-16", state(Status.COMPLETED, "2026-03-01"));

        assertThat(changedFrom()).isEqualTo(day("2026-03-10"));
    }

    @Test
    void aRemovedBookingWasNeverMade() {
        known("2026-03-10", state(Status.BOOKED, "2026-03-01"));
        news("2026-03-16", null);

        assertThat(changedFrom()).isEqualTo(day("2026-03-01"));
    }

    @Test
    void aBookingThatCameBackWasThereFromItsFirstStateOn() {
        known("2026-03-10", state(Status.BOOKED, "2026-03-05"));
        known("2026-03-11", null);
        news("2026-03-20", state(Status.BOOKED, "2026-03-05"));

        assertThat(changedFrom()).isEqualTo(day("2026-03-05"));
    }

    @Test
    void anEarlierStateThatArrivesLateTakesTheMakingBack() {
        known("2026-03-10", state(Status.BOOKED, "2026-03-01"));
        news("2026-03-05", state(Status.BOOKED, null));

        assertThat(changedFrom()).isEqualTo(day("2026-03-01"));
    }

    @Test
    void whatWasRecordedAtTheVeryMomentMayNotHaveBeenEvaluated() {
        known("2026-03-10", state(Status.BOOKED, "2026-03-01"));
        told.add(new Version<>("b-1", day("2026-03-12"), EVALUATED_AT, state(Status.COMPLETED, "2026-03-01")));

        assertThat(changedFrom()).isEqualTo(day("2026-03-01"));
    }

    @Test
    void nothingNewChangesNothing() {
        known("2026-03-10", state(Status.BOOKED, "2026-03-01"));

        assertThat(changedFrom()).isNull();
    }

    private @Nullable Instant changedFrom() {
        told.sort(Comparator.comparing(Version::occurredAt));
        var moments = new TreeSet<Instant>();
        new HistoryDelta(EVALUATED_AT, moments::add).of(told, EffectiveStates::bookings);
        return moments.isEmpty() ? null : moments.first();
    }

    private void known(String occurredOn, @Nullable BookingState state) {
        told.add(new Version<>("b-1", day(occurredOn), day("2026-03-14"), state));
    }

    private void news(String occurredOn, @Nullable BookingState state) {
        told.add(new Version<>("b-1", day(occurredOn), day("2026-03-20"), state));
    }

    private static BookingState state(Status status, @Nullable String bookedOn) {
        return new BookingState(
                "b-1",
                "cut",
                null,
                null,
                null,
                null,
                day("2026-04-01"),
                null,
                bookedOn == null ? null : day(bookedOn),
                status,
                null,
                null,
                0L,
                0,
                0,
                0,
                0,
                null,
                null,
                null);
    }

    private static Instant day(String day) {
        return Instant.parse(day + "T12:00:00Z");
    }
}
