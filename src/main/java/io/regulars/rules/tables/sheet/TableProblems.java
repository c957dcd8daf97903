package io.regulars.rules.tables.sheet;

import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.DiagnosticCollector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells what is wrong with a table, at its cell.
 *
 * @param warnings held back until it is known that nothing of the file is wrong, since of what is wrong they say little
 */
public record TableProblems(DiagnosticCollector problems, List<Diagnostic> warnings) {
    /** A message may quote a whole cell. */
    private static final int LONGEST_MESSAGE = 500;

    /** Tells an error at a cell. */
    public void error(Sheet sheet, Cell cell, String code, String message, String hint) {
        problems.add(at(
                sheet.file(), sheet.name(), cell.row(), cell.column(), code, Diagnostic.Severity.ERROR, message, hint));
    }

    /** Tells at its cell what is unclear about a value. */
    public void unclear(Sheet sheet, Cell value, Unclear unclear) {
        error(sheet, value, unclear.code, String.valueOf(unclear.getMessage()), unclear.hint);
    }

    /** Something that is surely not meant, and yet can be run. */
    public void warning(Sheet sheet, Cell cell, String code, String message, String hint) {
        warnings.add(at(
                sheet.file(),
                sheet.name(),
                cell.row(),
                cell.column(),
                code,
                Diagnostic.Severity.WARNING,
                message,
                hint));
    }

    /** One of a file that has no cells yet. */
    void error(String file, int row, int column, String code, String message, String hint) {
        problems.add(at(file, null, row, column, code, Diagnostic.Severity.ERROR, message, hint));
    }

    /** One of a file as a whole. */
    public void error(String file, String code, String message, String hint) {
        error(file, 1, 1, code, message, hint);
    }

    static Diagnostic at(
            String file,
            @Nullable String sheet,
            int row,
            int column,
            String code,
            Diagnostic.Severity severity,
            String message,
            String hint) {
        return new Diagnostic(
                file,
                row,
                column,
                row,
                column,
                sheet,
                Cell.name(row, column),
                code,
                severity,
                message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) + "…" : message,
                hint,
                null);
    }
}
