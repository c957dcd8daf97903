package io.regulars.evaluation;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;

/** Looks every second what clients have spent since, and whether the time of a client has come. */
@ApplicationScoped
class TimeWorker {
    private final EvaluateDueClients dueClients;
    private final FoldSpends foldSpends;

    TimeWorker(EvaluateDueClients dueClients, FoldSpends foldSpends) {
        this.dueClients = dueClients;
        this.foldSpends = foldSpends;
    }

    @Scheduled(
            identity = "evaluate-due-clients",
            every = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void work() {
        foldSpends.fold();
        dueClients.evaluate();
    }
}
