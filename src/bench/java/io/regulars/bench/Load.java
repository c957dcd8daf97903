package io.regulars.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs a number of workers at once, each a fixed number of operations, and measures them. */
final class Load {
    private Load() {}

    /** One worker's way of doing its next operation. */
    @FunctionalInterface
    interface Worker {
        void next(int operation) throws Exception;
    }

    /**
     * What was measured.
     *
     * @param rate operations a second, all workers together
     * @param median of the time of one operation, in milliseconds
     * @param p99 the time that one in a hundred exceeds, in milliseconds
     */
    record Measured(double rate, double median, double p99) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%,7.0f/s, p50 %5.2f ms, p99 %6.2f ms", rate, median, p99);
        }
    }

    static Measured run(List<? extends Worker> workers, int operations) throws Exception {
        int each = operations / workers.size();
        long[] times = new long[each * workers.size()];
        try (var threads = Executors.newFixedThreadPool(workers.size())) {
            var tasks = new ArrayList<Callable<Void>>();
            for (int i = 0; i < workers.size(); i++) {
                int first = i * each;
                Worker worker = workers.get(i);
                tasks.add(() -> {
                    for (int operation = 0; operation < each; operation++) {
                        long start = System.nanoTime();
                        worker.next(operation);
                        times[first + operation] = System.nanoTime() - start;
                    }
                    return null;
                });
            }
            long start = System.nanoTime();
            for (Future<Void> task : threads.invokeAll(tasks)) {
                task.get();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            Arrays.sort(times);
            return new Measured(
                    times.length / seconds, times[times.length / 2] / 1e6, times[times.length * 99 / 100] / 1e6);
        }
    }
}
