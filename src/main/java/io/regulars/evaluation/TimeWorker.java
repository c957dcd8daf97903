package io.regulars.evaluation;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;

/** Looks every second whether the time of a client, or a business's day, has come. */
@ApplicationScoped
class TimeWorker {
    private final EvaluateDueClients dueClients;
    private final TurnOfDay turnOfDay;

    TimeWorker(EvaluateDueClients dueClients, TurnOfDay turnOfDay) {
        this.dueClients = dueClients;
        this.turnOfDay = turnOfDay;
    }

    @Scheduled(
            identity = "evaluate-due-clients",
            every = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void work() {
        dueClients.evaluate();
        turnOfDay.evaluate();
    }
}
