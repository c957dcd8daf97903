package io.regulars.releases;

import io.regulars.rules.Diagnostic;
import java.util.List;

/** A segment that was to be saved was not, since the release with it could not run. */
final class NotSaved extends RuntimeException {
    private final List<PlacedDiagnostic> problems;

    /** Because of these problems. */
    NotSaved(SegmentFiles.Wanted wanted, List<Diagnostic> problems) {
        super("With this segment the release cannot run; nothing was saved. 'diagnostics' names each problem.");
        this.problems = PlacedDiagnostic.of(wanted, problems);
    }

    List<PlacedDiagnostic> problems() {
        return problems;
    }
}
