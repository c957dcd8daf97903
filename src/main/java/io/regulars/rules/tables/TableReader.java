package io.regulars.rules.tables;

import io.regulars.rules.RuleFile;
import io.regulars.rules.check.Problems;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the decision tables of a file, and writes their rows out as DRL.
 * <pre>
 *   RuleTable Offers
 *   NAME      CONDITION            CONDITION   ACTION
 *             $c : Client          (merged)
 *             spendInLast(90) >=   city        tags.add($c, "$param");
 *   Name      Spent at least       City        Offer
 *   gold      500                  Riga        gold-offer
 * </pre>
 */
public final class TableReader {
    static final int MOST_CELLS = 50_000;
    private static final int MOST_TABLES = 500;

    /** Templates take time that grows faster than they do. */
    private static final int LONGEST_CELL = 10_000;

    private final TableProblems problems;

    public TableReader(Problems problems) {
        this.problems = new TableProblems(problems);
    }

    /** Whether a file holds tables, by its name. */
    public static boolean holdsTables(RuleFile file) {
        String path = file.path().toLowerCase(Locale.ROOT);
        return path.endsWith(".csv") || path.endsWith(".xlsx") || path.endsWith(".xls");
    }

    /** The file's tables as DRL; what cannot be read is reported and left out. */
    public TableText read(RuleFile file) {
        List<Sheet> sheets = file.path().toLowerCase(Locale.ROOT).endsWith(".csv")
                ? CsvTable.read(file, problems)
                : new Workbook(file, problems).read();
        var text = new TableText(file.path());
        boolean found = false;
        for (Sheet sheet : sheets) {
            Optional<Cell> tooLong = sheet.cells().stream()
                    .filter(cell -> cell.text().length() > LONGEST_CELL)
                    .findFirst();
            if (tooLong.isPresent()) {
                found = true;
                problems.error(
                        sheet,
                        tooLong.get(),
                        "cell-too-long",
                        "A cell has at most " + LONGEST_CELL + " characters; this one has "
                                + tooLong.get().text().length() + ".",
                        "Shorten it; a quote that is not closed makes one cell of all that follows.");
                continue;
            }
            List<Cell> starts = sheet.cells().stream()
                    .filter(TableReader::startsTable)
                    .limit(MOST_TABLES + 1L)
                    .toList();
            found |= !starts.isEmpty();
            if (starts.size() > MOST_TABLES) {
                problems.error(
                        sheet,
                        starts.getLast(),
                        "table-too-large",
                        "A sheet has at most " + MOST_TABLES + " tables; this is one more.",
                        "Put them into several files.");
                continue;
            }
            int first = starts.stream().mapToInt(Cell::row).min().orElse(0);
            RuleSetArea ruleSet = RuleSetArea.of(sheet, first, problems);
            for (TableArea table : TableArea.of(sheet, starts)) {
                if (!coversItsHead(sheet, table.start())) {
                    new Table(sheet, table, ruleSet, problems).write(text);
                }
            }
        }
        if (!found && !sheets.isEmpty()) {
            problems.error(
                    file.path(),
                    "no-table",
                    "There is no table in the file.",
                    "A table begins with a cell 'RuleTable' and its name.");
        }
        return text;
    }

    private boolean coversItsHead(Sheet sheet, Cell start) {
        boolean covers = sheet.cell(start.row() + 1, start.column())
                .filter(below -> below.top() == start.row())
                .isPresent();
        if (covers) {
            problems.error(
                    sheet,
                    start,
                    "merged-table-word",
                    "The cell '" + start.text() + "' is merged over the row below it, which says what each column is.",
                    "Merge it over cells of its own row only.");
        }
        return covers;
    }

    /** A merged cell starts one table, however many cells it covers. */
    private static boolean startsTable(Cell cell) {
        return cell.text().toLowerCase(Locale.ROOT).startsWith("ruletable") && cell.isFirst();
    }
}
