package io.regulars.rules.tables;

/**
 * One cell that is not blank.
 *
 * @param row from 1
 * @param column from 1
 * @param text what it holds: a number with a decimal point, a date as 2026-11-22, a flag as true or false
 * @param merged the first column of the cells it was merged with; its own if it stands alone
 * @param top the first row of those
 */
record Cell(int row, int column, String text, Kind kind, int merged, int top) {
    enum Kind {
        /** Typed as text; a number or a date if it reads as one. */
        TEXT,
        NUMBER,
        FLAG,
        DATE,
        /** A formula without a value, or an error such as #REF!. */
        ERROR
    }

    Cell(int row, int column, String text, Kind kind) {
        this(row, column, text, kind, column, row);
    }

    /** Whether it is the first of those it was merged with. */
    boolean isFirst() {
        return column == merged && row == top;
    }

    /** As a spreadsheet names it: {@code C7}. */
    String name() {
        return name(row, column);
    }

    static String name(int row, int column) {
        var letters = new StringBuilder();
        for (int rest = column; rest > 0; rest = (rest - 1) / 26) {
            letters.insert(0, (char) ('A' + (rest - 1) % 26));
        }
        return letters.toString() + row;
    }
}
