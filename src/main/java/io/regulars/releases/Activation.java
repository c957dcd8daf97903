package io.regulars.releases;

import io.regulars.evaluation.RunningRelease;
import io.regulars.rules.Diagnostic;
import java.util.List;

/** What became of an attempt to run other rules. */
sealed interface Activation {
    /** They run on all of these replicas; the diagnostics are warnings. */
    record Activated(RunningRelease release, List<String> replicas, List<Diagnostic> warnings) implements Activation {
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

    /** They might run, but something else is in the way; what ran before runs on. */
    record Prevented(String reason) implements Activation {}

    /** Somebody else is switching just now; to be tried again. */
    record Busy(String reason) implements Activation {}
}
