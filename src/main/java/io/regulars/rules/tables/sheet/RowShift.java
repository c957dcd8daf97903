package io.regulars.rules.tables.sheet;

import java.util.Optional;

/** How the rows of a sheet go to other places. */
sealed interface RowShift {
    /** New rows before one. */
    record Insert(int before, int count) implements RowShift {}

    /** Rows that are taken out. */
    record Delete(int first, int count) implements RowShift {}

    /** One row that goes to the place of another; those between make room. */
    record Move(int from, int to) implements RowShift {
        Rows between() {
            return new Rows(Math.min(from, to), Math.max(from, to));
        }
    }

    /** Rows from the first to the last. */
    record Rows(int first, int last) {
        boolean meet(Rows other) {
            return first <= other.last && other.first <= last;
        }
    }

    /** Where a row goes; empty if it is taken out. */
    default Optional<Integer> row(int row) {
        return switch (this) {
            case Insert(int before, int count) -> Optional.of(row < before ? row : row + count);
            case Delete(int first, int count) ->
                row < first ? Optional.of(row) : row < first + count ? Optional.empty() : Optional.of(row - count);
            case Move(int from, int to) -> Optional.of(moved(row, from, to));
        };
    }

    private static int moved(int row, int from, int to) {
        if (row == from) {
            return to;
        }
        if (row > from && row <= to) {
            return row - 1;
        }
        return row < from && row >= to ? row + 1 : row;
    }

    /** Where several rows go that are named together; a move leaves them, as whoever sums them up means the place. */
    default Optional<Rows> rows(Rows rows) {
        return switch (this) {
            case Insert insert ->
                Optional.of(new Rows(
                        insert.row(rows.first).orElseThrow(),
                        insert.row(rows.last).orElseThrow()));
            case Delete(int first, int count) -> {
                int top = rows.first < first ? rows.first : Math.max(first, rows.first - count);
                int bottom = rows.last < first ? rows.last : Math.max(first - 1, rows.last - count);
                yield top > bottom ? Optional.empty() : Optional.of(new Rows(top, bottom));
            }
            case Move(int from, int to) ->
                rows.first == rows.last ? row(rows.first).map(row -> new Rows(row, row)) : Optional.of(rows);
        };
    }

    /** The same of what holds for all rows of a stretch, such as a format: rows that are added at its end have it, too. */
    default Optional<Rows> stretch(Rows rows) {
        return this instanceof Insert(int before, int count) && rows.last == before - 1
                ? Optional.of(new Rows(rows.first, rows.last + count))
                : rows(rows);
    }

    /** Whether rows that are named together are others than before, or in another order. */
    default boolean changes(Rows rows) {
        return switch (this) {
            case Insert(int before, int count) -> rows.first < before && rows.last >= before;
            case Delete(int first, int count) -> rows.meet(new Rows(first, first + count - 1));
            case Move move -> rows.first < rows.last && rows.meet(move.between());
        };
    }
}
