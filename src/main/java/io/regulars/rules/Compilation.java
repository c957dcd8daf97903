package io.regulars.rules;

import java.util.List;

/** What became of a set of files. */
public sealed interface Compilation {
    /** It can run; the diagnostics are warnings. */
    record Compiled(RuleSet rules, List<Diagnostic> warnings) implements Compilation {
        public Compiled {
            warnings = List.copyOf(warnings);
        }
    }

    /** It can't; at least one diagnostic is an error. */
    record Rejected(List<Diagnostic> diagnostics) implements Compilation {
        public Rejected {
            diagnostics = List.copyOf(diagnostics);
        }
    }
}
