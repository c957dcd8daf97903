package io.regulars.delivery;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;

/** Looks every second whether actions are due. */
@ApplicationScoped
class DeliveryWorker {
    private final DeliverDueActions deliver;

    DeliveryWorker(DeliverDueActions deliver) {
        this.deliver = deliver;
    }

    @Scheduled(identity = "deliver-due-actions", every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void work() {
        deliver.deliver();
    }
}
