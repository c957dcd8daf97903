package io.regulars.delivery;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;

/** Looks every second whether actions are due. */
@ApplicationScoped
class DeliveryWorker {
    private final DecideDueActions decide;

    DeliveryWorker(DecideDueActions decide) {
        this.decide = decide;
    }

    @Scheduled(identity = "decide-due-actions", every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void work() {
        decide.decide();
    }
}
