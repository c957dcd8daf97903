package io.regulars.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class ClockTest {
    /** PostgreSQL rounds nanoseconds, perhaps up: a moment just stored would be younger than the next one told. */
    @Test
    void ticksInWhatTheDatabaseKeeps() {
        InstantSource precise = InstantSource.fixed(Instant.parse("2026-11-22T12:00:00.000000999Z"));

        assertThat(Clock.inMicroseconds(precise).instant()).isEqualTo("2026-11-22T12:00:00Z");
    }
}
