package io.regulars.live;

import io.quarkus.scheduler.Scheduled;
import io.regulars.ranking.ApplySpendChanges;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;

/**
 * Applies what clients have spent, and evaluates each client at the moment that its time comes. Between two of the scheduler's
 * seconds it sleeps until the next moment that is known, and looks now and then whether a request, or another replica, has
 * named an earlier one.
 */
@ApplicationScoped
class TimeWorker {
    private static final Duration SHIFT = Duration.ofMillis(900);
    private static final Duration LONGEST_SLEEP = Duration.ofMillis(300);

    private final EvaluateDueClients dueClients;
    private final ApplySpendChanges applySpendChanges;
    private final InstantSource clock;

    TimeWorker(EvaluateDueClients dueClients, ApplySpendChanges applySpendChanges, InstantSource clock) {
        this.dueClients = dueClients;
        this.applySpendChanges = applySpendChanges;
        this.clock = clock;
    }

    @Scheduled(
            identity = "evaluate-due-clients",
            every = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void work() {
        Instant end = clock.instant().plus(SHIFT);
        look();
        for (Instant now = clock.instant(); now.isBefore(end); now = clock.instant()) {
            Instant latest = now.plus(LONGEST_SLEEP);
            Instant wake =
                    dueClients.next(now).filter(next -> next.isBefore(latest)).orElse(latest);
            LockSupport.parkNanos(Duration.between(now, wake).toNanos());
            look();
        }
    }

    private void look() {
        applySpendChanges.apply();
        dueClients.evaluate();
    }
}
