package io.regulars.rules.tables;

import io.regulars.rules.tables.TableHead.Headed;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The row between a table's head and its rules, which is for people. Who leaves it out loses the first rule. */
final class TitleRow {
    private static final int LONGEST_NAME = 100;

    private final Sheet sheet;
    private final int row;
    private final List<Headed> columns;
    private final Map<Headed, Template> templates;
    private final TableProblems problems;

    TitleRow(Sheet sheet, int row, List<Headed> columns, Map<Headed, Template> templates, TableProblems problems) {
        this.sheet = sheet;
        this.row = row;
        this.columns = columns;
        this.templates = templates;
        this.problems = problems;
    }

    /** Warns of titles that read like values, and of a table without rules. */
    void check(String table, Cell start, List<Integer> rules) {
        Optional<Headed> value = columns.stream()
                .filter(column -> title(column)
                        .filter(cell -> isValue(column, cell, rules))
                        .isPresent())
                .findFirst();
        if (value.isPresent()) {
            Cell cell = title(value.get()).orElse(start);
            problems.warning(
                    sheet,
                    cell,
                    "titles-like-values",
                    "The row " + row + " is the row of titles, and so no rule, but '"
                            + TextShape.shortened(cell.shown()) + "' reads like a value.",
                    "Put a row of titles above it; it may be empty.");
        } else if (rules.isEmpty() && !templates.isEmpty()) {
            problems.warning(
                    sheet,
                    start,
                    "table-without-rows",
                    "The table '" + table + "' has no rows.",
                    "Its rules begin in row " + (row + 1) + ", below the row of titles.");
        }
    }

    private Optional<Cell> title(Headed column) {
        return sheet.cell(row, column.number());
    }

    private boolean isValue(Headed column, Cell cell, List<Integer> rules) {
        Template template = templates.get(column);
        if (template == null) {
            return column.is(Column.PRIORITY) && cell.text().matches("-?\\d+")
                    || (column.is(Column.DATE_EFFECTIVE) || column.is(Column.DATE_EXPIRES)) && isDate(cell)
                    || column.is(Column.ENABLED)
                            && (cell.kind() == Cell.Kind.FLAG || cell.text().matches("(?i)yes|no|true|false"));
        }
        if (column.is(Column.METADATA)) {
            return false;
        }
        if (template.isConstant()) {
            return cell.kind() == Cell.Kind.FLAG || cell.text().matches("[xX✓✔☑]|(?i)yes|no|true|false");
        }
        return isTyped(template, cell) || isName(column, cell) || occursBelow(column, cell, rules);
    }

    private static boolean isTyped(Template template, Cell cell) {
        return template.places().stream()
                .anyMatch(place -> place.isClosed()
                        ? ((io.regulars.facts.Property.Text<?>) Objects.requireNonNull(place.property()))
                                .values()
                                .contains(cell.text())
                        : place.isFlag()
                                ? cell.kind() == Cell.Kind.FLAG || cell.text().matches("(?i)true|false")
                                : !place.isText() && place.use() == Place.Use.CONDITION && isNumberOrDate(cell));
    }

    private static boolean isNumberOrDate(Cell cell) {
        return switch (cell.kind()) {
            case NUMBER, PERCENT, DATE, TIME -> true;
            case FLAG, ERROR -> false;
            case ENTRY, TEXT ->
                isDate(cell)
                        || cell.text().matches("[^\\p{L}]*\\d[^\\p{L}]*")
                        || cell.text().matches("[A-Z]{3}\\s*[\\d.,]+|[\\d.,]+\\s*[A-Z]{3}");
        };
    }

    private static boolean isDate(Cell cell) {
        try {
            return cell.kind() == Cell.Kind.DATE || Dates.is(Dates.read(cell.text()));
        } catch (Unclear e) {
            return true;
        }
    }

    /** Of a segment, a campaign, a tag: in small letters with signs between, as no title is written. */
    private boolean isName(Headed column, Cell cell) {
        return column.is(Column.ACTION)
                && cell.text().length() <= LONGEST_NAME
                && cell.text().matches("[a-z0-9]+([-_:][a-z0-9]+)+")
                && columns.stream()
                        .filter(other -> !other.equals(column))
                        .flatMap(other -> title(other).stream())
                        .noneMatch(title -> title.text().matches("(?s)\\p{Lu}.*"));
    }

    private boolean occursBelow(Headed column, Cell cell, List<Integer> rules) {
        return rules.stream()
                .flatMap(each -> sheet.cell(each, column.number()).stream())
                .anyMatch(below -> below.text().equals(cell.text()));
    }
}
