package io.regulars.rules.tables;

import io.regulars.platform.NearestName;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The four rows below a {@code RuleTable} cell: what each column is, of which fact it asks, what it asks or does, and its title.
 *
 * @param columns those that can be used; what is wrong with the others is reported
 */
record TableHead(List<Headed> columns) {
    /** How many rows the head has, with that of the {@code RuleTable} cell. */
    static final int ROWS = 5;

    private static final Pattern PLACE = Pattern.compile("\\$(param|\\d)");

    TableHead {
        columns = List.copyOf(columns);
    }

    /**
     * A column with its head.
     *
     * @param object the fact of a condition, the global of an action
     * @param snippet what is asked or done, with places for the value
     */
    record Headed(Column column, Cell head, Optional<Cell> object, Optional<Cell> snippet) {
        boolean is(Column other) {
            return column == other;
        }

        int number() {
            return head.column();
        }
    }

    /** Reads the head of a table. */
    static TableHead of(Sheet sheet, TableArea area, TableProblems problems) {
        var reading = new Reading(sheet, area.start().row() + 1, area.end(), problems);
        area.head().forEach(reading::column);
        return new TableHead(reading.columns);
    }

    private record Reading(
            Sheet sheet, int row, int end, TableProblems problems, List<Headed> columns, Map<Column, Cell> once) {
        Reading(Sheet sheet, int row, int end, TableProblems problems) {
            this(sheet, row, end, problems, new ArrayList<>(), new EnumMap<>(Column.class));
        }

        void column(Cell head) {
            Column.of(head.text()).ifPresentOrElse(column -> column(column, head), () -> unknown(head));
        }

        private void unknown(Cell head) {
            String hint = NearestName.hint(head.text().toUpperCase(Locale.ROOT), Column.words());
            problems.error(
                    sheet,
                    head,
                    "unknown-column",
                    "There is no kind of column '" + head.text() + "'.",
                    hint.isEmpty() ? "Kinds are " + String.join(", ", Column.words()) + "." : hint);
        }

        private void column(Column column, Cell head) {
            Optional<Cell> object = sheet.cell(row + 1, head.column());
            Optional<Cell> snippet = sheet.cell(row + 2, head.column());
            boolean says = column == Column.CONDITION || column == Column.ACTION || column == Column.METADATA;
            Optional<Cell> error = Stream.of(object, snippet)
                    .flatMap(Optional::stream)
                    .filter(cell -> cell.kind() == Cell.Kind.ERROR && says)
                    .findFirst();
            if (error.isPresent()) {
                problems.unclear(
                        sheet, error.get(), Literals.Unclear.of(error.get().text()));
            } else if (column.instead().isPresent()) {
                refuse(column, head);
            } else if (column.isOnce() && once.putIfAbsent(column, head) != null) {
                problems.error(
                        sheet,
                        head,
                        "duplicate-column",
                        "There is another " + column.word() + " column, in "
                                + once.get(column).name() + ".",
                        "Leave one out.");
            } else if (says
                    && object.map(Cell::text)
                            .filter(text -> PLACE.matcher(text).find())
                            .isPresent()) {
                problems.error(
                        sheet,
                        object.get(),
                        "snippet-in-object-row",
                        "What is asked or done stands one row below; this row names the fact, such as $c : Client.",
                        "Put a row in between, which may be empty.");
            } else if (says && snippet.isEmpty()) {
                problems.error(
                        sheet,
                        head,
                        "column-without-snippet",
                        "The " + column.word() + " column says nothing.",
                        "Write two rows below it what it asks or does, such as visits >= or tags.add($c, \"$param\");");
            } else {
                columns.add(new Headed(column, head, object, snippet));
            }
        }

        /** A column that no row uses does no harm. */
        private void refuse(Column column, Cell head) {
            boolean used = sheet.rows().subMap(Math.min(row + ROWS - 1, end), end).values().stream()
                    .anyMatch(cells -> cells.containsKey(head.column()));
            if (used) {
                problems.error(
                        sheet,
                        head,
                        "not-allowed",
                        "A " + column.word() + " column is not allowed.",
                        column.instead().orElse(""));
            }
        }
    }
}
