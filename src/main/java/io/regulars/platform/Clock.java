package io.regulars.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/** The one clock: the machine's, or one that was set forward or back at the start. Nothing else asks for the time. */
@ApplicationScoped
class Clock {
    private static final Logger LOG = Logger.getLogger(Clock.class);

    @Produces
    @ApplicationScoped
    InstantSource clock(RegularsConfig config) {
        InstantSource machine = InstantSource.system();
        return config.clock()
                .filter(text -> !text.isBlank())
                .map(text -> startingAt(Codes.instant(text), machine))
                .orElse(machine);
    }

    private static InstantSource startingAt(Instant start, InstantSource machine) {
        LOG.warnf(
                "REGULARS_CLOCK is set: the service takes %s as its start; this is no clock for real clients.", start);
        Duration ahead = Duration.between(machine.instant(), start);
        return () -> machine.instant().plus(ahead);
    }
}
