package io.regulars.rules.compile;

import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleFile;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs a compilation on a thread and a stack of its own, for a bounded time. What a file holds is counted before a parser sees
 * it, so this is for what nobody thought of: a compilation that takes too long, too deep a stack or too much memory is
 * answered with the file it was at. A thread that is not waited for any longer is interrupted, ends at its next rule, is a
 * daemon until then, and whatever it still makes is dropped.
 */
final class Bounded {
    private static final Logger LOG = Logger.getLogger(Bounded.class);
    private static final long STACK = 16L << 20;

    private final Duration most;
    private final AtomicReference<String> reading = new AtomicReference<>("rules");

    Bounded(Duration most) {
        this.most = most;
    }

    /** Something that makes a compilation, saying what it is at. */
    interface Task {
        Compilation run(Bounded progress);
    }

    /** Said by the task when it turns to a file. */
    void reading(RuleFile file) {
        reading.set(file.path());
    }

    /** What the task makes, or a rejection that says what kept it from that. */
    Compilation run(Task task) {
        var made = new AtomicReference<@Nullable Compilation>();
        var thread = new Thread(null, () -> made.set(caught(task)), "rules-compile", STACK);
        thread.setDaemon(true);
        thread.start();
        boolean ended = ended(thread);
        Compilation compilation = made.get();
        if (ended && compilation != null) {
            return compilation;
        }
        thread.interrupt();
        return rejected(
                "too-slow", "Reading and compiling the rules took longer than " + most.toSeconds() + " seconds.");
    }

    private boolean ended(Thread thread) {
        try {
            return thread.join(most);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whatever a file does to a parser or to Drools is a problem of that file, and of nothing else. */
    private Compilation caught(Task task) {
        try {
            return task.run(this);
        } catch (StackOverflowError e) {
            return rejected("nested-too-deeply", "A rule is nested too deeply to be read.");
        } catch (OutOfMemoryError e) {
            return rejected("too-large", "The rules take more memory than there is.");
        } catch (Throwable e) {
            LOG.errorf(e, "The rules could not be compiled, at %s.", reading.get());
            return rejected("not-compilable", "The rules could not be compiled; the log says why.");
        }
    }

    private Compilation rejected(String code, String message) {
        return new Compilation.Rejected(List.of(new Diagnostic(
                reading.get(),
                1,
                1,
                1,
                1,
                code,
                Diagnostic.Severity.ERROR,
                message,
                "Take back the last change, or make it in smaller steps.")));
    }
}
