package io.regulars.releases.activation;

import io.regulars.rules.model.Diagnostic;
import io.regulars.running.RunningRelease;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of an attempt to run other rules. */
public sealed interface Activation {
    /**
     * They run on all of these replicas.
     *
     * @param takesBack what of the rules before was taken back; null: nothing
     */
    record Activated(
            RunningRelease release,
            List<String> replicas,
            List<Diagnostic> warnings,
            @Nullable TakesBack takesBack) implements Activation {
        public Activated {
            replicas = List.copyOf(replicas);
            warnings = List.copyOf(warnings);
        }
    }

    /** They are those that run already. */
    record Unchanged(RunningRelease release) implements Activation {}

    /** They cannot run; what ran before runs on. */
    record Rejected(List<Diagnostic> problems) implements Activation {
        public Rejected {
            problems = List.copyOf(problems);
        }
    }

    /**
     * They might run, but something else is in the way; what ran before runs on.
     *
     * @param takesBack what they would take back, if that is it: nobody said that they should; else null
     */
    record Prevented(String reason, @Nullable TakesBack takesBack) implements Activation {
        Prevented(String reason) {
            this(reason, null);
        }
    }

    /** Somebody else is switching just now; to be tried again. */
    record Busy(String reason) implements Activation {}
}
