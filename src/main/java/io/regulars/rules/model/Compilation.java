package io.regulars.rules.model;

import java.util.List;
import java.util.function.Supplier;

/** What became of a set of files. */
public sealed interface Compilation {
    /**
     * It can run; the diagnostics are warnings.
     *
     * @param lint looks for what is surely not meant, as warnings; it costs as much again, so that only a check asks
     */
    record Compiled(RuleSet rules, List<Diagnostic> warnings, Supplier<List<Diagnostic>> lint) implements Compilation {
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
