package io.regulars.rules.tables.sheet;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The cells of one sheet.
 *
 * @param name null in a CSV file, which is a sheet by itself
 */
public record Sheet(String file, @Nullable String name, NavigableMap<Integer, NavigableMap<Integer, Cell>> rows) {
    /** A file with more cells is refused. */
    public static final int MOST_CELLS = 50_000;

    static Sheet of(String file, @Nullable String name, Collection<Cell> cells) {
        var rows = new TreeMap<Integer, NavigableMap<Integer, Cell>>();
        for (Cell cell : cells) {
            if (!cell.text().isBlank()) {
                rows.computeIfAbsent(cell.row(), row -> new TreeMap<>()).put(cell.column(), cell);
            }
        }
        return new Sheet(file, name, rows);
    }

    /** The cell in a row and column; blank ones are left out. */
    public Optional<Cell> cell(int row, int column) {
        NavigableMap<Integer, Cell> cells = rows.get(row);
        return cells == null ? Optional.empty() : Optional.ofNullable(cells.get(column));
    }

    /** The cells of a row, from left to right. */
    public Collection<Cell> row(int row) {
        NavigableMap<Integer, Cell> cells = rows.get(row);
        return cells == null ? List.of() : cells.values();
    }

    /** All cells, row by row. */
    public List<Cell> cells() {
        return rows.values().stream()
                .map(Map::values)
                .flatMap(Collection::stream)
                .toList();
    }

    /** How many columns a cell is merged over, or how many rows. */
    public int merged(Cell first, boolean down) {
        int count = 1;
        while (cell(first.row() + (down ? count : 0), first.column() + (down ? 0 : count))
                .filter(next -> next.merged() == first.column() && next.top() == first.row())
                .isPresent()) {
            count++;
        }
        return count;
    }

    /** The last row that holds something. */
    public int lastRow() {
        return rows.isEmpty() ? 0 : rows.lastKey();
    }
}
