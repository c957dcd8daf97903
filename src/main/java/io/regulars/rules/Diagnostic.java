package io.regulars.rules;

/**
 * One thing wrong in a rule file, at its place.
 *
 * @param line from 1
 * @param column from 1
 * @param code stable, for tools: {@code unknown-property}
 * @param message what is wrong, naming the thing
 * @param hint what to write instead; empty if there is no advice
 */
public record Diagnostic(
        String file,
        int line,
        int column,
        int endLine,
        int endColumn,
        String code,
        Severity severity,
        String message,
        String hint) {
    /** Errors keep a release from running; warnings do not. */
    public enum Severity {
        ERROR,
        WARNING
    }

    /** As logs and consoles print it: {@code segments/vip.drl:3:19: error: … hint}. */
    public String print() {
        return "%s:%d:%d: %s: %s%s"
                .formatted(
                        file,
                        line,
                        column,
                        severity == Severity.ERROR ? "error" : "warning",
                        message,
                        hint.isEmpty() ? "" : " " + hint);
    }
}
