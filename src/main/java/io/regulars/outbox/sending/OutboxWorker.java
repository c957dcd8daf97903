package io.regulars.outbox.sending;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Looks every second whether something is due, and goes on until nothing is. It is not told by NOTIFY: its lock would make all commits
 * wait that put something in, one after the other, for less than a second gained.
 */
@ApplicationScoped
class OutboxWorker {
    private final CarryOut carryOut;

    OutboxWorker(CarryOut carryOut) {
        this.carryOut = carryOut;
    }

    @Scheduled(identity = "carry-out-outbox", every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void work() {
        carryOut.carryOut();
    }
}
