package io.regulars.releases.builder;

import io.regulars.rules.model.Diagnostic;
import java.util.List;

/** A segment that was to be saved or taken out was not, since the release could not run then. */
final class NotSaved extends RuntimeException {
    private final List<PlacedDiagnostic> problems;

    private NotSaved(String how, List<PlacedDiagnostic> problems) {
        super(how + " this segment the release cannot run; nothing was saved. 'diagnostics' names each problem.");
        this.problems = List.copyOf(problems);
    }

    /** With the segment there would be these problems. */
    static NotSaved with(SegmentFiles.Wanted wanted, SegmentFiles.Put put, List<Diagnostic> problems) {
        return new NotSaved("With", PlacedDiagnostic.of(wanted, put, problems));
    }

    /** Without the segment there would be these problems. */
    static NotSaved without(List<Diagnostic> problems) {
        return new NotSaved("Without", PlacedDiagnostic.nowhere(problems));
    }

    List<PlacedDiagnostic> problems() {
        return problems;
    }
}
