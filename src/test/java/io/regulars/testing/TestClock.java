package io.regulars.testing;

import io.quarkus.test.Mock;
import io.regulars.platform.SimulatedTime;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The service's clock in integration tests: stands still at noon of 2026-11-22 UTC until a test moves it. */
@Mock
@ApplicationScoped
public class TestClock implements InstantSource, SimulatedTime {
    private volatile Instant now = Instant.parse("2026-11-22T12:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    /** A test's clock is stored nowhere. */
    @Override
    public void store(Transaction transaction, Instant moment) {}

    @Override
    public void moveTo(Instant moment) {
        now = moment;
    }

    /** Sets the moment, ISO 8601 in UTC: {@code 2026-11-22T12:00:00Z}. */
    public void set(String moment) {
        now = Instant.parse(moment);
    }

    /** Lets time pass. */
    public void advance(Duration duration) {
        now = now.plus(duration);
    }
}
