package io.regulars.rules.tables;

import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.TableEdit;
import io.regulars.rules.tables.sheet.CannotEdit;
import io.regulars.rules.tables.sheet.Cell;
import io.regulars.rules.tables.sheet.CellsOfFile;
import io.regulars.rules.tables.sheet.OpenCells;
import io.regulars.rules.tables.sheet.Sheet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes the cells of a table file. Rows are moved within their table; its head stays where it is. */
public final class EditGrid {
    /** How far below the last row somebody may write or insert. */
    private static final int FARTHEST = 1_000;

    private static final int MOST_COLUMNS = 1_000;
    private static final int LONGEST_CELL = 10_000;

    private final RuleFile file;
    private final CellsOfFile cells;
    private final Map<String, Places> places = new HashMap<>();
    private final String first;

    /** Where the tables of a sheet lie, which changes as rows go. */
    private static final class Places {
        private List<Head> tables;
        private int last;

        Places(Sheet sheet) {
            this.tables = TableReader.areas(sheet).stream()
                    .map(area -> new Head(area.start().row(), area.end()))
                    .toList();
            this.last = sheet.lastRow();
        }

        Optional<Head> headAt(int row) {
            return tables.stream()
                    .filter(table -> row >= table.row && row < table.row + TableHead.ROWS)
                    .findFirst();
        }

        /** Rows from one on go down, or up if the count is less than 0. */
        void shift(int from, int count) {
            tables = tables.stream().map(table -> table.shifted(from, count)).toList();
            last = Math.max(0, last + (from <= last ? count : 0));
        }
    }

    private record Head(int row, int end) {
        Head shifted(int from, int count) {
            return new Head(row >= from ? row + count : row, end > from ? end + count : end);
        }

        boolean holds(int at) {
            return at >= row + TableHead.ROWS && at < end;
        }
    }

    private EditGrid(RuleFile file, List<Sheet> sheets) throws CannotEdit {
        this.file = file;
        this.first = name(sheets.getFirst());
        sheets.forEach(sheet -> places.put(name(sheet), new Places(sheet)));
        this.cells = OpenCells.of(file, TableReader.isCsv(file));
    }

    private static String name(Sheet sheet) {
        return sheet.name() == null ? "" : sheet.name();
    }

    /**
     * The file after one edit and the next.
     *
     * @throws CannotEdit with the place of the edit that cannot be made, as a JSON pointer before its message
     */
    public static RuleFile edit(RuleFile file, List<TableEdit> edits) throws CannotEdit, RefusedEdit {
        EditGrid grid = new EditGrid(file, read(file));
        for (int i = 0; i < edits.size(); i++) {
            try {
                grid.make(edits.get(i));
            } catch (CannotEdit e) {
                throw new RefusedEdit(i, e);
            }
        }
        var edited = new RuleFile(file.path(), grid.cells.bytes());
        read(edited);
        return edited;
    }

    /** Names the edit that cannot be made. */
    public static final class RefusedEdit extends Exception {
        /** Its place in the list, from 0. */
        public final int index;

        /** Why. */
        public final CannotEdit why;

        RefusedEdit(int index, CannotEdit why) {
            super(why.getMessage(), why, false, false);
            this.index = index;
            this.why = why;
        }
    }

    private static List<Sheet> read(RuleFile file) throws CannotEdit {
        var problems = new DiagnosticCollector();
        List<Sheet> sheets = new TableReader(problems).sheets(file);
        if (sheets.isEmpty()) {
            Diagnostic why = problems.errors().getFirst();
            throw new CannotEdit(why.message(), why.hint());
        }
        return sheets;
    }

    private void make(TableEdit edit) throws CannotEdit {
        String sheet = edit.sheet() == null ? first : edit.sheet();
        Places at = places.get(sheet);
        if (at == null) {
            throw new CannotEdit(
                    file.path() + " has no sheet '" + sheet + "'.",
                    first.isEmpty()
                            ? "A CSV file is a sheet by itself; leave 'sheet' out."
                            : "Sheets are " + String.join(", ", places.keySet()) + ".");
        }
        switch (edit) {
            case TableEdit.Write write -> {
                within(at, write.row());
                if (write.column() > MOST_COLUMNS || write.typed().length() > LONGEST_CELL) {
                    throw new CannotEdit(
                            "The cell " + Cell.name(write.row(), write.column()) + " cannot hold it.",
                            "A table has at most " + MOST_COLUMNS + " columns, and a cell " + LONGEST_CELL
                                    + " characters.");
                }
                cells.write(sheet, write.row(), write.column(), write.typed());
                at.last = Math.max(at.last, write.row());
            }
            case TableEdit.InsertRows insert -> {
                within(at, insert.before());
                if (at.headAt(insert.before())
                        .filter(head -> head.row < insert.before())
                        .isPresent()) {
                    throw inTheHead(insert.before());
                }
                cells.insert(sheet, insert.before(), insert.count());
                at.shift(insert.before(), insert.count());
            }
            case TableEdit.DuplicateRow twin -> {
                isARule(at, twin.row());
                cells.duplicate(sheet, twin.row());
                at.shift(twin.row() + 1, 1);
            }
            case TableEdit.DeleteRows delete -> {
                for (int row = delete.row(); row < delete.row() + delete.count(); row++) {
                    isARule(at, row);
                }
                cells.delete(sheet, delete.row(), delete.count());
                at.shift(delete.row() + delete.count(), -delete.count());
            }
            case TableEdit.MoveRow move -> {
                isARule(at, move.row());
                isARule(at, move.to());
                boolean leaves =
                        at.tables.stream().anyMatch(table -> table.holds(move.row()) != table.holds(move.to()));
                if (leaves) {
                    throw new CannotEdit(
                            "Row " + move.to() + " is of another table than row " + move.row() + ".",
                            "Move a row within its table; into another it is copied.");
                }
                cells.move(sheet, move.row(), move.to());
            }
        }
    }

    private static void isARule(Places at, int row) throws CannotEdit {
        within(at, row);
        if (at.headAt(row).isPresent()) {
            throw inTheHead(row);
        }
        if (row > at.last) {
            throw new CannotEdit(
                    "Row " + row + " is below the last row, " + at.last + ".", "Choose one that is there.");
        }
    }

    private static void within(Places at, int row) throws CannotEdit {
        if (row > at.last + FARTHEST) {
            throw new CannotEdit(
                    "Row " + row + " is far below the last row, " + at.last + ".",
                    "At most " + FARTHEST + " rows below it can be written.");
        }
    }

    private static CannotEdit inTheHead(int row) {
        return new CannotEdit(
                "Row " + row + " is in the head of a table, whose five rows stay together.",
                "Choose a row below its titles.");
    }
}
