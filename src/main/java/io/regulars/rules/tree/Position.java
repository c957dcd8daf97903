package io.regulars.rules.tree;

import org.jspecify.annotations.Nullable;

/**
 * Where something stands in a rule file; lines and columns count from 1, the end is the last character's. In a table these are
 * the row and column of a cell.
 *
 * @param file path relative to the rules folder
 * @param sheet of a table in a workbook; null elsewhere
 * @param cell of a table, as a spreadsheet names it ({@code C7}); null elsewhere
 * @param value of what begins in the head of a table and takes a value from a row, the place of that value; null elsewhere
 */
public record Position(
        String file,
        int line,
        int column,
        int endLine,
        int endColumn,
        @Nullable String sheet,
        @Nullable String cell,
        @Nullable Position value) {
    /** In a text file. */
    public Position(String file, int line, int column, int endLine, int endColumn) {
        this(file, line, column, endLine, endColumn, null, null, null);
    }

    /** A cell of a table. */
    public static Position ofCell(String file, @Nullable String sheet, int row, int column, String cell) {
        return new Position(file, row, column, row, column, sheet, cell, null);
    }

    /** The same, with a value from another cell. */
    public Position with(Position valueFrom) {
        return new Position(file, line, column, endLine, endColumn, sheet, cell, valueFrom);
    }

    /** Where what is told of its meaning belongs: at the value, since the head means something else in each row. */
    public Position ofMeaning() {
        return value == null ? this : value;
    }

    /** In words: {@code segments/vip.drl line 3}, or of a table {@code tables/offers.xlsx [Offers!A6]}. */
    public String where() {
        return file + " " + inFile();
    }

    /** The same where the file is known: {@code line 3}, {@code [Offers!A6]}. */
    public String inFile() {
        return cell == null ? "line " + line : "[" + (sheet == null ? "" : sheet + "!") + cell + "]";
    }

    /** Whether it reaches over a place in the same file. */
    public boolean holds(int atLine, int atColumn) {
        boolean begun = line < atLine || line == atLine && column <= atColumn;
        boolean over = endLine < atLine || endLine == atLine && endColumn < atColumn;
        return begun && !over;
    }

    /** Whether it reaches over all of another in the same file. */
    public boolean holds(Position other) {
        return holds(other.line, other.column) && holds(other.endLine, other.endColumn);
    }
}
