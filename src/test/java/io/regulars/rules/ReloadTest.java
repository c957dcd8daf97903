package io.regulars.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.Clients;
import io.regulars.rules.model.Assignment;
import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.RuleSet;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A release is loaded beside the one that runs, takes its place, and leaves nothing behind: 1,000 times with {@code -Psoak},
 * where latency and memory are measured too; a sample without. The JVM keeps its notes on hot methods (MethodData) in
 * metaspace, so that grows a little for as long as code becomes hot, though no class is added: less and less.
 */
@Tag("slow")
class ReloadTest {
    private static final boolean SOAK = Boolean.getBoolean("soak");
    private static final int RELOADS = SOAK ? 1_000 : 30;
    private static final int WARM_UP = RELOADS / 10;
    private static final int HALF = RELOADS / 2;
    private static final int RULES = 200;

    /** Evaluations between two reloads. */
    private static final int BETWEEN = 200;

    /** Evaluations after a swap that count as around it. */
    private static final int AROUND = 10;

    /** What the heap may differ by, in bytes. */
    private static final long SLACK = 4 << 20;

    /** What becomes hot late: some classes of the JDK, and notes of the JVM in bytes; a release that stays is far more. */
    private static final int LATE_CLASSES = 50;

    private static final long LATE_NOTES = 1 << 20;

    private final AtomicReference<RuleSet> running = new AtomicReference<>(release(0));

    @Test
    void reloadingUnderLoadHarmsNoEvaluationAndLeavesNoTrace() {
        var load = new Load(running);
        CompletableFuture<Void> loading = CompletableFuture.runAsync(load);
        List<WeakReference<RuleSet>> old = new ArrayList<>();
        Memory warm = Memory.NOTHING;
        Memory half = Memory.NOTHING;
        for (int release = 1; release <= RELOADS; release++) {
            load.goOnFor(BETWEEN, loading);
            load.reloading = true;
            RuleSet next = release(release);
            warmUp(next);
            load.swaps.incrementAndGet();
            old.add(new WeakReference<>(running.getAndSet(next)));
            load.swaps.incrementAndGet();
            load.goOnFor(AROUND, loading);
            load.reloading = false;
            warm = release == WARM_UP ? Memory.used() : warm;
            half = release == HALF ? Memory.used() : half;
        }
        Memory end = Memory.used(); // before assertions load classes of their own
        load.ended = true;
        loading.join();

        assertThat(load.seen).as("releases that answered").hasSizeGreaterThan(RELOADS / 2);
        awaitGone(old);
        if (SOAK) {
            System.out.printf(
                    "%d reloads of %d rules%nwarm: %s%nhalf: %s%nend:  %s%n%s%n",
                    RELOADS, RULES, warm, half, end, load);
            assertThat(end.heap()).isLessThan(warm.heap() + SLACK);
            assertThat(end.classes()).isLessThan(warm.classes() + LATE_CLASSES);
            assertThat(end.metaspace()).isLessThan(warm.metaspace() + LATE_NOTES);
            assertThat(end.metaspace() - half.metaspace()).isLessThan(LATE_NOTES / 4);
            assertThat(load.p99(true)).isLessThan(2 * load.p99(false));
            // what another processor laid out comes into this one's caches once
            assertThat(load.worstAroundASwap()).isLessThan(10 * load.p99(false));
        }
    }

    /** What is used, in bytes, and classes loaded; the least of some, each after a collection. */
    private record Memory(long heap, long metaspace, int classes) {
        static final Memory NOTHING = new Memory(0, 0, 0);

        static Memory used() {
            if (!SOAK) {
                return NOTHING;
            }
            return new Memory(
                    least(() -> ManagementFactory.getMemoryMXBean()
                            .getHeapMemoryUsage()
                            .getUsed()),
                    least(Memory::metaspaceUsed),
                    ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
        }

        private static long metaspaceUsed() {
            return ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getName().equals("Metaspace"))
                    .mapToLong(pool -> pool.getUsage().getUsed())
                    .sum();
        }

        private static long least(LongSupplier pool) {
            return IntStream.range(0, 5)
                    .mapToLong(turn -> {
                        System.gc();
                        return pool.getAsLong();
                    })
                    .min()
                    .orElseThrow();
        }

        @Override
        public String toString() {
            return "heap %d KiB, metaspace %d KiB, %d classes".formatted(heap >> 10, metaspace >> 10, classes);
        }
    }

    /** One caller who evaluates without pause. Each result is of one release, whole. */
    private static final class Load implements Runnable {
        private final AtomicReference<RuleSet> running;
        private final Set<String> seen = new java.util.HashSet<>();
        private final long[][] nanos = new long[2][RELOADS * BETWEEN * 40];
        private final int[] counts = new int[2];
        private final long[] worst = new long[RELOADS + 1];
        private int lastSwap;
        private int around;
        private volatile boolean reloading;
        private volatile boolean ended;

        /** One more before a release takes over, and one more after. */
        private final AtomicInteger swaps = new AtomicInteger();

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
            if (lastSwap != swaps.get()) {
                lastSwap = swaps.get();
                around = AROUND;
            }
            if (around > 0) {
                around--;
                int swap = (lastSwap + 1) / 2;
                worst[swap] = Math.max(worst[swap], took);
            }
            if (counts[when] < nanos[when].length) {
                nanos[when][counts[when]++] = took;
            }
        }

        /** The rule of each number of visits up to theirs put them into a segment named for its release. */
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

        /** The median over the swaps: of the evaluation that the swap fell into and those after it. */
        double worstAroundASwap() {
            long[] sorted = Arrays.copyOfRange(worst, WARM_UP + 1, worst.length);
            Arrays.sort(sorted);
            return sorted[sorted.length / 2] / 1e3;
        }

        @Override
        public String toString() {
            return "p99 while nothing was reloaded %.1f µs (%d evaluations), while a release was loaded and took over %.1f µs (%d); worst around a swap, in the median %.1f µs"
                    .formatted(p99(false), counts[0], p99(true), counts[1], worstAroundASwap());
        }
    }

    private static RuleSet release(int number) {
        String text = IntStream.rangeClosed(1, RULES)
                .mapToObj(rule -> """
                        rule "%1$d of %2$d" when $c : Client( visits >= %1$d, noShows < %2$d, spend >= 0 || city == "Riga" )
                        then segments.assign($c, "%1$d@%2$d"); end
                        """.formatted(rule, number + 1))
                .collect(Collectors.joining());
        return switch (CompileRules.compile(List.of(new RuleFile("release.drl", text)))) {
            case Compilation.Compiled compiled -> compiled.rules();
            case Compilation.Rejected rejected ->
                throw new IllegalStateException(rejected.diagnostics().toString());
        };
    }

    /** As releases are, before they may answer; cold, the first evaluation takes some fifty times as long. */
    private static void warmUp(RuleSet rules) {
        rules.segments(Clients.client().at("2026-01-10"));
        rules.segments(Clients.client()
                .visits("2026-01-01", "2026-01-02", "2026-01-03")
                .at("2026-01-10"));
    }

    private static void awaitGone(List<WeakReference<RuleSet>> old) {
        Awaitility.await("the releases before are let go")
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    System.gc();
                    return old.stream().allMatch(release -> release.get() == null);
                });
    }
}
