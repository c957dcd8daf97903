package io.regulars.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.BookingState;
import io.regulars.facts.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** From when on the past of a booking is another than it was when its client was last evaluated. */
class FirstKnownTest {
    private final FirstKnown firstKnown = new FirstKnown();

    @Test
    void aBookingToldAnewChangesThePastFromWhenItWasMade() {
        news(state("2026-03-10", "2026-03-01"));

        assertThat(changes()).containsExactly(day("2026-03-01"));
    }

    @Test
    void whatBecameOfAKnownBookingChangesNothingBefore() {
        known(state("2026-03-10", "2026-03-01"));
        news(state("2026-03-12", "2026-03-01"));

        assertThat(changes()).isEmpty();
    }

    @Test
    void aBookingThatCameBackFromAnotherClientWasMadeWhenItsNewFirstStateSays() {
        known(state("2026-03-10", "2026-03-05"));
        known(removal("2026-03-11"));
        news(state("2026-03-20", "2026-03-01"));

        assertThat(changes()).containsExactly(day("2026-03-01"));
    }

    @Test
    void anEarlierStateThatArrivesLateTakesTheMakingBack() {
        news(state("2026-03-05", null));
        known(state("2026-03-10", "2026-03-01"));

        assertThat(changes()).containsExactlyInAnyOrder(day("2026-03-05"), day("2026-03-01"));
    }

    @Test
    void aRemovedBookingWasNeverMade() {
        known(state("2026-03-10", "2026-03-01"));
        news(removal("2026-03-11"));

        assertThat(changes()).containsExactly(day("2026-03-01"));
    }

    private List<Instant> changes() {
        var changes = new ArrayList<Instant>();
        firstKnown.changes(changes::add);
        return changes;
    }

    private void known(Version<BookingState> version) {
        firstKnown.version(version, false);
    }

    private void news(Version<BookingState> version) {
        firstKnown.version(version, true);
    }

    private static Version<BookingState> removal(String occurredOn) {
        return new Version<>("b-1", day(occurredOn), day(occurredOn), null);
    }

    private static Version<BookingState> state(String occurredOn, @Nullable String bookedOn) {
        return new Version<>(
                "b-1",
                day(occurredOn),
                day(occurredOn),
                new BookingState(
                        "b-1",
                        "cut",
                        null,
                        null,
                        null,
                        null,
                        day("2026-04-01"),
                        null,
                        bookedOn == null ? null : day(bookedOn),
                        BookingState.Status.BOOKED,
                        null,
                        null,
                        0,
                        0,
                        0,
                        null));
    }

    private static Instant day(String day) {
        return Instant.parse(day + "T12:00:00Z");
    }
}
