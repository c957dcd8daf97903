package io.regulars.access.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Who guesses keys is slowed down. */
class SignInTriesTest {
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final SignInTries tries = new SignInTries(() -> now, 3);

    @Test
    void whoTriesTooOftenInVainWaitsUntilAMinuteAfterTheFirstTry() {
        tries.inVain("a");
        now = now.plusSeconds(10);
        tries.inVain("a");
        assertThat(tries.toWait("a")).isZero();
        tries.inVain("a");

        assertThat(tries.toWait("a")).isEqualTo(Duration.ofSeconds(50));
        assertThat(tries.toWait("b")).isZero();
        now = now.plusSeconds(50);
        assertThat(tries.toWait("a")).isZero();
        tries.inVain("a");
        assertThat(tries.toWait("a")).isZero();
    }
}
