package io.regulars.rules.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleFile;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Whatever a compilation comes to, it is answered, and says at which file it was. */
class BoundedTest {
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(5);

    @Test
    void oneThatTakesTooLongIsAnsweredAndItsThreadTold() throws InterruptedException {
        var told = new CountDownLatch(1);
        var problem = problem(Duration.ofMillis(50), progress -> {
            progress.reading(new RuleFile("segments/slow.drl", ""));
            while (!Thread.currentThread().isInterrupted()) {
                LockSupport.park();
            }
            told.countDown();
            return new Compilation.Rejected(List.of());
        });
        assertThat(problem.code()).isEqualTo("too-slow");
        assertThat(problem.file()).isEqualTo("segments/slow.drl");
        told.await();
    }

    @Test
    void oneThatGoesTooDeepIsAnswered() {
        var problem = problem(LONG_ENOUGH, progress -> {
            progress.reading(new RuleFile("segments/deep.drl", ""));
            assertThat(deeper(0)).isNegative();
            return new Compilation.Rejected(List.of());
        });
        assertThat(problem.code()).isEqualTo("nested-too-deeply");
        assertThat(problem.file()).isEqualTo("segments/deep.drl");
    }

    @Test
    void oneThatTakesTooMuchMemoryIsAnswered() {
        assertThat(problem(LONG_ENOUGH, progress -> {
                            throw new OutOfMemoryError("Java heap space");
                        })
                        .code())
                .isEqualTo("too-large");
    }

    @Test
    void oneThatFailsIsAnswered() {
        assertThat(problem(LONG_ENOUGH, progress -> {
                            throw new IllegalStateException("of a parser");
                        })
                        .code())
                .isEqualTo("not-compilable");
    }

    private static Diagnostic problem(Duration most, Bounded.Task task) {
        var rejected = (Compilation.Rejected) new Bounded(most).run(task);
        return rejected.diagnostics().getFirst();
    }

    private static int deeper(int depth) {
        return depth == Integer.MAX_VALUE ? depth : 1 + deeper(depth + 1);
    }
}
