package io.regulars.rules.tables;

import io.regulars.rules.tables.TableHead.Headed;
import io.regulars.rules.tables.literal.CellLiterals;
import io.regulars.rules.tables.literal.Numbers;
import io.regulars.rules.tables.sheet.Cell;
import io.regulars.rules.tables.sheet.Sheet;
import io.regulars.rules.tables.sheet.TableProblems;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final Map<Headed, Template> templates = new HashMap<>();

    Table(Sheet sheet, TableArea area, RuleSetArea ruleSet, TableProblems problems) {
        this.sheet = sheet;
        this.start = area.start();
        this.end = area.end();
        this.ruleSet = ruleSet;
        this.problems = problems;
        this.head = TableHead.of(sheet, area, problems);
        this.columns = head.columns();
        columns.stream()
                .filter(column -> column.is(Column.CONDITION) || column.is(Column.ACTION) || column.is(Column.METADATA))
                .forEach(column -> Template.of(column).ifPresent(template -> templates.put(column, template)));
    }

    /** Whether one of its values is a number with a decimal comma. */
    boolean hasDecimalCommas() {
        return templates.entrySet().stream()
                .filter(column -> column.getValue().takesOne())
                .flatMap(column -> rows().stream()
                        .flatMap(row -> sheet.cell(row, column.getKey().number()).stream()))
                .anyMatch(cell -> cell.kind().isText() && Numbers.hasDecimalComma(cell.text()));
    }

    void write(TableText to, Numbers numbers, ActivationGroups groups) {
        if (!head.acts()) {
            problems.error(
                    sheet,
                    start,
                    "table-without-action",
                    "The table '" + name() + "' has no ACTION column.",
                    "The row below 'RuleTable' holds CONDITION and ACTION.");
            return;
        }
        List<Integer> rules = rows().stream().filter(this::isRule).toList();
        new TitleRow(sheet, start.row() + TableHead.ROWS - 1, columns, templates, problems).check(name(), start, rules);
        var values = new CellLiterals(sheet, problems, numbers);
        for (int row : rules) {
            var text = TableText.ofRow(row);
            if (new TableRow(sheet, start, row, columns, templates, ruleSet, values, problems)
                            .write(text, name(), acts(row))
                    && !head.losesAFact()) {
                to.add(text);
            }
        }
        groups.check(sheet, columns, rules, ruleSet);
    }

    private List<Integer> rows() {
        int first = Math.min(start.row() + TableHead.ROWS, end);
        return List.copyOf(sheet.rows().subMap(first, end).keySet());
    }

    private boolean isRule(int row) {
        return !RuleSetArea.holds(sheet, row)
                && columns.stream()
                        .filter(column -> !column.is(Column.DESCRIPTION))
                        .anyMatch(column -> sheet.cell(row, column.number()).isPresent());
    }

    /** Whether a row does something, or was meant to: a column whose kind is misspelt may be an ACTION. */
    private boolean acts(int row) {
        return Stream.concat(columns.stream(), head.lost().stream())
                .anyMatch(column -> (column.is(Column.ACTION) || column.column().isEmpty())
                        && sheet.cell(row, column.number()).isPresent());
    }

    private String name() {
        String name = start.text().substring("ruletable".length()).strip();
        return name.isEmpty() ? "table" : name;
    }
}
