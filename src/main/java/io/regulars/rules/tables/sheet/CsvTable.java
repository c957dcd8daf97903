package io.regulars.rules.tables.sheet;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.regulars.rules.model.RuleFile;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads a CSV file: with comma, semicolon or tab between the cells, whichever is most used outside quotes. */
public final class CsvTable {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** A row of kinds of columns with bars between them. */
    private static final Pattern BARS = Pattern.compile(
            "(?im)^[\\s\"|]*(condition|action|name|priority)\\s*\\|\\s*(condition|action|name|priority)");

    private CsvTable() {}

    /** The one sheet of a CSV file; none, if it cannot be read. */
    public static List<Sheet> read(RuleFile file, TableProblems problems) {
        String text =
                file.content().startsWith(BYTE_ORDER_MARK) ? file.content().substring(1) : file.content();
        if (text.indexOf('\uFFFD') >= 0 || text.chars().filter(c -> c == 0).count() > text.length() / 3) {
            problems.error(
                    file.path(),
                    "encoding",
                    "The file is not written in UTF-8, so that its letters cannot be told.",
                    "Save it as CSV UTF-8, or as .xlsx.");
            return List.of();
        }
        if (BARS.matcher(text).find()) {
            problems.error(
                    file.path(),
                    "separator",
                    "The cells are separated by '|'.",
                    "Put commas, semicolons or tabs between them.");
            return List.of();
        }
        char separator = separator(text);
        if (!CsvQuotes.sound(file.path(), text, separator, problems)) {
            return List.of();
        }
        var cells = new ArrayList<Cell>();
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(false)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)) {
            int row = 0;
            for (CsvRecord line : reader) {
                row++;
                for (int column = 0; column < line.getFieldCount(); column++) {
                    String field = CellText.clean(line.getField(column));
                    if (!field.isEmpty()) {
                        cells.add(new Cell(
                                row, column + 1, field, CellWords.isError(field) ? Cell.Kind.ERROR : Cell.Kind.ENTRY));
                    }
                }
                if (cells.size() > Sheet.MOST_CELLS) {
                    problems.error(
                            file.path(),
                            "table-too-large",
                            "A table file has at most " + Sheet.MOST_CELLS + " cells.",
                            "Split the table.");
                    return List.of();
                }
            }
        } catch (CsvParseException | java.io.IOException | java.io.UncheckedIOException e) {
            problems.error(
                    file.path(),
                    "unreadable-table",
                    "The file cannot be read as CSV: " + e.getMessage(),
                    "Save it as CSV with UTF-8 and close every quote.");
            return List.of();
        }
        return List.of(Sheet.of(file.path(), null, spread(cells)));
    }

    static char separator(String text) {
        int[] counts = new int[3];
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted) {
                int which = ",;\t".indexOf(c);
                if (which >= 0) {
                    counts[which]++;
                }
            }
        }
        return counts[2] > counts[1] && counts[2] > counts[0] ? '\t' : counts[1] > counts[0] ? ';' : ',';
    }

    /** Three points behind a word; those behind a number are no more than that. */
    private static boolean goesOn(String text) {
        return text.endsWith("...") && text.chars().anyMatch(c -> Character.isLetter(c) || c == ')');
    }

    /** CSV has no merged cells; Drools writes them as {@code Client...} in each. */
    private static List<Cell> spread(List<Cell> cells) {
        var spread = new ArrayList<Cell>(cells.size());
        for (Cell cell : cells) {
            if (!goesOn(cell.text())) {
                spread.add(cell);
                continue;
            }
            String text = cell.text().substring(0, cell.text().length() - 3).strip();
            Cell before = spread.isEmpty() ? cell : spread.getLast();
            boolean goesOn = before != cell
                    && before.row() == cell.row()
                    && before.column() == cell.column() - 1
                    && before.text().equals(text);
            spread.add(new Cell(cell.row(), cell.column(), text, cell.kind())
                    .spread(cell.row(), cell.column(), goesOn ? before.merged() : cell.column(), cell.row()));
        }
        return spread;
    }
}
