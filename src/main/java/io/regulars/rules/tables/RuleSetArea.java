package io.regulars.rules.tables;

import io.regulars.platform.text.NearestName;
import io.regulars.rules.tables.sheet.Cell;
import io.regulars.rules.tables.sheet.Sheet;
import io.regulars.rules.tables.sheet.TableProblems;
import io.regulars.rules.tables.sheet.Unclear;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a sheet says beside its tables, for all of them: a word and, to its right, its values.
 * <pre>
 *   RuleSet          offers
 *   Import           io.regulars.facts.Client, io.regulars.facts.Entered
 *   Variables        io.regulars.facts.Tags tags
 *   Sequential       true
 *   ACTIVATION-GROUP offer
 * </pre>
 * What would be code in Drools is refused; any other text is somebody's note.
 */
final class RuleSetArea {
    private static final Set<String> CODE = Set.of("functions", "queries", "declare");
    private static final Set<String> OTHERS = Set.of(
            "ruleset",
            "import",
            "variables",
            "sequential",
            "sequentialmaxpriority",
            "sequentialminpriority",
            "escapequotes",
            "ignorenumericformat",
            "unit",
            "unitname");
    private static final Set<String> GLOBALS = Set.of("segments", "campaigns", "tags");
    /** What other tables say for it. */
    private static final Set<String> FIRST_MATCH = Set.of(
            "hitpolicy",
            "matchpolicy",
            "firstmatch",
            "firsthit",
            "policy",
            "firstonly",
            "first",
            "unique",
            "stopatfirst",
            "onlyfirst");

    private static final Set<String> TRUE = Set.of("true", "yes", "y", "on");
    private static final Set<String> FALSE = Set.of("false", "no", "n", "off");

    private final Sheet sheet;
    private final TableProblems problems;
    private final Map<Column, Cell> defaults = new EnumMap<>(Column.class);
    private boolean sequential;

    private RuleSetArea(Sheet sheet, TableProblems problems) {
        this.sheet = sheet;
        this.problems = problems;
    }

    /**
     * Reads it: the rows above the first table, and those below one that {@link #holds} tells apart from its rules.
     *
     * @param first the row of the sheet's first table
     */
    static RuleSetArea of(Sheet sheet, int first, TableProblems problems) {
        var area = new RuleSetArea(sheet, problems);
        sheet.rows().forEach((row, cells) -> {
            if (row < first || holds(sheet, row)) {
                cells.values().forEach(area::entry);
            }
        });
        return area;
    }

    /** Whether a row below a table holds such a word: it is the first of the row, and the row above is blank. */
    static boolean holds(Sheet sheet, int row) {
        List<Cell> cells = List.copyOf(sheet.row(row));
        String word = cells.isEmpty() ? "" : word(cells.getFirst());
        return cells.size() > 1 && sheet.row(row - 1).isEmpty() && (CODE.contains(word) || OTHERS.contains(word));
    }

    /** Whether the tables' rows go before each other from the top, whatever their priority. */
    boolean isSequential() {
        return sequential;
    }

    /** What a rule has if its table has no such column, or its cell is empty. */
    Optional<Cell> otherwise(Column column) {
        return Optional.ofNullable(defaults.get(column));
    }

    private static String word(Cell cell) {
        return cell.text().toLowerCase(Locale.ROOT);
    }

    private void entry(Cell cell) {
        List<Cell> values = new ArrayList<>(sheet.row(cell.row()));
        values.removeIf(other -> other.column() <= cell.column());
        if (values.isEmpty()) {
            return;
        }
        Cell value = values.getFirst();
        if (value.kind() == Cell.Kind.ERROR
                && (CODE.contains(word(cell))
                        || OTHERS.contains(word(cell))
                        || Column.of(cell.text()).isPresent())) {
            problems.unclear(sheet, value, Unclear.of(value.text()));
            return;
        }
        switch (word(cell)) {
            case "functions", "queries", "declare", "unit", "unitname" ->
                refuse(cell, "'" + cell.text() + "' is not allowed in a table.", "Use properties of the vocabulary.");
            case "import" -> values.forEach(this::imported);
            case "variables" -> values.forEach(this::variables);
            case "sequential" -> sequential = flag(cell, value);
            case "escapequotes" -> {
                if (!flag(cell, value)) {
                    refuse(value, "Quotes in a cell are always text.", "Leave EscapeQuotes out, or write true.");
                }
            }
            default ->
                Column.of(cell.text())
                        .filter(column -> cell.text().length() > 1)
                        .ifPresentOrElse(column -> attribute(column, cell, value), () -> warnOfNote(cell));
        }
    }

    /** A note that is nearly a word, such as {@code ACTIVATION GROUP}, changes nothing, which nobody sees. */
    private void warnOfNote(Cell cell) {
        if (OTHERS.contains(word(cell)) || Column.of(cell.text()).isPresent()) {
            return;
        }
        String plain = word(cell).replaceAll("[^a-z]", "");
        String hint = FIRST_MATCH.contains(plain)
                ? "That the first row that fits decides is said by Sequential with true, and ACTIVATION-GROUP with a name."
                : words().filter(known ->
                                known.toLowerCase(Locale.ROOT).replace("-", "").equals(plain))
                        .findFirst()
                        .or(() -> plain.length() < 6
                                ? Optional.empty()
                                : NearestName.of(
                                        word(cell).replaceAll("[\\s_:]+", "-"),
                                        words().map(known -> known.toLowerCase(Locale.ROOT))
                                                .toList()))
                        .map(known -> "Did you mean " + known.toUpperCase(Locale.ROOT) + "?")
                        .orElse("");
        if (!hint.isEmpty()) {
            problems.warning(
                    sheet,
                    cell,
                    "word-as-note",
                    "'" + cell.text() + "' is taken for a note, which changes nothing.",
                    hint);
        }
    }

    private static Stream<String> words() {
        return Stream.concat(Stream.of("Sequential", "RuleSet"), Column.words().stream());
    }

    private void imported(Cell value) {
        for (String name : value.text().split(",", 0)) {
            if (!name.strip().matches("io\\.regulars\\.facts\\.[\\w.*]+")) {
                refuse(
                        value,
                        "'import " + name.strip() + "' is not allowed.",
                        "The vocabulary is always in scope; leave it out.");
            }
        }
    }

    private void variables(Cell value) {
        for (String variable : value.text().split(",", 0)) {
            String name = variable.strip().replaceFirst("(?s).*\\s", "");
            if (!GLOBALS.contains(name)) {
                refuse(
                        value,
                        "'global " + name + "' is not allowed.",
                        "There are segments, campaigns and tags, and they are always in scope.");
            }
        }
    }

    private boolean flag(Cell word, Cell value) {
        String written = word(value);
        if (!TRUE.contains(written) && !FALSE.contains(written)) {
            problems.error(
                    sheet, value, "unclear-value", "'" + word.text() + "' is true or false.", "Write true or false.");
        }
        return !FALSE.contains(written);
    }

    private void attribute(Column column, Cell cell, Cell value) {
        switch (column) {
            case PRIORITY, ACTIVATION_GROUP, DATE_EFFECTIVE, DATE_EXPIRES, ENABLED -> defaults.put(column, value);
            case DURATION, TIMER, CALENDARS, AGENDA_GROUP, RULEFLOW_GROUP, AUTO_FOCUS ->
                refuse(
                        cell,
                        "'" + cell.text() + "' is not allowed in a table.",
                        column.instead().orElse(""));
            case NO_LOOP, LOCK_ON_ACTIVE, CONDITION, ACTION, NAME, DESCRIPTION, METADATA -> {}
        }
    }

    private void refuse(Cell cell, String message, String hint) {
        problems.error(sheet, cell, "not-allowed", message, hint);
    }
}
