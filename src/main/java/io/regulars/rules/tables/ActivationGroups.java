package io.regulars.rules.tables;

import io.regulars.platform.text.NearestName;
import io.regulars.rules.tables.TableHead.Headed;
import io.regulars.rules.tables.sheet.Cell;
import io.regulars.rules.tables.sheet.Sheet;
import io.regulars.rules.tables.sheet.TableProblems;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The activation groups that the tables of a file name: one of a single row, or in two spellings, decides nothing. */
final class ActivationGroups {
    private final TableProblems problems;
    private final Map<String, Cell> spelt = new HashMap<>();

    ActivationGroups(TableProblems problems) {
        this.problems = problems;
    }

    /** Looks at those of one table. */
    void check(Sheet sheet, List<Headed> columns, List<Integer> rows, RuleSetArea ruleSet) {
        Optional<Headed> column = columns.stream()
                .filter(each -> each.is(Column.ACTIVATION_GROUP))
                .findFirst();
        if (column.isEmpty()) {
            return;
        }
        List<Cell> cells = rows.stream()
                .flatMap(row -> sheet.cell(row, column.get().number()).stream())
                .toList();
        boolean some = cells.size() < rows.size()
                && ruleSet.otherwise(Column.ACTIVATION_GROUP).isEmpty();
        Map<String, Long> rowsOf =
                cells.stream().collect(Collectors.groupingBy(ActivationGroups::key, Collectors.counting()));
        for (Cell cell : cells) {
            Cell before = spelt.putIfAbsent(key(cell), cell);
            boolean otherwise = before != null && !before.text().equals(cell.text());
            if (otherwise) {
                problems.warning(
                        sheet,
                        cell,
                        "group-spelling",
                        "The group '" + cell.text() + "' is another than '" + before.text() + "' in " + before.name()
                                + ".",
                        "Write one name everywhere if they are to be one group.");
            } else if (some && rowsOf.getOrDefault(key(cell), 0L) == 1) {
                problems.warning(
                        sheet,
                        cell,
                        "group-of-one",
                        "Only this row is in the group '" + cell.text() + "'; rows with an empty cell are in none.",
                        "Fill the cell in each row, or write ACTIVATION-GROUP and the name above the table.");
            } else {
                meant(cell, rowsOf)
                        .ifPresent(name -> problems.warning(
                                sheet,
                                cell,
                                "group-spelling",
                                "Only this row is in the group '" + cell.text() + "', and several are in '" + name
                                        + "'.",
                                "Did you mean '" + name + "'?"));
            }
        }
    }

    /** The group of several rows that a row alone in its group was probably meant for; groups that are numbered are told apart. */
    private static Optional<String> meant(Cell cell, Map<String, Long> rowsOf) {
        String key = key(cell);
        if (rowsOf.getOrDefault(key, 0L) != 1) {
            return Optional.empty();
        }
        List<String> larger = rowsOf.entrySet().stream()
                .filter(each -> each.getValue() > 1)
                .map(Map.Entry::getKey)
                .filter(other -> !other.replaceAll("\\d", "").equals(key.replaceAll("\\d", "")))
                .sorted()
                .toList();
        return NearestName.of(key, larger);
    }

    private static String key(Cell cell) {
        return cell.text().toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", " ");
    }
}
