package io.regulars.rules.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands in a table's head above the cells of a column, into which each cell's value is put.
 * <pre>
 *   visits                    with 3      → visits == 3
 *   visits >=                 with 3      → visits >= 3
 *   spend >= $1, spend &lt; $2   with 0,100  → spend >= 0, spend &lt; 100
 *   city in ($param)          with A, B   → city in ("A", "B")
 *   forall(||){tags contains $}  with a,b → tags contains "a" || tags contains "b"
 * </pre>
 */
record Template(Cell cell, boolean asks) {
    private static final Pattern PLACE = Pattern.compile("\\$param\\b|\\$(\\d{1,2})");
    private static final Pattern EACH = Pattern.compile("forall\\s*\\(([^)]*)\\)\\s*\\{([^}]*)\\}");
    private static final Pattern OPERATOR = Pattern.compile(
            "(==|!=|<=|>=|<|>|\\b(contains|excludes|matches|memberOf|soundslike|in)|str\\s*\\[\\s*\\w+\\s*\\])\\s*$");

    /** Writes it with a cell's value. */
    void write(Sheet sheet, Cell value, TableText to) throws Literals.Unclear {
        String text = cell.text();
        if (!asks) {
            fill(text, sheet, value, to);
            return;
        }
        Matcher each = EACH.matcher(text);
        if (each.find()) {
            forEach(text, each, sheet, value, to);
        } else if (PLACE.matcher(text).find()) {
            fill(text, sheet, value, to);
        } else if (OPERATOR.matcher(text).find()) {
            boolean list = text.matches("(?s).*\\bin\\s*");
            fill(list ? text + " ($param)" : text + " $param", sheet, value, to);
        } else if (text.contains("(") || text.contains(" ")) {
            // a condition of its own, switched on by any value in the cell
            to.add(text, sheet, cell);
        } else {
            fill(text + " == $param", sheet, value, to);
        }
    }

    private void forEach(String text, Matcher each, Sheet sheet, Cell value, TableText to) throws Literals.Unclear {
        String separator = each.group(1).isBlank() || each.group(1).equals(",") ? "," : " " + each.group(1) + " ";
        to.add(text.substring(0, each.start()), sheet, cell);
        boolean alternatives = separator.contains("||");
        to.add(alternatives ? "( " : "", sheet, cell);
        List<String> values = split(value.text());
        for (int i = 0; i < values.size(); i++) {
            to.add(i == 0 ? "" : separator, sheet, cell);
            String[] parts = each.group(2).split("\\$", -1);
            for (int part = 0; part < parts.length; part++) {
                if (part > 0) {
                    to.add(value(values.get(i), value, parts[part - 1]), sheet, value);
                }
                to.add(parts[part], sheet, cell);
            }
        }
        to.add(alternatives ? " )" : "", sheet, cell);
        to.add(text.substring(each.end()), sheet, cell);
    }

    private void fill(String text, Sheet sheet, Cell value, TableText to) throws Literals.Unclear {
        Matcher places = PLACE.matcher(text);
        List<String> values = split(value.text());
        int from = 0;
        while (places.find()) {
            String before = text.substring(0, places.start());
            to.add(text.substring(from, places.start()), sheet, cell);
            String number = places.group(1);
            if (number != null) {
                int index = Integer.parseInt(number) - 1;
                if (index < 0 || index >= values.size()) {
                    throw new Literals.Unclear(
                            "The column needs at least " + number + " values here, separated by commas; there are "
                                    + values.size() + ".",
                            "Write for example: 10, 20");
                }
                to.add(value(values.get(index), value, before), sheet, value);
            } else if (before.matches("(?s).*\\bin\\s*\\(\\s*")) {
                var options = new ArrayList<String>();
                for (String option : values) {
                    options.add(value(option, value, before));
                }
                to.add(String.join(", ", options), sheet, value);
            } else {
                to.add(value(value.text(), value, before), sheet, value);
            }
            from = places.end();
        }
        to.add(text.substring(from), sheet, cell);
    }

    /** A literal; where the template has opened quotes, the text between them. */
    private static String value(String text, Cell cell, String before) throws Literals.Unclear {
        if (quoteIsOpen(before)) {
            return Literals.escaped(text);
        }
        boolean whole = text.equals(cell.text());
        return Literals.of(text, whole ? cell.kind() : Cell.Kind.TEXT);
    }

    private static boolean quoteIsOpen(String text) {
        boolean open = false;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == '"') {
                open = !open;
            }
        }
        return open;
    }

    /** Values between commas, except inside quotes. */
    private static List<String> split(String text) {
        var values = new ArrayList<String>();
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '"') {
                quoted = !quoted;
            } else if (text.charAt(i) == ',' && !quoted) {
                values.add(text.substring(from, i).strip());
                from = i + 1;
            }
        }
        values.add(text.substring(from).strip());
        return values;
    }
}
