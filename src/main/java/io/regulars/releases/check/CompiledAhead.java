package io.regulars.releases.check;

import io.regulars.rules.model.RuleFile;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Files that are compiled on a thread of their own while the service starts. Whoever asks for their content meanwhile waits for that, instead of
 * compiling it once more. The thread that starts the service hands it on, as there is nothing yet that could hold it.
 */
public final class CompiledAhead {
    private static final ScopedValue<CompiledAhead> AT_START = ScopedValue.newInstance();

    private final AtomicReference<@Nullable FutureTask<Compiling>> begun;

    private CompiledAhead(FutureTask<Compiling> begun) {
        this.begun = new AtomicReference<>(begun);
    }

    /** Files and the hash of their content. */
    public record Content(String hash, List<RuleFile> files) {}

    private record Compiling(String hash, FutureTask<CheckRelease.Result> result) {}

    /** Begins to read and to compile, on a thread that keeps nothing from ending. */
    public static CompiledAhead begin(Callable<Content> read) {
        var begun = new FutureTask<>(() -> {
            Content content = read.call();
            return new Compiling(content.hash, new FutureTask<>(() -> CheckRelease.compile(content.files)));
        });
        Thread.ofPlatform().daemon().name("rules-ahead").start(() -> {
            begun.run();
            value(begun).ifPresent(compiling -> compiling.result.run());
        });
        return new CompiledAhead(begun);
    }

    /** Starts the service, which finds this by {@link #atStart}. */
    public void during(Runnable start) {
        ScopedValue.where(AT_START, this).run(start);
    }

    /** What the thread that starts the service has begun. */
    public static Optional<CompiledAhead> atStart() {
        return AT_START.isBound() ? Optional.of(AT_START.get()) : Optional.empty();
    }

    /** What content of that hash was compiled to, and nothing if other content was or if it cannot run; it is given once. */
    Optional<CheckRelease.Checked> take(String hash) {
        return Optional.ofNullable(begun.get())
                .flatMap(CompiledAhead::value)
                .filter(compiling -> compiling.hash.equals(hash))
                .flatMap(compiling -> {
                    forget();
                    return value(compiling.result);
                })
                .filter(CheckRelease.Checked.class::isInstance)
                .map(CheckRelease.Checked.class::cast);
    }

    /** Nobody is to ask any more. */
    public void forget() {
        begun.set(null);
    }

    /** Nothing if it failed: whoever asks does it again, and tells what is wrong. */
    private static <T> Optional<T> value(FutureTask<T> task) {
        try {
            return Optional.of(task.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while rules compile", e);
        } catch (ExecutionException e) {
            return Optional.empty();
        }
    }
}
