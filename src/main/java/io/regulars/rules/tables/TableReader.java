package io.regulars.rules.tables;

import io.regulars.rules.drl.DrlReader;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.tables.literal.Numbers;
import io.regulars.rules.tables.sheet.Cell;
import io.regulars.rules.tables.sheet.CsvTable;
import io.regulars.rules.tables.sheet.Sheet;
import io.regulars.rules.tables.sheet.TableProblems;
import io.regulars.rules.tables.sheet.Workbook;
import io.regulars.rules.tree.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    private static final int MOST_TABLES = 500;

    /** Templates take time that grows faster than they do. */
    private static final int LONGEST_CELL = 10_000;

    private static final Pattern NAMED_FACT = Pattern.compile("\\(\\s*([A-Z]\\w*)\\s+(\\$\\w+)\\s*\\)");
    private static final Pattern FACT = Pattern.compile("(\\$\\w+\\s*:\\s*)?[A-Z]\\w*\\s*(\\(.*\\))?", Pattern.DOTALL);

    private final DiagnosticCollector all;
    private final TableProblems problems;

    public TableReader(DiagnosticCollector problems) {
        this.all = problems;
        this.problems = new TableProblems(problems, new ArrayList<>());
    }

    /** Whether a file holds tables, by its name. */
    public static boolean holdsTables(RuleFile file) {
        String path = file.path().toLowerCase(Locale.ROOT);
        return path.endsWith(".csv") || path.endsWith(".xlsx") || path.endsWith(".xls");
    }

    /** The rules of a file's tables, each part at the cell it comes from. */
    public List<Rule> rules(RuleFile file, DrlReader reader) {
        problems.warnings().clear();
        List<Rule> rules = read(file).rules(reader);
        if (all.errors().stream().noneMatch(error -> error.file().equals(file.path()))) {
            problems.warnings().forEach(all::add);
        }
        return rules;
    }

    /** The file's sheets; none if it cannot be read, which is reported. */
    List<Sheet> sheets(RuleFile file) {
        return isCsv(file) ? CsvTable.read(file, problems) : new Workbook(file, problems).read();
    }

    static boolean isCsv(RuleFile file) {
        return file.path().toLowerCase(Locale.ROOT).endsWith(".csv");
    }

    /** Where the tables of a sheet lie. */
    static List<TableArea> areas(Sheet sheet) {
        return TableArea.of(sheet, starts(sheet));
    }

    /** The file's tables as DRL; what cannot be read is reported and left out. */
    public TableText read(RuleFile file) {
        List<Sheet> sheets = sheets(file);
        boolean found = false;
        var tables = new ArrayList<Table>();
        for (Sheet sheet : sheets) {
            List<Cell> starts = starts(sheet);
            boolean bounded = isBounded(sheet, starts);
            found |= !starts.isEmpty() || !bounded;
            if (bounded) {
                tables.addAll(tables(sheet, starts));
            }
        }
        if (!found && !sheets.isEmpty()) {
            problems.error(
                    file.path(),
                    "no-table",
                    "There is no table in the file.",
                    sheets.stream().flatMap(sheet -> sheet.cells().stream()).anyMatch(TableReader::isMeantToStart)
                            ? "A table begins with the word RuleTable, in one, and its name."
                            : "A table begins with a cell 'RuleTable' and its name.");
        }
        var text = new TableText(file.path());
        var numbers = new Numbers(tables.stream().anyMatch(Table::hasDecimalCommas));
        var groups = new ActivationGroups(problems);
        tables.forEach(table -> table.write(text, numbers, groups));
        return text;
    }

    private static List<Cell> starts(Sheet sheet) {
        return sheet.cells().stream()
                .filter(TableReader::startsTable)
                .limit(MOST_TABLES + 1L)
                .toList();
    }

    private boolean isBounded(Sheet sheet, List<Cell> starts) {
        Optional<Cell> tooLong = sheet.cells().stream()
                .filter(cell -> cell.text().length() > LONGEST_CELL)
                .findFirst();
        if (tooLong.isPresent()) {
            problems.error(
                    sheet,
                    tooLong.get(),
                    "cell-too-long",
                    "A cell has at most " + LONGEST_CELL + " characters; this one has "
                            + tooLong.get().text().length() + ".",
                    "Shorten it; a quote that is not closed makes one cell of all that follows.");
            return false;
        }
        if (starts.size() > MOST_TABLES) {
            problems.error(
                    sheet,
                    starts.getLast(),
                    "table-too-large",
                    "A sheet has at most " + MOST_TABLES + " tables; this is one more.",
                    "Put them into several files.");
            return false;
        }
        return true;
    }

    private List<Table> tables(Sheet sheet, List<Cell> starts) {
        int first = starts.stream().mapToInt(Cell::row).min().orElse(0);
        RuleSetArea ruleSet = RuleSetArea.of(sheet, first, problems);
        return TableArea.of(sheet, starts).stream()
                .filter(table -> !coversItsHead(sheet, table.start()) && !namesItsFact(sheet, table))
                .map(table -> new Table(sheet, table, ruleSet, problems))
                .toList();
    }

    /** {@code RuleTable Care (Client $c)}, as the oldest tables name their fact; then no row does, and all that follows is off by one. */
    private boolean namesItsFact(Sheet sheet, TableArea table) {
        Cell start = table.start();
        Matcher named = NAMED_FACT.matcher(start.text());
        boolean missing = sheet.row(start.row() + 2).stream()
                .noneMatch(cell -> FACT.matcher(cell.text()).matches());
        boolean wrong = named.find() && missing;
        if (wrong) {
            problems.error(
                    sheet,
                    start,
                    "fact-in-the-name",
                    "The fact '" + named.group() + "' stands beside the table's name.",
                    "Write " + named.group(2) + " : " + named.group(1)
                            + " into a row of its own below CONDITION, merged over the columns that ask of it (in CSV "
                            + named.group(2) + " : " + named.group(1) + "... in each).");
        }
        return wrong;
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

    private static boolean isMeantToStart(Cell cell) {
        return cell.text().toLowerCase(Locale.ROOT).matches("(?s)(rule|decision)[\\s_-]*tables?\\b.*");
    }

    /** A merged cell starts one table, however many cells it covers. */
    private static boolean startsTable(Cell cell) {
        return cell.text().toLowerCase(Locale.ROOT).startsWith("ruletable") && cell.isFirst();
    }
}
