package io.regulars.jobs;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Works through many batches with as many threads as there are processors: while one computes, PostgreSQL reads and writes
 * for another.
 */
@ApplicationScoped
public class ParallelBatches {
    /** Each takes a connection. */
    private static final int MOST = 8;

    private static final ThreadFactory THREADS =
            Thread.ofPlatform().daemon().name("evaluate-", 0).factory();

    private final int threads = Math.min(MOST, Runtime.getRuntime().availableProcessors());

    /** Repeats a step on all threads until one finds nothing left, or fails; its failure is thrown when all have ended. */
    public void repeat(BooleanSupplier step) {
        var over = new AtomicBoolean();
        Runnable steps = () -> {
            try {
                while (!over.get() && step.getAsBoolean()) {
                    // until nothing is left
                }
            } finally {
                over.set(true);
            }
        };
        List<Future<?>> all = new ArrayList<>();
        try (var workers = Executors.newThreadPerTaskExecutor(THREADS)) {
            for (int i = 0; i < threads; i++) {
                all.add(workers.submit(steps));
            }
        }
        all.forEach(ParallelBatches::rethrow);
    }

    private static void rethrow(Future<?> ended) {
        try {
            ended.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new CompletionException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while others were at work", e);
        }
    }
}
