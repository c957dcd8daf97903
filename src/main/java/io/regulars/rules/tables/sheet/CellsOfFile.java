package io.regulars.rules.tables.sheet;

/** A table file whose cells are changed. Rows and columns count from 1. */
public sealed interface CellsOfFile permits CsvCells, WorkbookCells {
    /** Puts what somebody typed into a cell, read as a spreadsheet reads it; blank text empties the cell. */
    void write(String sheet, int row, int column, String typed) throws CannotEdit;

    /** Makes room for rows before one. */
    void insert(String sheet, int before, int count) throws CannotEdit;

    /** Puts a copy of a row below it. */
    void duplicate(String sheet, int row) throws CannotEdit;

    /** Takes rows out. */
    void delete(String sheet, int first, int count) throws CannotEdit;

    /** Puts a row to the place of another; those between make room. */
    void move(String sheet, int from, int to) throws CannotEdit;

    /** The file as it is now. */
    byte[] bytes() throws CannotEdit;
}
