package io.regulars.rules.tables.sheet;

/**
 * One cell that is not blank.
 *
 * @param row from 1
 * @param column from 1
 * @param text what it holds: a number with a decimal point, a date as 2026-11-22, a time as 09:30, a flag as true or false
 * @param shown what a spreadsheet shows of it, where that is something else: 80% of 0.8, 01010 of 1010
 * @param merged the first column of the cells it was merged with; its own if it stands alone
 * @param top the first row of those
 * @param computed whether a formula says it
 */
public record Cell(int row, int column, String text, Kind kind, String shown, int merged, int top, boolean computed) {
    /** What a cell holds. */
    public enum Kind {
        /** Of a CSV file: a number or a date if it reads as one. */
        ENTRY,
        /** Of a workbook, made a text by who wrote it. */
        TEXT,
        NUMBER,
        /** A number that is shown as so many of a hundred. */
        PERCENT,
        FLAG,
        DATE,
        TIME,
        /** A formula without a value, or an error such as #REF!. */
        ERROR;

        /** Whether what it means follows from how it is written. */
        public boolean isText() {
            return this == ENTRY || this == TEXT;
        }
    }

    Cell(int row, int column, String text, Kind kind) {
        this(row, column, text, kind, text);
    }

    Cell(int row, int column, String text, Kind kind, String shown) {
        this(row, column, text, kind, shown, column, row, false);
    }

    /** The same at another place, with which it is merged. */
    Cell spread(int toRow, int toColumn, int firstColumn, int firstRow) {
        return new Cell(toRow, toColumn, text, kind, shown, firstColumn, firstRow, computed);
    }

    /** The same, where a formula says it. */
    Cell byFormula() {
        return new Cell(row, column, text, kind, shown, merged, top, true);
    }

    /** Whether it is the first of those it was merged with. */
    public boolean isFirst() {
        return column == merged && row == top;
    }

    /** As a spreadsheet names it: {@code C7}. */
    public String name() {
        return name(row, column);
    }

    /** The name of a place: {@code C7}. */
    public static String name(int row, int column) {
        return letters(column) + row;
    }

    /** A column as a spreadsheet names it: {@code AB}. */
    public static String letters(int column) {
        var letters = new StringBuilder();
        for (int rest = column; rest > 0; rest = (rest - 1) / 26) {
            letters.insert(0, (char) ('A' + (rest - 1) % 26));
        }
        return letters.toString();
    }

    /** The column of such a name, from 1. */
    public static int column(String letters) {
        int column = 0;
        for (int i = 0; i < letters.length(); i++) {
            column = column * 26 + letters.charAt(i) - 'A' + 1;
        }
        return column;
    }
}
