package io.regulars.rules.tables;

import io.regulars.rules.Diagnostic;
import io.regulars.rules.check.Problems;
import org.jspecify.annotations.Nullable;

/** Tells what is wrong with a table, at its cell. */
record TableProblems(Problems problems) {
    /** A message may quote a whole cell. */
    private static final int LONGEST_MESSAGE = 500;

    void error(Sheet sheet, Cell cell, String code, String message, String hint) {
        problems.add(at(sheet.file(), sheet.name(), cell.row(), cell.column(), code, message, hint));
    }

    void unclear(Sheet sheet, Cell value, Literals.Unclear unclear) {
        error(sheet, value, "unclear-value", String.valueOf(unclear.getMessage()), unclear.hint);
    }

    /** One of a file that has no cells yet. */
    void error(String file, int row, int column, String code, String message, String hint) {
        problems.add(at(file, null, row, column, code, message, hint));
    }

    /** One of a file as a whole. */
    void error(String file, String code, String message, String hint) {
        error(file, 1, 1, code, message, hint);
    }

    static Diagnostic at(
            String file, @Nullable String sheet, int row, int column, String code, String message, String hint) {
        return new Diagnostic(
                file,
                row,
                column,
                row,
                column,
                sheet,
                Cell.name(row, column),
                code,
                Diagnostic.Severity.ERROR,
                message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) + "…" : message,
                hint,
                null);
    }
}
