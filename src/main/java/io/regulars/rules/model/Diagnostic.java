package io.regulars.rules.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One thing wrong in a rule file, at its place.
 *
 * @param line from 1
 * @param column from 1
 * @param sheet of a table in a workbook; null elsewhere
 * @param cell of a table, as a spreadsheet names it ({@code C7}): its row is the line, its column the column; null elsewhere
 * @param code stable, for tools: {@code unknown-property}
 * @param message what is wrong, naming the thing
 * @param hint what to write instead; empty if there is no advice
 * @param concern which clients it is about; null: that does not depend on clients
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Diagnostic(
        String file,
        int line,
        int column,
        int endLine,
        int endColumn,
        @Nullable String sheet,
        @Nullable String cell,
        String code,
        Severity severity,
        String message,
        String hint,
        @JsonIgnore @Nullable Concern concern) {
    /** One in a text file. */
    public Diagnostic(
            String file,
            int line,
            int column,
            int endLine,
            int endColumn,
            String code,
            Severity severity,
            String message,
            String hint) {
        this(file, line, column, endLine, endColumn, null, null, code, severity, message, hint, null);
    }

    /** The same, about some clients. */
    public Diagnostic about(Concern clients) {
        return new Diagnostic(
                file, line, column, endLine, endColumn, sheet, cell, code, severity, message, hint, clients);
    }

    /** The same, that many lines further down. */
    public Diagnostic below(int lines) {
        return new Diagnostic(
                file,
                line + lines,
                column,
                endLine + lines,
                endColumn,
                sheet,
                cell,
                code,
                severity,
                message,
                hint,
                concern);
    }

    /** Errors keep a release from running; warnings do not. */
    public enum Severity {
        ERROR,
        WARNING
    }

    /** The same, where it is to keep a release from running. */
    public Diagnostic asError() {
        return new Diagnostic(
                file, line, column, endLine, endColumn, sheet, cell, code, Severity.ERROR, message, hint, concern);
    }

    /** As logs and consoles print it: {@code segments/vip.drl:3:19: error: … hint}. */
    public String print() {
        String place = cell == null
                ? "%s:%d:%d".formatted(file, line, column)
                : "%s [%s%s]".formatted(file, sheet == null ? "" : sheet + "!", cell);
        return "%s: %s: %s%s"
                .formatted(
                        place,
                        severity == Severity.ERROR ? "error" : "warning",
                        message,
                        hint.isEmpty() ? "" : " " + hint);
    }
}
