package io.regulars.platform;

import io.quarkus.scheduler.FailedExecution;
import io.quarkus.scheduler.SuccessfulExecution;
import io.regulars.platform.database.DatabaseFailure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Tells of scheduled work that failed. That PostgreSQL is away is told once, and once that it is back, however often the
 * work is tried meanwhile; the scheduler's own log of each failure is switched off.
 */
@ApplicationScoped
class ScheduledFailures {
    private static final Logger LOG = Logger.getLogger(ScheduledFailures.class);

    private final AtomicBoolean away = new AtomicBoolean();

    void failed(@Observes FailedExecution failed) {
        Throwable failure = failed.getException();
        Throwable cause = failure;
        while (cause != null && !(cause instanceof DatabaseFailure)) {
            cause = cause.getCause();
        }
        if (!(cause instanceof DatabaseFailure database) || !database.unavailable()) {
            LOG.errorf(
                    failure,
                    "Scheduled work failed: %s",
                    failed.getExecution().getTrigger().getId());
        } else if (away.compareAndSet(false, true)) {
            LOG.errorf("Scheduled work waits for PostgreSQL: %s", database.getMessage());
        }
    }

    void succeeded(@Observes SuccessfulExecution succeeded) {
        if (away.compareAndSet(true, false)) {
            LOG.info("Scheduled work goes on; PostgreSQL answers again.");
        }
    }
}
