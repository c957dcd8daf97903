package io.regulars.rules.tables;

import io.regulars.rules.tables.sheet.Cell;
import io.regulars.rules.tables.sheet.Sheet;
import java.util.ArrayList;
import java.util.List;

/**
 * Where one table of a sheet lies. Tables may stand below and beside each other; one ends where another begins below that has
 * a column of it.
 * <pre>
 *   RuleTable A        RuleTable B
 *   …                  …
 *   RuleTable C        (B goes on, if C has no column below B's)
 * </pre>
 *
 * @param start its {@code RuleTable} cell
 * @param head the cells that say what its columns are
 * @param end the first row below it
 */
record TableArea(Cell start, List<Cell> head, int end) {
    TableArea {
        head = List.copyOf(head);
    }

    /** Those of a sheet, from the cells that start them, in the order of the rows. */
    static List<TableArea> of(Sheet sheet, List<Cell> starts) {
        var areas = new ArrayList<TableArea>();
        for (Cell start : starts) {
            List<Cell> head = head(sheet, start, starts, areas);
            areas.replaceAll(above -> above.endsAt(start, head) ? above.until(start.row()) : above);
            areas.add(new TableArea(start, head, sheet.lastRow() + 1));
        }
        return areas;
    }

    private TableArea until(int row) {
        return new TableArea(start, head, Math.min(end, row));
    }

    /** A cell in the head's row that is no word for a column may be a value of a table that goes on beside this one. */
    private static List<Cell> head(Sheet sheet, Cell start, List<Cell> starts, List<TableArea> above) {
        int right = starts.stream()
                .filter(other -> other.row() == start.row() && other.column() > start.column())
                .mapToInt(Cell::column)
                .min()
                .orElse(Integer.MAX_VALUE);
        List<Cell> cells = sheet.row(start.row() + 1).stream()
                .filter(cell -> cell.column() >= start.column() && cell.column() < right)
                .toList();
        List<Cell> words = cells.stream()
                .filter(cell -> Column.of(cell.text()).isPresent())
                .toList();
        List<TableArea> beside = above.stream()
                .filter(area -> area.end > start.row() && area.start.row() < start.row())
                .filter(area -> !area.endsAt(start, words))
                .toList();
        return cells.stream()
                .filter(cell -> beside.stream().noneMatch(area -> area.covers(cell.column())))
                .toList();
    }

    private boolean endsAt(Cell below, List<Cell> head) {
        return below.row() > start.row()
                && (covers(below.column()) || head.stream().anyMatch(cell -> covers(cell.column())));
    }

    private boolean covers(int column) {
        return column >= start.column() && column <= (head.isEmpty() ? start : head.getLast()).column();
    }
}
