package io.regulars.campaigns.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** Starts that are spread come so many a day, at the time of day of the switch. */
class SpreadTest {
    @Test
    void soManyAreDueOnEachDay() {
        var spread = new Spread(1, 2, Instant.parse("2026-11-22T12:00:00Z"), ZoneId.of("Europe/Riga"));

        assertThat(spread.delay(0)).isZero();
        assertThat(spread.delay(1)).isZero();
        assertThat(spread.delay(2)).hasHours(24);
        assertThat(spread.delay(5)).hasHours(48);
    }

    @Test
    void aDayThatDaylightSavingMakesShorterKeepsTheTimeOfDay() {
        var spread = new Spread(1, 1, Instant.parse("2026-03-28T08:00:00Z"), ZoneId.of("Europe/Riga"));

        assertThat(spread.delay(1)).hasHours(23);
    }
}
