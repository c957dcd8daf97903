package io.regulars.rules.model;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One sheet of a table file, as a grid shows it. Rows and columns count from 1.
 *
 * @param name null in a CSV file, which is a sheet by itself
 * @param rows the last row that holds something
 * @param columns the last column that does
 * @param tables the decision tables in it
 * @param cells those that hold something, row by row
 */
@Schema(name = "TableSheet")
public record TableSheet(@Nullable String name, int rows, int columns, List<Block> tables, List<Filled> cells) {
    public TableSheet {
        tables = List.copyOf(tables);
        cells = List.copyOf(cells);
    }

    /**
     * One decision table.
     *
     * @param row of its {@code RuleTable} cell, as its column
     * @param firstRule the row below its titles
     * @param lastRule the last row that can be a rule of it; before the first, if there is none
     * @param columns from left to right
     * @param rules the rows that are rules
     */
    @Schema(name = "DecisionTable")
    public record Block(
            String name, int row, int column, int firstRule, int lastRule, List<Kind> columns, List<Row> rules) {
        public Block {
            columns = List.copyOf(columns);
            rules = List.copyOf(rules);
        }
    }

    /**
     * What a column is for.
     *
     * @param kind CONDITION, ACTION, NAME … ; as it is written if there is no such kind
     * @param of the fact that it asks of, or what it does something with; empty where it says none
     * @param asks what is asked or done, with {@code $param} for the cell's value
     * @param title for people
     */
    @Schema(name = "DecisionTableColumn")
    public record Kind(int column, String kind, String of, String asks, String title) {}

    /**
     * A row that is a rule.
     *
     * @param drl a rule that holds for whom the row holds, if it asks of clients alone; null if it asks something else
     */
    @Schema(name = "DecisionTableRow")
    public record Row(int row, @Nullable String drl) {}

    /**
     * A cell that holds something.
     *
     * @param shown what a spreadsheet shows, and what writes it again: 80%, 2026-11-22
     * @param kind ENTRY of a CSV file; TEXT, NUMBER, PERCENT, FLAG, DATE, TIME or ERROR
     * @param computed whether a formula says it, which a value would replace
     * @param across how many columns it is merged over
     * @param down how many rows it is merged over
     */
    @Schema(name = "TableCell")
    public record Filled(
            int row, int column, String cell, String shown, String kind, boolean computed, int across, int down) {}
}
