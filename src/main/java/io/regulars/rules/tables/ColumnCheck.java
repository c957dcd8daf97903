package io.regulars.rules.tables;

import io.regulars.rules.tables.TableHead.Headed;
import io.regulars.rules.tables.sheet.Cell;
import io.regulars.rules.tables.sheet.Sheet;
import io.regulars.rules.tables.sheet.TableProblems;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whether the head of a column that asks, does or notes something says what, each cell complete by itself. */
final class ColumnCheck {
    private static final Pattern PLACE = Pattern.compile("\\$(param\\b|\\d)");
    private static final Pattern METADATA = Pattern.compile("\\w+\\s*(\\(.*\\))?", Pattern.DOTALL);
    /** What a column without a fact above it begins with: it is a line of its own, such as {@code exists Booking( … )}. */
    private static final Pattern LINE =
            Pattern.compile("\\s*(\\$\\w+\\s*:\\s*)?(\\(|[A-Z]|(not|exists|forall|accumulate|acc|eval)\\b)");

    /** A pattern, which has no place within the brackets of another; {@code forall(||){…}} is a template. */
    private static final Pattern PATTERN = Pattern.compile(
            "\\s*(\\$\\w+\\s*:\\s*)?([A-Z]\\w*\\s*\\(|(not|exists)\\s*\\(?\\s*[A-Z]\\w*\\s*\\(|(accumulate|acc|eval)\\b|forall\\s*\\(\\s*[$A-Z])");

    private static final Set<String> GLOBALS = Set.of("segments", "campaigns", "tags");

    private final Sheet sheet;
    private final TableProblems problems;
    private final Set<String> bound;

    /** @param bound the variables that the table's head binds */
    ColumnCheck(Sheet sheet, TableProblems problems, Set<String> bound) {
        this.sheet = sheet;
        this.problems = problems;
        this.bound = bound;
    }

    /** What is wrong is reported; a column whose head says nothing by design is sound. */
    boolean sound(Headed column) {
        if (column.is(Column.CONDITION)) {
            return says(column, "visits >=") && asksOfAFact(column) && cellsReadable(column);
        }
        if (column.is(Column.ACTION)) {
            return says(column, "tags.add($c, \"$param\");") && isNoFact(column) && cellsReadable(column);
        }
        return !column.is(Column.METADATA)
                || says(column, "owner($param)") && namesMetadata(column) && cellsReadable(column);
    }

    private boolean says(Headed column, String example) {
        Optional<Cell> misplaced =
                column.object().filter(cell -> PLACE.matcher(cell.text()).find());
        if (misplaced.isPresent()) {
            return wrong(
                    misplaced.get(),
                    "snippet-in-object-row",
                    "What is asked or done stands one row below; this row names the fact, such as $c : Client.",
                    "Put a row in between, which may be empty.");
        }
        return column.snippet().isPresent()
                || wrong(
                        column.head(),
                        "column-without-snippet",
                        "The column says nothing.",
                        "Write two rows below it what it asks or does, such as " + example);
    }

    private boolean asksOfAFact(Headed column) {
        Optional<Cell> alone = column.snippet().filter(cell -> column.object().isEmpty());
        Optional<Cell> within = column.snippet().filter(cell -> column.object().isPresent());
        if (within.filter(cell -> cell.text().strip().equals("$param")).isPresent()) {
            return wrong(
                    within.get(),
                    "snippet-without-property",
                    "The cell does not say what is asked.",
                    "Name it, such as visits; the cells below may hold 3, >= 3 or 2..60.");
        }
        if (within.filter(cell -> PATTERN.matcher(cell.text()).lookingAt()).isPresent()) {
            String fact = column.object().map(Cell::text).orElse("");
            return wrong(
                    within.get(),
                    "pattern-below-a-fact",
                    "Here stands what is asked of '" + fact + "' above, not a pattern of its own.",
                    "Write such as city == $param; or leave the cell above empty for a whole pattern.");
        }
        return alone.isEmpty()
                || LINE.matcher(alone.get().text()).lookingAt()
                || wrong(
                        alone.get(),
                        "column-without-fact",
                        "Nothing says of which fact this is asked.",
                        "Write it in the cell above, such as $c : Client; for several columns merge that cell over them "
                                + "(in CSV write $c : Client... in each).");
    }

    private boolean isNoFact(Headed column) {
        return column.object()
                .filter(cell -> cell.kind() != Cell.Kind.ERROR && !GLOBALS.contains(cell.text()))
                .map(cell -> wrong(
                        cell,
                        "action-of-a-fact",
                        "Above an action stands segments, campaigns, tags or nothing.",
                        "Leave the cell empty, and merge the fact over CONDITION columns only."))
                .orElse(true);
    }

    private boolean namesMetadata(Headed column) {
        return column.snippet()
                .filter(cell -> !METADATA.matcher(cell.text()).matches())
                .map(cell -> wrong(
                        cell, "metadata", "Metadata is a name, and a value in brackets.", "For example: owner($param)"))
                .orElse(true);
    }

    private boolean cellsReadable(Headed column) {
        return Stream.of(column.object(), column.snippet())
                .flatMap(Optional::stream)
                .map(this::isReadable)
                .reduce(true, Boolean::logicalAnd);
    }

    /** Of merged cells the first is told of. */
    private boolean isReadable(Cell cell) {
        Optional<HeadText.Mistake> mistake = HeadText.mistake(cell, bound);
        if (cell.isFirst()) {
            mistake.ifPresent(what -> wrong(cell, what.code(), what.message(), what.hint()));
        }
        return mistake.isEmpty();
    }

    private boolean wrong(Cell cell, String code, String message, String hint) {
        problems.error(sheet, cell, code, message, hint);
        return false;
    }
}
