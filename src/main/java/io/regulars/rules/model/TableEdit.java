package io.regulars.rules.model;

import org.jspecify.annotations.Nullable;

/** One change of the cells of a table file. Rows and columns count from 1, as they are when its turn comes. */
public sealed interface TableEdit {
    /** Its sheet; null: the first, the only one of a CSV file. */
    @Nullable
    String sheet();

    /** Puts into a cell what somebody typed; blank text empties it. */
    record Write(@Nullable String sheet, int row, int column, String typed) implements TableEdit {}

    /** Makes room for rows before one. */
    record InsertRows(@Nullable String sheet, int before, int count) implements TableEdit {}

    /** Puts a copy of a row below it. */
    record DuplicateRow(@Nullable String sheet, int row) implements TableEdit {}

    /** Takes rows out. */
    record DeleteRows(@Nullable String sheet, int row, int count) implements TableEdit {}

    /** Puts a row to the place of another; those between make room. */
    record MoveRow(@Nullable String sheet, int row, int to) implements TableEdit {}
}
