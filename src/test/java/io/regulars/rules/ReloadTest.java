package io.regulars.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.Clients;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * A release is loaded beside the one that runs, takes its place, and leaves nothing behind: 1,000 times with {@code -Psoak},
 * where latency and memory are measured too; a sample without.
 */
class ReloadTest {
    private static final boolean SOAK = Boolean.getBoolean("soak");
    private static final int RELOADS = SOAK ? 1_000 : 30;
    private static final int WARM_UP = RELOADS / 10;
    private static final int RULES = 200;

    /** Evaluations between two reloads. */
    private static final int BETWEEN = 200;

    private static final long SLACK = 4 << 20;

    private final AtomicReference<RuleSet> running = new AtomicReference<>(release(0));

    @Test
    void reloadingUnderLoadHarmsNoEvaluationAndLeavesNoTrace() {
        var load = new Load(running);
        CompletableFuture<Void> loading = CompletableFuture.runAsync(load);
        List<WeakReference<RuleSet>> old = new ArrayList<>();
        long heap = 0;
        long metaspace = 0;
        for (int release = 1; release <= RELOADS; release++) {
            load.goOnFor(BETWEEN, loading);
            load.reloading = true;
            old.add(new WeakReference<>(running.getAndSet(release(release))));
            load.goOnFor(10, loading);
            load.reloading = false;
            if (release == WARM_UP) {
                heap = used(ReloadTest::heap);
                metaspace = used(ReloadTest::metaspace);
            }
        }
        load.ended = true;
        loading.join();

        assertThat(load.seen).as("releases that answered").hasSizeGreaterThan(RELOADS / 2);
        awaitGone(old);
        if (SOAK) {
            long heapAfter = used(ReloadTest::heap);
            long metaspaceAfter = used(ReloadTest::metaspace);
            System.out.printf(
                    "%d reloads of %d rules: heap %d → %d KiB, metaspace %d → %d KiB; %s%n",
                    RELOADS, RULES, heap >> 10, heapAfter >> 10, metaspace >> 10, metaspaceAfter >> 10, load);
            assertThat(heapAfter).isLessThan(heap + SLACK);
            assertThat(metaspaceAfter).isLessThan(metaspace + SLACK);
            assertThat(load.p99(true)).isLessThan(2 * load.p99(false));
        }
    }

    /** One caller who evaluates without pause. Each outcome is of one release, whole. */
    private static final class Load implements Runnable {
        private final AtomicReference<RuleSet> running;
        private final Set<String> seen = new java.util.HashSet<>();
        private final long[][] nanos = new long[2][RELOADS * BETWEEN * 40];
        private final int[] counts = new int[2];
        private volatile boolean reloading;
        private volatile boolean ended;
        private volatile long evaluations;

        Load(AtomicReference<RuleSet> running) {
            this.running = running;
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // there is one writer
        public void run() {
            for (int i = 0; !ended; i++) {
                var client = Clients.client();
                for (int visit = i % 5; visit >= 0; visit--) {
                    client.visit("2026-01-0" + (1 + visit));
                }
                var facts = client.at("2026-01-10");
                boolean during = reloading;
                long start = System.nanoTime();
                List<Assignment> segments = running.get().segments(facts);
                note(during || reloading ? 1 : 0, System.nanoTime() - start);
                check(segments, i % 5 + 1);
                evaluations++;
            }
        }

        private void note(int when, long took) {
            if (counts[when] < nanos[when].length) {
                nanos[when][counts[when]++] = took;
            }
        }

        /** The rule of each number of visits up to hers put her into a segment named for its release. */
        private void check(List<Assignment> segments, int visits) {
            Set<String> releases = segments.stream()
                    .map(Assignment::segment)
                    .map(segment -> segment.substring(segment.indexOf('@')))
                    .collect(Collectors.toSet());
            if (releases.size() != 1 || segments.size() != visits) {
                throw new IllegalStateException("mixed or missing: " + segments);
            }
            seen.addAll(releases);
        }

        void goOnFor(int more, CompletableFuture<Void> loading) {
            long until = evaluations + more;
            BooleanSupplier done = () -> evaluations >= until || loading.isDone();
            while (!done.getAsBoolean()) {
                Thread.onSpinWait();
            }
        }

        double p99(boolean during) {
            int when = during ? 1 : 0;
            long[] sorted = Arrays.copyOfRange(nanos[when], counts[when] / 10, counts[when]);
            Arrays.sort(sorted);
            return sorted[sorted.length * 99 / 100] / 1e3;
        }

        @Override
        public String toString() {
            return "p99 while nothing was reloaded %.1f µs (%d evaluations), while a release was loaded and took over %.1f µs (%d)"
                    .formatted(p99(false), counts[0], p99(true), counts[1]);
        }
    }

    private static RuleSet release(int number) {
        String text = IntStream.rangeClosed(1, RULES)
                .mapToObj(rule -> """
                        rule "%1$d of %2$d" when $c : Client( visits >= %1$d, noShows < %2$d, spend >= 0 || city == "Riga" )
                        then segments.assign($c, "%1$d@%2$d"); end
                        """.formatted(rule, number + 1))
                .collect(Collectors.joining());
        return switch (RuleSet.compile(List.of(new RuleFile("release.drl", text)))) {
            case Compilation.Compiled compiled -> compiled.rules();
            case Compilation.Rejected rejected ->
                throw new IllegalStateException(rejected.diagnostics().toString());
        };
    }

    private static void awaitGone(List<WeakReference<RuleSet>> old) {
        Awaitility.await("the releases before are let go")
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    System.gc();
                    return old.stream().allMatch(release -> release.get() == null);
                });
    }

    /** The least of some, each after a collection. */
    private static long used(LongSupplier pool) {
        return IntStream.range(0, 5)
                .mapToLong(turn -> {
                    System.gc();
                    return pool.getAsLong();
                })
                .min()
                .orElseThrow();
    }

    private static long heap() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long metaspace() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Metaspace"))
                .mapToLong(pool -> pool.getUsage().getUsed())
                .sum();
    }
}
