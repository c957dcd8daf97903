package io.regulars.rules.tables;

import io.regulars.rules.tables.TableHead.Headed;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One table of a sheet, from its {@code RuleTable} cell on. */
final class Table {
    private final Sheet sheet;
    private final Cell start;
    private final int end;
    private final RuleSetArea ruleSet;
    private final TableProblems problems;
    private final TableHead head;
    private final List<Headed> columns;
    /** Whether every value of the row could be read; one that could not would make its rule another. */
    private boolean clear;

    Table(Sheet sheet, TableArea area, RuleSetArea ruleSet, TableProblems problems) {
        this.sheet = sheet;
        this.start = area.start();
        this.end = area.end();
        this.ruleSet = ruleSet;
        this.problems = problems;
        this.head = TableHead.of(sheet, area, problems);
        this.columns = head.columns();
    }

    void write(TableText to) {
        if (!head.acts()) {
            problems.error(
                    sheet,
                    start,
                    "table-without-action",
                    "The table '" + name() + "' has no ACTION column.",
                    "The row below 'RuleTable' holds CONDITION and ACTION.");
            return;
        }
        int first = Math.min(start.row() + TableHead.ROWS, end);
        for (int row : sheet.rows().subMap(first, end).keySet()) {
            if (isRule(row) && readable(row)) {
                var text = TableText.ofRow(row);
                clear = true;
                row(row, text);
                if (clear && !head.losesAFact()) {
                    to.add(text);
                }
            }
        }
    }

    private boolean isRule(int row) {
        return !RuleSetArea.holds(sheet, row)
                && columns.stream()
                        .filter(column -> !column.is(Column.DESCRIPTION))
                        .anyMatch(column -> sheet.cell(row, column.number()).isPresent());
    }

    /** Whether each cell has a value; a formula without one, or an error, would pass for a name. */
    private boolean readable(int row) {
        clear = true;
        for (Headed column : columns) {
            sheet.cell(row, column.number())
                    .filter(value -> value.kind() == Cell.Kind.ERROR && !column.is(Column.DESCRIPTION))
                    .ifPresent(value -> unclear(value, Literals.Unclear.of(value.text())));
        }
        return clear;
    }

    private String name() {
        String name = start.text().substring("ruletable".length()).strip();
        return name.isEmpty() ? "table" : name;
    }

    private void row(int row, TableText to) {
        Cell first = columns.stream()
                .flatMap(column -> sheet.cell(row, column.number()).stream())
                .findFirst()
                .orElse(start);
        if (Stream.concat(columns.stream(), head.lost().stream()).noneMatch(column -> acts(column, row))) {
            problems.error(
                    sheet, first, "row-without-action", "The row does nothing.", "Fill in a cell of an ACTION column.");
        }
        if (columns.stream().noneMatch(column -> acts(column, row))) {
            clear = false;
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
                    boolean ends = column.snippet()
                            .filter(snippet -> snippet.text().endsWith(";"))
                            .isPresent();
                    to.add(ends ? "\n" : ";\n", sheet, column.snippet().orElse(value));
                });
            }
        }
        to.add("end\n", sheet, first);
    }

    /** A column whose kind is misspelt may have been meant to. */
    private boolean acts(Headed column, int row) {
        boolean action = column.is(Column.ACTION) || column.column().isEmpty();
        return action && sheet.cell(row, column.number()).isPresent();
    }

    private Optional<Cell> cell(Column kind, int row) {
        return columns.stream()
                .filter(column -> column.is(kind))
                .flatMap(column -> sheet.cell(row, column.number()).stream())
                .findFirst();
    }

    private void attributes(int row, TableText to) {
        attribute(Column.PRIORITY, row)
                .filter(value -> !ruleSet.isSequential())
                .filter(this::isPriority)
                .ifPresent(value -> to.add(" salience " + value.text(), sheet, value));
        attribute(Column.ACTIVATION_GROUP, row)
                .ifPresent(value -> to.add(" activation-group " + Literals.quoted(value.text()), sheet, value));
        attribute(Column.DATE_EFFECTIVE, row)
                .ifPresent(value -> to.add(" date-effective " + date(value), sheet, value));
        attribute(Column.DATE_EXPIRES, row).ifPresent(value -> to.add(" date-expires " + date(value), sheet, value));
        for (Headed column : columns) {
            if (column.is(Column.METADATA)) {
                sheet.cell(row, column.number()).ifPresent(value -> {
                    to.add(" @", sheet, value);
                    fill(column, value, to);
                });
            }
        }
    }

    private Optional<Cell> attribute(Column column, int row) {
        return Stream.of(cell(column, row), ruleSet.otherwise(column))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private boolean isPriority(Cell value) {
        boolean whole = value.text().matches("-?\\d{1,9}");
        if (!whole) {
            problems.error(
                    sheet, value, "priority", "'" + value.text() + "' is not a whole number.", "For example: 10");
        }
        return whole;
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
            from = column.snippet().orElse(from);
            first = false;
        }
        to.add(object.isPresent() ? " )\n" : "\n", sheet, from);
    }

    private void fill(Headed column, Cell value, TableText to) {
        column.snippet().ifPresent(snippet -> {
            try {
                new Template(snippet, column.is(Column.CONDITION)).write(sheet, value, to);
            } catch (Literals.Unclear e) {
                unclear(value, e);
            }
        });
    }

    private void unclear(Cell value, Literals.Unclear e) {
        clear = false;
        problems.unclear(sheet, value, e);
    }
}
