package io.regulars.rules.check;

import io.regulars.rules.Diagnostic;
import io.regulars.rules.tree.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the diagnostics of one compilation, so that all are told in one pass. */
public final class Problems {
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    /** Something that keeps the release from running. */
    public void error(Position position, String code, String message, String hint) {
        add(position, code, Diagnostic.Severity.ERROR, message, hint);
    }

    /** Something worth a look. */
    public void warning(Position position, String code, String message, String hint) {
        add(position, code, Diagnostic.Severity.WARNING, message, hint);
    }

    /** Whether any is an error. */
    public boolean failed() {
        return diagnostics.stream().anyMatch(d -> d.severity() == Diagnostic.Severity.ERROR);
    }

    /** All, by file and place. */
    public List<Diagnostic> all() {
        return diagnostics.stream()
                .sorted(Comparator.comparing(Diagnostic::file)
                        .thenComparingInt(Diagnostic::line)
                        .thenComparingInt(Diagnostic::column))
                .toList();
    }

    private void add(Position at, String code, Diagnostic.Severity severity, String message, String hint) {
        diagnostics.add(new Diagnostic(
                at.file(), at.line(), at.column(), at.endLine(), at.endColumn(), code, severity, message, hint));
    }
}
