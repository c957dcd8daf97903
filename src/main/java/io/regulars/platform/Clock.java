package io.regulars.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** The one clock: the machine's, or one that was set forward or back. Nothing else asks for the time. */
@ApplicationScoped
class Clock implements SimulatedTime {
    private static final Logger LOG = Logger.getLogger(Clock.class);

    private final InstantSource machine = InstantSource.system();
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    @Produces
    @ApplicationScoped
    InstantSource clock(RegularsConfig config) {
        config.clock().filter(text -> !text.isBlank()).map(Codes::instant).ifPresent(this::startAt);
        if (config.clockMovable()) {
            LOG.warn("REGULARS_CLOCK_MOVABLE is set: callers move the time; this is no clock for real clients.");
        }
        return () -> machine.instant().plus(ahead.get());
    }

    @Override
    public void moveTo(Instant moment) {
        ahead.set(Duration.between(machine.instant(), moment));
    }

    private void startAt(Instant start) {
        LOG.warnf(
                "REGULARS_CLOCK is set: the service takes %s as its start; this is no clock for real clients.", start);
        moveTo(start);
    }
}
