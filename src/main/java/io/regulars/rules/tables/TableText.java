package io.regulars.rules.tables;

import io.regulars.rules.Diagnostic;
import io.regulars.rules.RuleFile;
import io.regulars.rules.tree.Position;
import io.regulars.rules.tree.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A table file written out as DRL, with the cell that each part of the text comes from. */
public final class TableText {
    /** Where a part of the text comes from. */
    private record Origin(Sheet sheet, Cell cell) {}

    private final String file;
    private final StringBuilder text = new StringBuilder();
    private final List<Integer> lines = new ArrayList<>(List.of(0));
    private final NavigableMap<Integer, Origin> origins = new TreeMap<>();

    TableText(String file) {
        this.file = file;
    }

    TableText add(String part, Sheet sheet, Cell from) {
        origins.put(text.length(), new Origin(sheet, from));
        for (int i = 0; i < part.length(); i++) {
            if (part.charAt(i) == '\n') {
                lines.add(text.length() + i + 1);
            }
        }
        text.append(part);
        return this;
    }

    /** Adds all of another, each part from where it comes. */
    void add(TableText other) {
        int shift = text.length();
        other.origins.forEach((offset, origin) -> origins.put(shift + offset, origin));
        other.lines.stream().skip(1).forEach(line -> lines.add(shift + line));
        text.append(other.text);
    }

    /** The text as a rule file. */
    public RuleFile drl() {
        return new RuleFile(file, text.toString());
    }

    /** What was found in the text, told of the cell. */
    public Diagnostic place(Diagnostic found) {
        Origin origin = origin(found.line(), found.column());
        return origin == null
                ? found
                : new Diagnostic(
                        file,
                        origin.cell.row(),
                        origin.cell.column(),
                        origin.cell.row(),
                        origin.cell.column(),
                        origin.sheet.name(),
                        origin.cell.name(),
                        found.code(),
                        found.severity(),
                        found.message(),
                        found.hint(),
                        found.concern());
    }

    /** The cell that a place in the text comes from, with its sheet: {@code [Rules!A6]}. */
    public String cell(Position at) {
        Origin origin = origin(at.line(), at.column());
        if (origin == null) {
            return "line " + at.line();
        }
        String sheet = origin.sheet.name() == null ? "" : origin.sheet.name() + "!";
        return "[" + sheet + origin.cell.name() + "]";
    }

    /** A rule read from the text, with its row and column for line and column. */
    public Rule place(Rule rule) {
        Origin origin = origin(rule.position().line(), rule.position().column());
        if (origin == null) {
            return rule;
        }
        int row = origin.cell.row();
        int column = origin.cell.column();
        return new Rule(
                rule.name(),
                rule.branch(),
                new Position(file, row, column, row, column),
                rule.salience(),
                rule.activationGroup(),
                rule.metadata(),
                rule.when(),
                rule.then());
    }

    private @org.jspecify.annotations.Nullable Origin origin(int line, int column) {
        if (line > lines.size()) {
            return null;
        }
        Map.Entry<Integer, Origin> entry = origins.floorEntry(lines.get(line - 1) + column - 1);
        return entry == null ? null : entry.getValue();
    }
}
