package io.regulars.rules.tables;

import io.regulars.rules.tables.TableHead.Headed;
import io.regulars.rules.tables.literal.CellLiterals;
import io.regulars.rules.tables.literal.Place;
import io.regulars.rules.tables.literal.Range;
import io.regulars.rules.tables.sheet.Cell;
import io.regulars.rules.tables.sheet.CellWords;
import io.regulars.rules.tables.sheet.Sheet;
import io.regulars.rules.tables.sheet.Unclear;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands in a table's head above the cells of a column, into which each cell's value is put.
 * <pre>
 *   visits                    with 3      → visits == 3
 *   visits                    with 2..60  → visits >= 2, visits &lt;= 60
 *   visits >=                 with 3      → visits >= 3
 *   spend >= $1, spend &lt; $2   with 0,100  → spend >= 0, spend &lt; 100
 *   city in ($param)          with A, B   → city in ("A", "B")
 *   forall(||){tags contains $}  with a,b → tags contains "a" || tags contains "b"
 *   booked("massage")         with X      → booked("massage")
 * </pre>
 */
final class Template {
    private static final Pattern PLACE = Pattern.compile("\\$param\\b|\\$(\\d{1,2})");
    private static final Pattern EACH = Pattern.compile("forall\\s*\\(([^)]*)\\)\\s*\\{([^}]*)\\}");
    /** Operators of others, so that what is told of them has a value to show. */
    private static final String SPOKEN =
            "\\b(?i:(?:i?like|is(?: not)?|equals?(?: to)?|eq|at least|at most|(?:more|less|greater|fewer) than|before|after"
                    + "|(?:starts?|ends?|begins?) ?with|not_?in|nin|not in|in|includes?))";

    private static final Pattern OPERATOR = Pattern.compile("(==|!=|<=|>=|<|>|[=≥≤≠~]|" + SPOKEN
            + "|\\b(contains|excludes|matches|memberOf|soundslike|in)|str\\s*\\[\\s*\\w+\\s*\\])\\s*$");
    private static final String READ = "(\\$\\w+\\s*\\.\\s*)?[A-Za-z_]\\w*(\\s*\\([^()]*\\))?";
    private static final Pattern PLAIN =
            Pattern.compile("(" + READ + "(\\s*[-+*/]\\s*" + READ + ")*)(\\s+\\$param)?\\s*");

    private static final int LONGEST_PLAIN = 300;
    private static final int LONGEST_RANGE = 100;

    private final Cell cell;
    private final Place.Use use;
    private final String object;
    private final String text;
    private final Form form;
    private final List<Place> places = new ArrayList<>();

    private enum Form {
        /** A property without an operator. */
        PLAIN,
        /** With places for values. */
        FILLED,
        /** The same once for each value. */
        EACH,
        /** What any value in the cell switches on. */
        CONSTANT
    }

    private Template(Cell cell, Place.Use use, String object) {
        this.cell = cell;
        this.use = use;
        this.object = object;
        Matcher plain = PLAIN.matcher(cell.text());
        boolean asks = use == Place.Use.CONDITION;
        if (asks && EACH.matcher(cell.text()).find()) {
            this.form = Form.EACH;
            this.text = cell.text();
        } else if (asks && cell.text().length() <= LONGEST_PLAIN && plain.matches() && isPlain(plain)) {
            this.form = Form.PLAIN;
            this.text = plain.group(1).strip();
            places.add(place(text + " ==", ""));
        } else {
            this.text = completed(cell.text(), asks);
            this.form = PLACE.matcher(text).find() ? Form.FILLED : Form.CONSTANT;
            Matcher found = PLACE.matcher(text);
            while (found.find()) {
                places.add(place(text.substring(0, found.start()), text.substring(found.end())));
            }
        }
    }

    /** That of a column; empty if the column only names a fact. */
    static Optional<Template> of(Headed column) {
        Place.Use use = column.is(Column.CONDITION)
                ? Place.Use.CONDITION
                : column.is(Column.ACTION) ? Place.Use.ACTION : Place.Use.METADATA;
        String object = column.object().map(Cell::text).orElse("");
        return column.snippet().map(snippet -> new Template(snippet, use, object));
    }

    /** A property, of whatever kind; one with arguments that is true or false is a condition of its own. */
    private boolean isPlain(Matcher plain) {
        boolean bare = plain.group(1).matches("(\\$\\w+\\.)?\\w+");
        return bare
                || plain.group().endsWith("$param")
                || !place(plain.group(1) + " ==", "").isFlag() && !isOneCall(plain);
    }

    /** A call of something that the vocabulary does not have. */
    private boolean isOneCall(Matcher plain) {
        return plain.group(1).matches(READ) && place(plain.group(1) + " ==", "").property() == null;
    }

    private Place place(String before, String after) {
        return Place.of(use, object, before, after);
    }

    private static String completed(String text, boolean asks) {
        if (!asks || PLACE.matcher(text).find() || !OPERATOR.matcher(text).find()) {
            return text;
        }
        return text.matches("(?si).*(\\b|_|\\bnot|\\bn)in\\s*") ? text + " ($param)" : text + " $param";
    }

    /** Whether the column takes no value, and any in a cell switches it on. */
    boolean isConstant() {
        return form == Form.CONSTANT;
    }

    /** What its values are for. */
    List<Place> places() {
        return List.copyOf(places);
    }

    /** Whether a cell holds one value, so that a comma in it does not separate. */
    boolean takesOne() {
        return form == Form.PLAIN
                || form == Form.FILLED
                        && !text.matches("(?s).*\\$\\d.*")
                        && !places.getFirst().isList();
    }

    /** Writes it with a cell's value. */
    void write(Sheet sheet, Cell value, CellLiterals values, TableText to) throws Unclear {
        switch (form) {
            case PLAIN -> plain(sheet, value, values, to);
            case FILLED -> fill(sheet, value, values, to);
            case EACH -> forEach(sheet, value, values, to);
            case CONSTANT -> {
                if (use != Place.Use.METADATA) {
                    values.mark(value, use == Place.Use.ACTION);
                }
                to.add(text, sheet, cell);
            }
        }
    }

    private void plain(Sheet sheet, Cell value, CellLiterals values, TableText to) throws Unclear {
        Place place = places.getFirst();
        Optional<Range> range = Optional.empty();
        if (value.kind().isText()
                && value.text().length() <= LONGEST_RANGE
                && !place.isText()
                && !place.isFlag()
                && !CellWords.saysNothing(value.text())) {
            range = Range.of(value.text());
        }
        if (range.isEmpty()) {
            to.add(text + " == ", sheet, cell);
            to.add(values.plain(value, place), sheet, value);
            return;
        }
        String before = "";
        for (Range.Bound bound : values.inOrder(range.get(), value, place)) {
            to.add(before + text + " " + bound.operator() + " ", sheet, cell);
            to.add(bound.value(), sheet, value);
            before = ", ";
        }
    }

    private void forEach(Sheet sheet, Cell value, CellLiterals values, TableText to) throws Unclear {
        Matcher each = EACH.matcher(text);
        if (!each.find()) {
            throw new IllegalStateException("no template for each value: " + text);
        }
        String separator = each.group(1).isBlank() || each.group(1).equals(",") ? "," : " " + each.group(1) + " ";
        to.add(text.substring(0, each.start()), sheet, cell);
        boolean alternatives = separator.contains("||");
        to.add(alternatives ? "( " : "", sheet, cell);
        List<String> split = split(value);
        String[] parts = each.group(2).split("\\$", -1);
        for (int i = 0; i < split.size(); i++) {
            to.add(i == 0 ? "" : separator, sheet, cell);
            for (int part = 0; part < parts.length; part++) {
                if (part > 0) {
                    Place place = place(text.substring(0, each.start()) + parts[part - 1], parts[part]);
                    to.add(literal(split.get(i), value, values, place), sheet, value);
                }
                to.add(parts[part], sheet, cell);
            }
        }
        to.add(alternatives ? " )" : "", sheet, cell);
        to.add(text.substring(each.end()), sheet, cell);
    }

    private void fill(Sheet sheet, Cell value, CellLiterals values, TableText to) throws Unclear {
        Matcher found = PLACE.matcher(text);
        List<String> split = split(value);
        refuseTooMany(split);
        int from = 0;
        for (int i = 0; found.find(); i++) {
            Place place = places.get(i);
            to.add(text.substring(from, found.start()), sheet, cell);
            String number = found.group(1);
            if (number != null) {
                to.add(literal(numbered(Integer.parseInt(number), split), value, values, place), sheet, value);
            } else if (place.isList() && !place.inQuotes()) {
                values.refuseUnclearList(value, split, place);
                var options = new ArrayList<String>();
                for (String option : split) {
                    options.add(literal(option, value, values, place));
                }
                to.add(String.join(", ", options), sheet, value);
            } else {
                to.add(literal(value.text(), value, values, place), sheet, value);
            }
            from = found.end();
        }
        to.add(text.substring(from), sheet, cell);
    }

    private static String numbered(int number, List<String> split) throws Unclear {
        if (number < 1 || number > split.size()) {
            throw new Unclear(
                    "The column needs at least " + number + " values here, separated by commas; there are "
                            + split.size() + ".",
                    "Write for example: 10, 20");
        }
        return split.get(number - 1);
    }

    /** Values without a place would be dropped. */
    private void refuseTooMany(List<String> split) throws Unclear {
        int most = 0;
        Matcher found = PLACE.matcher(text);
        while (found.find()) {
            if (found.group(1) == null) {
                return;
            }
            most = Math.max(most, Integer.parseInt(found.group(1)));
        }
        if (split.size() > most) {
            boolean list = places.stream().anyMatch(Place::isList);
            throw new Unclear(
                    "The column takes " + most + (most == 1 ? " value" : " values") + "; there are " + split.size()
                            + ".",
                    list
                            ? "For any number of values write in ($param) into the head."
                            : "Commas separate the values, so a decimal number has a point: 1.5, 2.5");
        }
    }

    private static String literal(String text, Cell value, CellLiterals values, Place place) throws Unclear {
        return place.inQuotes() ? values.inQuotes(text, value, place) : values.literal(text, value, place);
    }

    /** Values between commas, except inside quotes; what is no text is one value. */
    private static List<String> split(Cell cell) {
        String text = cell.text();
        if (!cell.kind().isText()) {
            return List.of(text);
        }
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
