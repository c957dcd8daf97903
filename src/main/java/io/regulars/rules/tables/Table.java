package io.regulars.rules.tables;

import io.regulars.platform.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One table of a sheet, from its {@code RuleTable} cell on. */
final class Table {
    private static final int HEAD_ROWS = 5;

    private final Sheet sheet;
    private final Cell start;
    /** Where the tables of the sheet start. */
    private final List<Cell> starts;

    private final TableProblems problems;
    private final List<Headed> columns = new ArrayList<>();
    /** Whether every value of the row could be read; one that could not would make its rule another. */
    private boolean clear;

    /** A column with its head. */
    private record Headed(Column column, int number, Optional<Cell> object, Optional<Cell> snippet) {
        boolean is(Column other) {
            return column == other;
        }
    }

    Table(Sheet sheet, Cell start, List<Cell> starts, TableProblems problems) {
        this.sheet = sheet;
        this.start = start;
        this.starts = starts;
        this.problems = problems;
    }

    void write(TableText to) {
        int end = next(start.row(), false);
        int right = next(start.column(), true);
        head(right);
        if (columns.stream().noneMatch(column -> column.is(Column.ACTION))) {
            problems.error(
                    sheet,
                    start,
                    "table-without-action",
                    "The table '" + name() + "' has no ACTION column.",
                    "The row below 'RuleTable' holds CONDITION and ACTION.");
            return;
        }
        for (int row :
                sheet.rows().subMap(Math.min(start.row() + HEAD_ROWS, end), end).keySet()) {
            boolean used = columns.stream()
                    .anyMatch(column -> !column.is(Column.DESCRIPTION)
                            && sheet.cell(row, column.number()).isPresent());
            if (used) {
                var text = new TableText("");
                clear = true;
                row(row, text);
                if (clear) {
                    to.add(text);
                }
            }
        }
    }

    /** Where the next table begins, below or to the right. */
    private int next(int after, boolean sideways) {
        return starts.stream()
                .filter(cell -> sideways == (cell.row() == start.row()))
                .mapToInt(cell -> sideways ? cell.column() : cell.row())
                .filter(place -> place > after)
                .min()
                .orElse(sideways ? Integer.MAX_VALUE : sheet.lastRow() + 1);
    }

    private String name() {
        String name = start.text().substring("ruletable".length()).strip();
        return name.isEmpty() ? "table" : name;
    }

    private void head(int right) {
        int row = start.row() + 1;
        sheet.row(row).stream()
                .filter(cell -> cell.column() >= start.column() && cell.column() < right)
                .forEach(cell ->
                        Column.of(cell.text()).ifPresentOrElse(column -> column(column, cell), () -> unknown(cell)));
    }

    private void unknown(Cell cell) {
        String hint = NearestName.hint(cell.text().toUpperCase(Locale.ROOT), Column.words());
        problems.error(
                sheet,
                cell,
                "unknown-column",
                "There is no kind of column '" + cell.text() + "'.",
                hint.isEmpty() ? "Kinds are " + String.join(", ", Column.words()) + "." : hint);
    }

    private void column(Column column, Cell head) {
        Optional<Cell> object = sheet.cell(head.row() + 1, head.column());
        Optional<Cell> snippet = sheet.cell(head.row() + 2, head.column());
        boolean needed = column == Column.CONDITION || column == Column.ACTION || column == Column.METADATA;
        if (needed && snippet.isEmpty()) {
            problems.error(
                    sheet,
                    head,
                    "column-without-snippet",
                    "The " + column.word() + " column says nothing.",
                    "Write two rows below it what it asks or does, such as visits >= or tags.add($c, \"$param\");");
            return;
        }
        columns.add(new Headed(column, head.column(), object, snippet));
    }

    private void row(int row, TableText to) {
        Cell first = columns.stream()
                .flatMap(column -> sheet.cell(row, column.number()).stream())
                .findFirst()
                .orElse(start);
        boolean acts = columns.stream()
                .anyMatch(column -> column.is(Column.ACTION)
                        && sheet.cell(row, column.number()).isPresent());
        if (!acts) {
            problems.error(
                    sheet, first, "row-without-action", "The row does nothing.", "Fill in a cell of an ACTION column.");
            return;
        }
        to.add("rule ", sheet, first);
        Cell named = cell(Column.NAME, row).orElse(first);
        String name = cell(Column.NAME, row).map(Cell::text).orElse(name() + " row " + row);
        to.add(Literals.quoted(name), sheet, named);
        attributes(row, to);
        to.add("\nwhen\n", sheet, first);
        patterns(row, to);
        to.add("then\n", sheet, first);
        for (Headed column : columns) {
            if (column.is(Column.ACTION)) {
                sheet.cell(row, column.number()).ifPresent(value -> {
                    column.object().ifPresent(object -> to.add(object.text() + ".", sheet, object));
                    fill(column, value, to);
                    to.add("\n", sheet, value);
                });
            }
        }
        to.add("end\n", sheet, first);
    }

    private Optional<Cell> cell(Column kind, int row) {
        return columns.stream()
                .filter(column -> column.is(kind))
                .flatMap(column -> sheet.cell(row, column.number()).stream())
                .findFirst();
    }

    private void attributes(int row, TableText to) {
        for (Headed column : columns) {
            sheet.cell(row, column.number()).ifPresent(value -> {
                switch (column.column()) {
                    case PRIORITY -> to.add(" salience " + bare(value), sheet, value);
                    case ACTIVATION_GROUP -> to.add(" activation-group " + Literals.quoted(value.text()), sheet, value);
                    case DATE_EFFECTIVE -> to.add(" date-effective " + date(value), sheet, value);
                    case DATE_EXPIRES -> to.add(" date-expires " + date(value), sheet, value);
                    case METADATA -> {
                        to.add(" @", sheet, value);
                        fill(column, value, to);
                    }
                    case CONDITION, ACTION, NAME, DESCRIPTION -> {}
                }
            });
        }
    }

    /** A priority is a whole number; anything else is kept in quotes, so that the reader refuses it at its cell. */
    private static String bare(Cell value) {
        return value.text().matches("-?\\d{1,9}") ? value.text() : Literals.quoted(value.text());
    }

    private String date(Cell value) {
        try {
            return Literals.of(value.text(), value.kind());
        } catch (Literals.Unclear e) {
            unclear(value, e);
            return Literals.quoted(value.text());
        }
    }

    /** Columns below one object cell make one pattern; a column without any is a line of its own. */
    private void patterns(int row, TableText to) {
        int i = 0;
        List<Headed> conditions =
                columns.stream().filter(column -> column.is(Column.CONDITION)).toList();
        while (i < conditions.size()) {
            Headed column = conditions.get(i);
            int group = i + 1;
            while (group < conditions.size() && samePattern(column, conditions.get(group))) {
                group++;
            }
            List<Headed> used = conditions.subList(i, group).stream()
                    .filter(one -> sheet.cell(row, one.number()).isPresent())
                    .toList();
            boolean client = column.object().map(Cell::text).orElse("").matches("(?s)\\$\\w+\\s*:.*");
            if (!used.isEmpty() || client) {
                pattern(column.object(), used, row, to);
            }
            i = group;
        }
    }

    private static boolean samePattern(Headed first, Headed other) {
        return first.object().isPresent()
                && other.object().isPresent()
                && first.object().get().merged() == other.object().get().merged();
    }

    private void pattern(Optional<Cell> object, List<Headed> used, int row, TableText to) {
        Cell from = object.orElse(start);
        String head = object.map(Cell::text).orElse("");
        boolean closed = head.endsWith(")");
        if (object.isPresent()) {
            String open = closed ? head.substring(0, head.length() - 1) : head + "(";
            to.add(open, sheet, from);
        }
        boolean first = !closed || head.matches("(?s).*\\(\\s*\\)");
        for (Headed column : used) {
            to.add(first || object.isEmpty() ? " " : ", ", sheet, from);
            sheet.cell(row, column.number()).ifPresent(value -> fill(column, value, to));
            first = false;
        }
        to.add(object.isPresent() ? " )\n" : "\n", sheet, from);
    }

    private void fill(Headed column, Cell value, TableText to) {
        column.snippet().ifPresent(snippet -> {
            try {
                new Template(snippet, column.column()).write(sheet, value, to);
            } catch (Literals.Unclear e) {
                unclear(value, e);
            }
        });
    }

    private void unclear(Cell value, Literals.Unclear e) {
        clear = false;
        problems.error(sheet, value, "unclear-value", String.valueOf(e.getMessage()), e.hint);
    }
}
