package io.regulars.rules.tables;

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
record Sheet(String file, @Nullable String name, NavigableMap<Integer, NavigableMap<Integer, Cell>> rows) {
    static Sheet of(String file, @Nullable String name, Collection<Cell> cells) {
        var rows = new TreeMap<Integer, NavigableMap<Integer, Cell>>();
        for (Cell cell : cells) {
            if (!cell.text().isBlank()) {
                rows.computeIfAbsent(cell.row(), row -> new TreeMap<>()).put(cell.column(), cell);
            }
        }
        return new Sheet(file, name, rows);
    }

    Optional<Cell> cell(int row, int column) {
        NavigableMap<Integer, Cell> cells = rows.get(row);
        return cells == null ? Optional.empty() : Optional.ofNullable(cells.get(column));
    }

    Collection<Cell> row(int row) {
        NavigableMap<Integer, Cell> cells = rows.get(row);
        return cells == null ? List.of() : cells.values();
    }

    List<Cell> cells() {
        return rows.values().stream()
                .map(Map::values)
                .flatMap(Collection::stream)
                .toList();
    }

    int lastRow() {
        return rows.isEmpty() ? 0 : rows.lastKey();
    }
}
