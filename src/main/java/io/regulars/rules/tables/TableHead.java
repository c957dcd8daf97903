package io.regulars.rules.tables;

import io.regulars.platform.text.NearestName;
import io.regulars.rules.tables.sheet.Cell;
import io.regulars.rules.tables.sheet.Sheet;
import io.regulars.rules.tables.sheet.TableProblems;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The four rows below a {@code RuleTable} cell: what each column is, of which fact it asks, what it asks or does, and its title.
 *
 * @param columns those that can be used; what is wrong with the others is reported
 * @param lost the others
 */
record TableHead(List<Headed> columns, List<Headed> lost) {
    /** How many rows the head has, with that of the {@code RuleTable} cell. */
    static final int ROWS = 5;

    TableHead {
        columns = List.copyOf(columns);
        lost = List.copyOf(lost);
    }

    /**
     * A column with its head.
     *
     * @param column empty if there is no such kind
     * @param object the fact of a condition, the global of an action
     * @param snippet what is asked or done, with places for the value
     */
    record Headed(Optional<Column> column, Cell head, Optional<Cell> object, Optional<Cell> snippet) {
        boolean is(Column kind) {
            return column.filter(kind::equals).isPresent();
        }

        int number() {
            return head.column();
        }
    }

    /** Reads the head of a table. */
    static TableHead of(Sheet sheet, TableArea area, TableProblems problems) {
        var reading = new Reading(sheet, area, problems);
        var columns = new ArrayList<Headed>();
        var lost = new ArrayList<Headed>();
        for (Cell head : area.head()) {
            Headed column = reading.column(head);
            if (reading.refused(column) || reading.isDouble(column)) {
                lost.add(column);
            } else {
                boolean repeated = reading.factIsRepeated(column);
                if (reading.check.sound(column) && !repeated) {
                    columns.add(column);
                    continue;
                }
                lost.add(column);
                if (!repeated) {
                    reading.fact(column).ifPresent(columns::add);
                }
            }
        }
        return new TableHead(columns, lost);
    }

    /** Whether a table was meant to do something. */
    boolean acts() {
        return columns.stream().anyMatch(column -> column.is(Column.ACTION))
                || lost.stream()
                        .anyMatch(column ->
                                column.is(Column.ACTION) || column.column().isEmpty());
    }

    /** Whether a column that cannot be used named a fact that no other names: its rules would miss the fact everywhere. */
    boolean losesAFact() {
        List<String> kept = columns.stream()
                .flatMap(column -> column.object().stream())
                .map(Cell::text)
                .toList();
        return lost.stream()
                .flatMap(column -> column.object().stream())
                .anyMatch(object -> !kept.contains(object.text()));
    }

    private static final class Reading {
        private static final Pattern BOUND = Pattern.compile("(\\$\\w+)\\s*:");
        private final Sheet sheet;
        private final TableArea area;
        private final TableProblems problems;
        private final ColumnCheck check;
        private final Map<Column, Cell> once = new EnumMap<>(Column.class);
        private final Map<String, Cell> variables = new HashMap<>();
        private final Set<Integer> repeated = new HashSet<>();

        Reading(Sheet sheet, TableArea area, TableProblems problems) {
            this.sheet = sheet;
            this.area = area;
            this.problems = problems;
            this.check = new ColumnCheck(sheet, problems, bound(sheet, area));
        }

        /** The variables that the head binds. */
        private static Set<String> bound(Sheet sheet, TableArea area) {
            return area.head().stream()
                    .flatMap(head ->
                            Stream.of(1, 2).flatMap(below -> sheet.cell(head.row() + below, head.column()).stream()))
                    .flatMap(cell -> BOUND.matcher(cell.text()).results())
                    .map(found -> found.group(1))
                    .collect(Collectors.toSet());
        }

        /** A column that asks nothing but names a fact that others speak of, so that these can be looked at. */
        Optional<Headed> fact(Headed column) {
            return column.object()
                    .filter(object -> column.is(Column.CONDITION)
                            && object.text().matches("(?s)(\\$\\w+\\s*:\\s*)?[A-Z]\\w*(\\s*\\(.*\\))?")
                            && HeadText.mistake(object, Set.of()).isEmpty())
                    .map(object -> new Headed(column.column(), column.head(), column.object(), Optional.empty()));
        }

        /** Two cells that are not merged are two patterns, and two patterns cannot bind one variable. */
        boolean factIsRepeated(Headed column) {
            Optional<Cell> object = column.object()
                    .filter(cell -> column.is(Column.CONDITION) && cell.text().startsWith("$"));
            Optional<Cell> other = object.map(cell -> variables.putIfAbsent(cell.text(), cell))
                    .filter(before -> before.merged() != object.get().merged());
            if (other.isPresent() && repeated.add(object.get().merged())) {
                problems.error(
                        sheet,
                        object.get(),
                        "fact-repeated",
                        "'" + object.get().text() + "' stands in " + other.get().name()
                                + " already, in a cell of its own.",
                        object.get().kind() == Cell.Kind.ENTRY
                                ? "Write " + object.get().text()
                                        + "... in each cell, one beside the other, so that they count as one."
                                : "Merge the two cells; the columns stand beside each other.");
            }
            return other.isPresent();
        }

        Headed column(Cell head) {
            return new Headed(
                    Column.of(head.text()),
                    head,
                    sheet.cell(head.row() + 1, head.column()),
                    sheet.cell(head.row() + 2, head.column()));
        }

        /** There is no such kind, or none that may be used; one that no row uses does no harm. */
        boolean refused(Headed column) {
            Cell head = column.head();
            if (column.column().isEmpty()) {
                String hint = Column.meant(head.text())
                        .map(meant -> "Write " + meant.word() + ".")
                        .orElseGet(() -> NearestName.hint(head.text().toUpperCase(Locale.ROOT), Column.words()));
                problems.error(
                        sheet,
                        head,
                        "unknown-column",
                        "There is no kind of column '" + head.text() + "'.",
                        hint.isEmpty() ? "Kinds are " + String.join(", ", Column.words()) + "." : hint);
                return true;
            }
            Optional<String> instead = column.column().flatMap(Column::instead);
            int first = Math.min(area.start().row() + ROWS, area.end());
            boolean used = sheet.rows().subMap(first, area.end()).values().stream()
                    .anyMatch(cells -> cells.containsKey(head.column()));
            if (instead.isPresent() && used) {
                problems.error(
                        sheet,
                        head,
                        "not-allowed",
                        "A column of kind " + column.column().get().word() + " is not allowed.",
                        instead.get());
            }
            return instead.isPresent();
        }

        boolean isDouble(Headed column) {
            Optional<Cell> other =
                    column.column().filter(Column::isOnce).map(kind -> once.putIfAbsent(kind, column.head()));
            other.ifPresent(first -> problems.error(
                    sheet,
                    column.head(),
                    "duplicate-column",
                    "There is another such column, in " + first.name() + ".",
                    "Leave one out."));
            return other.isPresent();
        }
    }
}
