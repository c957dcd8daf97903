package io.regulars.rules.tables;

import io.regulars.rules.tables.TableHead.Headed;
import io.regulars.rules.tables.literal.CellLiterals;
import io.regulars.rules.tables.literal.QuotedTexts;
import io.regulars.rules.tables.sheet.Cell;
import io.regulars.rules.tables.sheet.Sheet;
import io.regulars.rules.tables.sheet.TableProblems;
import io.regulars.rules.tables.sheet.Unclear;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One row of a table, which is a rule. */
final class TableRow {
    private final Sheet sheet;
    private final Cell start;
    private final int row;
    private final List<Headed> columns;
    private final Map<Headed, Template> templates;
    private final RuleSetArea ruleSet;
    private final CellLiterals values;
    private final TableProblems problems;
    /** Whether every value of the row could be read; one that could not would make its rule another. */
    private boolean clear = true;

    TableRow(
            Sheet sheet,
            Cell start,
            int row,
            List<Headed> columns,
            Map<Headed, Template> templates,
            RuleSetArea ruleSet,
            CellLiterals values,
            TableProblems problems) {
        this.sheet = sheet;
        this.start = start;
        this.row = row;
        this.columns = columns;
        this.templates = templates;
        this.ruleSet = ruleSet;
        this.values = values;
        this.problems = problems;
    }

    /**
     * Writes it as a rule.
     *
     * @param table its table's name
     * @param acts whether a cell of it was meant to do something
     * @return whether it could be
     */
    boolean write(TableText to, String table, boolean acts) {
        if (!readable()) {
            return false;
        }
        Cell first = columns.stream()
                .flatMap(column -> cell(column).stream())
                .findFirst()
                .orElse(start);
        if (!acts) {
            problems.error(
                    sheet, first, "row-without-action", "The row does nothing.", "Fill in a cell of an ACTION column.");
        }
        if (columns.stream()
                .noneMatch(column -> column.is(Column.ACTION) && cell(column).isPresent())) {
            return false;
        }
        to.add("rule ", sheet, first);
        Optional<Cell> named = cell(Column.NAME);
        named.ifPresent(this::warnOfRemark);
        String name = named.map(Cell::shown).orElse(table + " row " + row);
        to.add(QuotedTexts.quoted(name), sheet, named.orElse(first));
        attributes(to);
        to.add("\nwhen\n", sheet, first);
        patterns(to);
        to.add("then\n", sheet, first);
        columns.stream().filter(column -> column.is(Column.ACTION)).forEach(column -> action(column, to));
        to.add("end\n", sheet, first);
        return clear;
    }

    /** Whether each cell has a value; a formula without one, or an error, would pass for a name. */
    private boolean readable() {
        for (Headed column : columns) {
            cell(column)
                    .filter(value -> value.kind() == Cell.Kind.ERROR && !column.is(Column.DESCRIPTION))
                    .ifPresent(value -> unclear(value, Unclear.of(value.text())));
        }
        return clear;
    }

    private void warnOfRemark(Cell name) {
        if (name.text().matches("(?s)(#|//|--|;|').*")) {
            problems.warning(
                    sheet,
                    name,
                    "row-runs",
                    "The row is a rule that runs, whatever its name begins with.",
                    "To switch it off write no into a column ENABLED.");
        }
    }

    private Optional<Cell> cell(Headed column) {
        return sheet.cell(row, column.number());
    }

    private Optional<Cell> cell(Column kind) {
        return columns.stream()
                .filter(column -> column.is(kind))
                .flatMap(column -> cell(column).stream())
                .findFirst();
    }

    private Optional<Cell> attribute(Column column) {
        return Stream.of(cell(column), ruleSet.otherwise(column))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private void attributes(TableText to) {
        var attributes = new RowAttributes(sheet, problems);
        attribute(Column.PRIORITY)
                .filter(value -> !ruleSet.isSequential())
                .ifPresent(value -> add(attributes.priority(value), " salience ", value, to));
        attribute(Column.ENABLED).ifPresent(value -> add(attributes.enabled(value), " enabled ", value, to));
        attribute(Column.ACTIVATION_GROUP)
                .ifPresent(value -> add(attributes.group(value), " activation-group ", value, to));
        attribute(Column.DATE_EFFECTIVE).ifPresent(value -> add(attributes.date(value), " date-effective ", value, to));
        attribute(Column.DATE_EXPIRES).ifPresent(value -> add(attributes.date(value), " date-expires ", value, to));
        for (Headed column : columns) {
            if (column.is(Column.METADATA)) {
                cell(column).ifPresent(value -> {
                    to.add(" @", sheet, value);
                    fill(column, value, to);
                });
            }
        }
    }

    private void add(Optional<String> literal, String word, Cell value, TableText to) {
        literal.ifPresent(text -> to.add(word + text, sheet, value));
    }

    /** Columns below one object cell make one pattern; a column without any is a line of its own. */
    private void patterns(TableText to) {
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
                    .filter(one -> one.snippet().isPresent() && cell(one).isPresent())
                    .toList();
            boolean client = column.object().map(Cell::text).orElse("").matches("(?s)\\$\\w+\\s*:.*");
            if (!used.isEmpty() || client) {
                pattern(column.object(), used, to);
            }
            i = group;
        }
    }

    private static boolean samePattern(Headed first, Headed other) {
        return first.object().isPresent()
                && other.object().isPresent()
                && first.object().get().merged() == other.object().get().merged();
    }

    private void pattern(Optional<Cell> object, List<Headed> used, TableText to) {
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
            cell(column).ifPresent(value -> fill(column, value, to));
            from = column.snippet().orElse(from);
            first = false;
        }
        to.add(object.isPresent() ? " )\n" : "\n", sheet, from);
    }

    private void action(Headed column, TableText to) {
        cell(column).ifPresent(value -> {
            column.object().ifPresent(object -> to.add(object.text() + ".", sheet, object));
            fill(column, value, to);
            boolean ends = column.snippet()
                    .filter(snippet -> snippet.text().endsWith(";"))
                    .isPresent();
            to.add(ends ? "\n" : ";\n", sheet, column.snippet().orElse(value));
        });
    }

    private void fill(Headed column, Cell value, TableText to) {
        Template template = templates.get(column);
        if (template != null) {
            try {
                template.write(sheet, value, values, to);
            } catch (Unclear e) {
                unclear(value, e);
            }
        }
    }

    private void unclear(Cell value, Unclear e) {
        clear = false;
        problems.unclear(sheet, value, e);
    }
}
