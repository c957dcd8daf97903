package io.regulars.rules.tables;

import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.TableSheet;
import io.regulars.rules.model.TableSheet.Block;
import io.regulars.rules.model.TableSheet.Filled;
import io.regulars.rules.model.TableSheet.Kind;
import io.regulars.rules.model.TableSheet.Row;
import io.regulars.rules.tables.sheet.Cell;
import io.regulars.rules.tables.sheet.Sheet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Reads the sheets of a table file as a grid shows them, whatever is wrong with its rules. */
public final class ReadGrid {
    private ReadGrid() {}

    /** A rule that holds for whom a row of a sheet holds; null if there is none that asks of clients alone. */
    @FunctionalInterface
    public interface AsRule {
        @Nullable
        String drl(@Nullable String sheet, int row);
    }

    /** The sheets; none if the file cannot be read, which is reported. */
    public static List<TableSheet> of(RuleFile file, DiagnosticCollector problems, AsRule rules) {
        return new TableReader(problems)
                .sheets(file).stream().map(sheet -> grid(sheet, rules)).toList();
    }

    private static TableSheet grid(Sheet sheet, AsRule rules) {
        List<TableArea> areas = TableReader.areas(sheet);
        return new TableSheet(
                sheet.name(),
                sheet.lastRow(),
                sheet.cells().stream().mapToInt(Cell::column).max().orElse(0),
                areas.stream().map(area -> block(sheet, area, rules)).toList(),
                filled(sheet));
    }

    private static Block block(Sheet sheet, TableArea area, AsRule rules) {
        int head = area.start().row();
        int first = head + TableHead.ROWS;
        List<Kind> columns = area.head().stream()
                .map(kind -> {
                    BiFunction<Integer, Integer, String> at = (row, column) ->
                            sheet.cell(row, column).map(Cell::shown).orElse("");
                    int column = kind.column();
                    return new Kind(
                            column,
                            Column.of(kind.text()).map(Column::word).orElse(kind.text()),
                            at.apply(head + 2, column),
                            at.apply(head + 3, column),
                            at.apply(head + 4, column));
                })
                .toList();
        List<Row> rows = sheet.rows().subMap(Math.min(first, area.end()), area.end()).keySet().stream()
                .filter(row -> !RuleSetArea.holds(sheet, row))
                .filter(row -> columns.stream()
                        .anyMatch(column ->
                                !column.kind().equals(Column.DESCRIPTION.word()) && isFilled(sheet, row, column)))
                .map(row -> new Row(row, rules.drl(sheet.name(), row)))
                .toList();
        String name = area.start().text().substring("ruletable".length()).strip();
        return new Block(name, head, area.start().column(), first, area.end() - 1, columns, rows);
    }

    private static boolean isFilled(Sheet sheet, int row, Kind column) {
        return sheet.cell(row, column.column()).isPresent();
    }

    /** Merged cells are one. */
    private static List<Filled> filled(Sheet sheet) {
        var filled = new ArrayList<Filled>();
        for (Cell cell : sheet.cells()) {
            if (cell.isFirst()) {
                filled.add(new Filled(
                        cell.row(),
                        cell.column(),
                        cell.name(),
                        cell.shown(),
                        cell.kind().name(),
                        cell.computed(),
                        sheet.merged(cell, false),
                        sheet.merged(cell, true)));
            }
        }
        return filled;
    }
}
