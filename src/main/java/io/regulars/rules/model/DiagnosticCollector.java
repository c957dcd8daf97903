package io.regulars.rules.model;

import io.regulars.rules.tree.Position;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects the diagnostics of one compilation, so that all are told in one pass; the first thousand of them. */
public final class DiagnosticCollector {
    /** By file, sheet and place. */
    public static final Comparator<Diagnostic> IN_ORDER = Comparator.comparing(Diagnostic::file)
            .thenComparing(problem -> problem.sheet() == null ? "" : problem.sheet())
            .thenComparingInt(Diagnostic::line)
            .thenComparingInt(Diagnostic::column);

    /** Nobody mends more in one go, and an answer has an end. */
    private static final int MOST = 1_000;

    /** Each once: what two branches of a rule share is read twice. */
    private final Set<Diagnostic> diagnostics = new LinkedHashSet<>();

    private int errors;

    /** Something that keeps the release from running. */
    public void error(Position position, String code, String message, String hint) {
        found(diagnostic(position, code, Diagnostic.Severity.ERROR, message, hint));
    }

    /** Something that is surely not meant. */
    public void warning(Position position, String code, String message, String hint) {
        found(diagnostic(position, code, Diagnostic.Severity.WARNING, message, hint));
    }

    /** The same, which matters to some clients. */
    public void warning(Concern clients, Position position, String code, String message, String hint) {
        found(diagnostic(position, code, Diagnostic.Severity.WARNING, message, hint)
                .about(clients));
    }

    /** However many warnings there are, errors are told. */
    private void found(Diagnostic diagnostic) {
        boolean error = diagnostic.severity() == Diagnostic.Severity.ERROR;
        if (diagnostics.size() < MOST || error && errors < MOST) {
            errors += diagnostics.add(diagnostic) && error ? 1 : 0;
        }
    }

    /** One at its place; a warning is about what something means, an error about how it is written. */
    public static Diagnostic diagnostic(
            Position of, String code, Diagnostic.Severity severity, String message, String hint) {
        Position position = severity == Diagnostic.Severity.WARNING ? of.ofMeaning() : of;
        return new Diagnostic(
                position.file(),
                position.line(),
                position.column(),
                position.endLine(),
                position.endColumn(),
                position.sheet(),
                position.cell(),
                code,
                severity,
                message,
                hint,
                null);
    }

    /** One that was found elsewhere. */
    public void add(Diagnostic diagnostic) {
        found(diagnostic);
    }

    /** Whether there is any error. */
    public boolean failed() {
        return errors > 0;
    }

    /** The errors, by file and place. */
    public List<Diagnostic> errors() {
        return all().stream()
                .filter(found -> found.severity() == Diagnostic.Severity.ERROR)
                .toList();
    }

    /** All, by file and place. */
    public List<Diagnostic> all() {
        return diagnostics.stream().sorted(IN_ORDER).toList();
    }
}
