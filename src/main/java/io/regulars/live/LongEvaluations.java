package io.regulars.live;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Evaluations of clients with long histories, one after the other on a thread of their own, so that no other client waits for
 * them. One that takes too long is given up, and all are when the service stops; what was to be evaluated stays due.
 */
@ApplicationScoped
class LongEvaluations {
    private static final Logger LOG = Logger.getLogger(LongEvaluations.class);
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final long NOT_YET = 0;

    private final Map<Long, Work> works = new ConcurrentHashMap<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("evaluate-long").factory());

    private static final class Work {
        private final Future<?> evaluation;
        private volatile long begun = NOT_YET;

        Work(Future<?> evaluation) {
            this.evaluation = evaluation;
        }
    }

    /** The clients that are being evaluated, or wait for it. */
    Stream<Long> clients() {
        return works.keySet().stream();
    }

    /** Evaluates a client when the ones before have been; of one who waits already nothing is done. */
    void start(long client, Runnable evaluation) {
        var task = new FutureTask<>(Executors.callable(() -> run(client, evaluation)));
        if (works.putIfAbsent(client, new Work(task)) == null) {
            thread.execute(task);
        }
    }

    private void run(long client, Runnable evaluation) {
        try {
            Objects.requireNonNull(works.get(client)).begun = System.nanoTime();
            evaluation.run();
        } finally {
            works.remove(client);
        }
    }

    /** Gives up what has taken too long. */
    void endOverdue() {
        long now = System.nanoTime();
        works.forEach((client, work) -> {
            boolean overdue = work.begun != NOT_YET && now - work.begun > LONGEST.toNanos();
            if (overdue && work.evaluation.cancel(true)) {
                LOG.errorf("Client number %d took longer than %s to be evaluated; given up.", client, LONGEST);
            }
        });
    }

    void stop(@Observes ShutdownEvent event) {
        thread.shutdownNow();
    }
}
