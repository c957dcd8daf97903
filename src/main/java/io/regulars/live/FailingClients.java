package io.regulars.live;

import io.micrometer.core.instrument.MeterRegistry;
import io.regulars.platform.database.DatabaseFailure;
import io.regulars.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Clients whose evaluation failed on this instance, which are left alone for a while, ever longer, so that they hold up
 * nobody. Their due moment stays as it was: once the cause is mended, nothing has been missed.
 */
@ApplicationScoped
public class FailingClients {
    private static final Logger LOG = Logger.getLogger(FailingClients.class);
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 10;

    private final Map<Long, Failure> failures = new ConcurrentHashMap<>();
    private final InstantSource clock;

    FailingClients(InstantSource clock, MeterRegistry metrics) {
        this.clock = clock;
        metrics.gaugeMapSize("regulars.evaluation.failing.clients", List.of(), failures);
    }

    private record Failure(int times, Instant until) {}

    /** Whether a failure is of the client; otherwise the database is away, or no release runs, and all have to wait. */
    public static boolean concernsTheClient(RuntimeException failure) {
        return !(failure instanceof ProblemException)
                && !(failure instanceof DatabaseFailure database && database.unavailable());
    }

    /** The ones to leave alone now. */
    Stream<Long> resting() {
        Instant now = clock.instant();
        return failures.entrySet().stream()
                .filter(entry -> entry.getValue().until.isAfter(now))
                .map(Map.Entry::getKey);
    }

    /** Notes and reports that the evaluation of a client failed. */
    void failed(long client, RuntimeException cause) {
        Failure failure =
                failures.merge(client, failure(0), (before, first) -> failure(Math.min(before.times, MOST_DOUBLINGS)));
        LOG.errorf(
                cause,
                "Client number %d cannot be evaluated; others go on, and it is tried again after %s.",
                client,
                failure.until);
    }

    /** Notes that it works. */
    void succeeded(Iterable<Long> clients) {
        if (!failures.isEmpty()) {
            clients.forEach(failures::remove);
        }
    }

    private Failure failure(int before) {
        return new Failure(before + 1, clock.instant().plus(FIRST_PAUSE.multipliedBy(1L << before)));
    }
}
