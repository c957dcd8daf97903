package io.regulars.platform;

import io.quarkus.runtime.StartupEvent;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.text.Codes;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * The one clock: the machine's, or one that was set forward or back. Nothing else asks for the time. Where callers move it, the
 * database remembers how far, since what happened there happened by that time. It ticks in
 * microseconds, which is what the database keeps: a moment is the same before and after it was stored.
 */
@ApplicationScoped
class Clock implements SimulatedTime {
    private static final Logger LOG = Logger.getLogger(Clock.class);

    private final RegularsConfig config;
    private final Database database;
    private final InstantSource machine = InstantSource.system();
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    Clock(RegularsConfig config, Database database) {
        this.config = config;
        this.database = database;
    }

    @Produces
    @ApplicationScoped
    InstantSource clock() {
        return inMicroseconds(() -> machine.instant().plus(ahead.get()));
    }

    static InstantSource inMicroseconds(InstantSource precise) {
        return () -> precise.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Before anybody asks for the time. */
    void start(@Observes @Priority(10) StartupEvent event) {
        config.clock().filter(text -> !text.isBlank()).map(Codes::instant).ifPresent(this::startAt);
        if (config.clockMovable()) {
            LOG.warn("REGULARS_CLOCK_MOVABLE is set: callers move the time; this is no clock for real clients.");
            goOn();
        }
    }

    @Override
    public void store(Transaction transaction, Instant moment) throws SQLException {
        transaction.update("""
                insert into moved_clock (shows, machine) values (?, ?)
                on conflict (one) do update set shows = excluded.shows, machine = excluded.machine
                """, moment, machine.instant());
    }

    @Override
    public void moveTo(Instant moment) {
        ahead.set(Duration.between(machine.instant(), moment));
    }

    /** Goes on where the clock would be if the service had not been stopped; never back behind what has happened by it. */
    private void goOn() {
        Optional<Duration> moved = database.transaction(tx -> tx.first(
                "select shows, machine from moved_clock",
                row -> Duration.between(
                        Objects.requireNonNull(Transaction.instant(row, "machine")),
                        Objects.requireNonNull(Transaction.instant(row, "shows")))));
        moved.filter(by -> by.compareTo(ahead.get()) > 0).ifPresent(by -> {
            ahead.set(by);
            LOG.warnf(
                    "The clock was moved before, and goes on from %s.",
                    machine.instant().plus(by));
        });
    }

    private void startAt(Instant start) {
        LOG.warnf(
                "REGULARS_CLOCK is set: the service takes %s as its start; this is no clock for real clients.", start);
        ahead.set(Duration.between(machine.instant(), start));
    }
}
