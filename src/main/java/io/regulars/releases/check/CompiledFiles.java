package io.regulars.releases.check;

import io.regulars.rules.model.RuleFile;
import java.lang.ref.SoftReference;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What releases compile to, by the hash of their content, so that what many businesses share is held once. Those used last
 * are kept, as many as have {@value #MOST_RULES} rules together; the others while memory allows.
 */
public final class CompiledFiles {
    private static final Logger LOG = Logger.getLogger(CompiledFiles.class);
    private static final int MOST_RULES = 20_000;
    private static final long REFUSALS_KEPT_NANOS = Duration.ofMinutes(1).toNanos();

    private final Map<String, CheckRelease.Checked> used = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, SoftReference<CheckRelease.Checked>> unused = new HashMap<>();
    private final ConcurrentMap<String, FutureTask<CheckRelease.Result>> compiling = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Refusal> refusals = new ConcurrentHashMap<>();
    private final int most;
    private volatile Optional<CompiledAhead> ahead = Optional.empty();
    private int rules;

    private record Refusal(CheckRelease.Refused result, long at) {}

    public CompiledFiles() {
        this(MOST_RULES);
    }

    public CompiledFiles(int most) {
        this.most = most;
    }

    /** The hashes of those that are kept whatever memory says, the one used last at the end. */
    synchronized List<String> kept() {
        return List.copyOf(used.keySet());
    }

    /** What is kept of that content; null: nothing. */
    public synchronized CheckRelease.@Nullable Checked find(String hash) {
        CheckRelease.Checked found = used.get(hash);
        if (found != null) {
            return found;
        }
        SoftReference<CheckRelease.Checked> left = unused.remove(hash);
        CheckRelease.Checked again = left == null ? null : left.get();
        if (again != null) {
            keep(hash, again);
        }
        return again;
    }

    /** Keeps it; what has not been used for longest makes room. */
    public synchronized void keep(String hash, CheckRelease.Checked compiled) {
        unused.remove(hash);
        if (used.put(hash, compiled) == null) {
            rules += compiled.rules().size();
        }
        var oldest = used.entrySet().iterator();
        while (rules > most && used.size() > 1) {
            Map.Entry<String, CheckRelease.Checked> next = oldest.next();
            rules -= next.getValue().rules().size();
            unused.put(next.getKey(), new SoftReference<>(next.getValue()));
            oldest.remove();
        }
        unused.values().removeIf(reference -> reference.get() == null);
    }

    /** Takes from there what is asked for, until it is told {@link CompiledAhead#forget}. */
    public void takeFrom(CompiledAhead begun) {
        ahead = Optional.of(begun);
    }

    /** Compiles, once where many ask at the same time. */
    public CheckRelease.Result compile(String hash, List<RuleFile> files) {
        CheckRelease.Result known = known(hash);
        if (known != null) {
            return known;
        }
        var mine = new FutureTask<>(() -> ahead.flatMap(begun -> begun.take(hash))
                .<CheckRelease.Result>map(checked -> checked)
                .orElseGet(() -> CheckRelease.compile(files)));
        FutureTask<CheckRelease.Result> underWay = compiling.putIfAbsent(hash, mine);
        if (underWay != null) {
            return result(underWay);
        }
        try {
            mine.run();
            CheckRelease.Result result = result(mine);
            switch (result) {
                case CheckRelease.Checked compiled -> keep(hash, compiled);
                case CheckRelease.Refused refused -> {
                    LOG.errorf(
                            "Rules cannot run here. Problems: %d.",
                            refused.problems().size());
                    refused.problems().forEach(problem -> LOG.errorf("  %s", problem.print()));
                    keepForAWhile(hash, refused);
                }
            }
            return result;
        } finally {
            compiling.remove(hash, mine);
        }
    }

    /** What cannot run may be asked for by every request of a business; it is not compiled each time. */
    private CheckRelease.@Nullable Result known(String hash) {
        CheckRelease.Checked kept = find(hash);
        Refusal refused = refusals.get(hash);
        return kept == null && refused != null && System.nanoTime() - refused.at < REFUSALS_KEPT_NANOS
                ? refused.result
                : kept;
    }

    private void keepForAWhile(String hash, CheckRelease.Refused refused) {
        refusals.values().removeIf(old -> System.nanoTime() - old.at >= REFUSALS_KEPT_NANOS);
        refusals.put(hash, new Refusal(refused, System.nanoTime()));
    }

    private static CheckRelease.Result result(FutureTask<CheckRelease.Result> task) {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while rules compile", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("rules cannot be compiled", e.getCause());
        }
    }
}
