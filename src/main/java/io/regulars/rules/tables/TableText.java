package io.regulars.rules.tables;

import io.regulars.rules.drl.DrlReader;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.tables.literal.Place;
import io.regulars.rules.tables.sheet.Cell;
import io.regulars.rules.tables.sheet.Sheet;
import io.regulars.rules.tree.Position;
import io.regulars.rules.tree.Rule;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** A table file written out as DRL, with the cell that each part of the text comes from. */
public final class TableText {
    /** Where a part of the text comes from. */
    private record Origin(Sheet sheet, Cell cell, boolean ofRow) {}

    private final String file;
    private final int row;
    private final StringBuilder text = new StringBuilder();
    private final NavigableMap<Integer, Origin> origins = new TreeMap<>();

    TableText(String file) {
        this(file, 0);
    }

    private TableText(String file, int row) {
        this.file = file;
        this.row = row;
    }

    /** That of one row, whose cells are told apart from the head's. */
    static TableText ofRow(int row) {
        return new TableText("", row);
    }

    TableText add(String part, Sheet sheet, Cell from) {
        origins.put(text.length(), new Origin(sheet, from, from.row() == row));
        text.append(part);
        return this;
    }

    /** Adds all of another, each part from where it comes. */
    void add(TableText other) {
        int shift = text.length();
        other.origins.forEach((offset, origin) -> origins.put(shift + offset, origin));
        text.append(other.text);
    }

    /** Its rules, each part at the cell it comes from. */
    List<Rule> rules(DrlReader reader) {
        return reader.read(file, text.toString(), this::at);
    }

    /** The text as a rule file. */
    public RuleFile drl() {
        return new RuleFile(file, text.toString());
    }

    /** The cell that a part of the text comes from, and that of the first value in it. */
    private Optional<Position> at(int start, int end) {
        Map.Entry<Integer, Origin> first = origins.floorEntry(start);
        if (first == null) {
            return Optional.empty();
        }
        Position place = position(first.getValue());
        if (first.getValue().ofRow()) {
            return Optional.of(place);
        }
        return Optional.of(origins.subMap(start, end).values().stream()
                .filter(Origin::ofRow)
                .findFirst()
                .map(value -> isOneText(start, end) ? position(value) : place.with(position(value)))
                .orElse(place));
    }

    /** {@code "LV-$param"}: the quotes are the head's, but what they hold is the cell's. */
    private boolean isOneText(int start, int end) {
        return end - start > 1
                && end <= text.length()
                && text.charAt(start) == '"'
                && text.charAt(end - 1) == '"'
                && Place.quoteIsOpen(text.substring(start, end - 1))
                && text.substring(start + 1, end - 1).replace("\\\"", "").indexOf('"') < 0;
    }

    private Position position(Origin origin) {
        Cell cell = origin.cell;
        return Position.ofCell(file, origin.sheet.name(), cell.row(), cell.column(), cell.name());
    }
}
