package io.regulars.rules.tables;

import io.regulars.facts.Unit;
import io.regulars.facts.Vocabulary;
import io.regulars.rules.drl.SpokenUnit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes what a cell holds as one literal of DRL, whatever it is: a number, a text in quotes, a date, true, false or null. So no
 * cell can say anything else. What looks like something else than it would be is refused, or warned of where it could be meant.
 */
final class CellLiterals {
    private static final String LEAVE_EMPTY = "If it does not matter, leave the cell empty.";
    /** What is longer is not looked into; nobody writes a number or a list of towns so. */
    private static final int LONGEST = 300;

    private static final Pattern WITH_A_UNIT = Pattern.compile("(-?\\d+(?:[.,]\\d+)?)\\s*(\\p{L}[\\p{L} .]*)");
    private static final Pattern PLAIN_NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final Pattern MONTH_AND_DAY = Pattern.compile("\\d{4}-(\\d{2}-\\d{2})");

    private final Sheet sheet;
    private final TableProblems problems;
    private final Numbers numbers;

    CellLiterals(Sheet sheet, TableProblems problems, Numbers numbers) {
        this.sheet = sheet;
        this.problems = problems;
        this.numbers = numbers;
    }

    /** The literal for a cell, or for one of the values in it. */
    String literal(String text, Cell cell, Place place) throws Unclear {
        boolean whole = text.equals(cell.text());
        Cell.Kind kind = whole || cell.kind().isText() ? cell.kind() : Cell.Kind.ENTRY;
        if (place.use() == Place.Use.ACTION) {
            refuseNoName(cell, text);
        }
        return switch (kind) {
            case NUMBER -> place.isText() && !cell.shown().equals(text) ? QuotedTexts.quoted(cell.shown()) : text;
            case PERCENT -> {
                Numbers.refusePercent(cell.shown(), cell.shown(), place);
                yield text;
            }
            case FLAG -> text;
            case DATE -> day(cell, place);
            case TIME -> throw time(cell, place);
            case ERROR -> throw Unclear.of(text);
            case ENTRY, TEXT -> written(text, cell, place, kind);
        };
    }

    /** The literal for a cell whose head names a property alone. */
    String plain(Cell cell, Place place) throws Unclear {
        if (cell.kind().isText() && (place.isNumber() || place.isDay()) && Range.isForeign(cell.text())) {
            throw new Unclear(
                    "'" + cell.text() + "' is no range as it is written here.",
                    "Write " + Range.rewritten(cell.text()) + ".");
        }
        return literal(cell.text(), cell, place);
    }

    /** The bounds of a range with literals for values; one that begins behind its end is refused. */
    List<Range.Bound> inOrder(Range range, Cell cell, Place place) throws Unclear {
        var bounds = new ArrayList<Range.Bound>();
        for (Range.Bound bound : range.bounds()) {
            String literal = literal(bound.value(), cell, place);
            if (place.isNumber() && literal.startsWith("\"")) {
                throw new Unclear(
                        "'" + bound.value() + "' in '" + cell.text() + "' is no number.", "Write 2..60 or >= 3.");
            }
            bounds.add(new Range.Bound(bound.operator(), literal));
        }
        if (bounds.size() == 2) {
            int order = order(bounds.getFirst().value(), bounds.getLast().value());
            boolean both = bounds.getFirst().operator().equals(">=")
                    && bounds.getLast().operator().equals("<=");
            if (order > 0 || order == 0 && !both) {
                throw new Unclear("Nothing lies in '" + cell.text() + "'.", "The lesser value comes first: 2..60.");
            }
        }
        return bounds;
    }

    private static int order(String from, String to) {
        boolean numbers =
                PLAIN_NUMBER.matcher(from).matches() && PLAIN_NUMBER.matcher(to).matches();
        return numbers ? new BigDecimal(from).compareTo(new BigDecimal(to)) : from.compareTo(to);
    }

    /** The text between the quotes that the snippet has opened. */
    String inQuotes(String text, Cell cell, Place place) throws Unclear {
        if (cell.kind() == Cell.Kind.ERROR) {
            throw Unclear.of(cell.text());
        }
        String shown = text.equals(cell.text()) ? cell.shown() : text;
        if (place.use() == Place.Use.METADATA) {
            return QuotedTexts.escaped(shown);
        }
        if (isQuoted(shown)) {
            problems.warning(
                    sheet,
                    cell,
                    "needless-quotes",
                    "The quotes of " + TextShape.shortened(shown) + " are left out: the head has its own.",
                    "Write the text without quotes here.");
            return QuotedTexts.escaped(unquoted(shown));
        }
        if (place.use() == Place.Use.ACTION) {
            refuseNoName(cell, shown);
        } else {
            refusePlaceholder(cell, shown, place);
            refuseKind(cell, place);
        }
        shape(shown, cell, place);
        return QuotedTexts.escaped(shown);
    }

    /** Of what is no text a spreadsheet keeps another value than it shows. */
    private void refuseKind(Cell cell, Place place) throws Unclear {
        if (place.isText() && cell.kind() == Cell.Kind.DATE) {
            day(cell, place);
        } else if (place.isText() && cell.kind() == Cell.Kind.TIME) {
            throw time(cell, place);
        }
    }

    /** Refuses what says no in a cell that is only asked whether it is filled, and tells what is not used. */
    void mark(Cell cell, boolean acts) throws Unclear {
        String does = acts ? "does" : "asks";
        if (cell.kind() == Cell.Kind.ERROR) {
            throw Unclear.of(cell.text());
        }
        if (CellWords.isNo(cell.shown()) || CellWords.isNo(cell.text())) {
            throw new Unclear(
                    "no-mark",
                    "'" + cell.shown() + "' would be a mark as good as any: the column " + does
                            + " the same whatever its cells hold.",
                    "An empty cell " + (acts ? "does" : "asks") + " it not; write X to " + (acts ? "do" : "ask")
                            + " it.");
        }
        if (!CellWords.isYes(cell.text())) {
            problems.warning(
                    sheet,
                    cell,
                    "unused-value",
                    "The column has no place for '" + TextShape.shortened(cell.shown()) + "': it " + does
                            + " the same whatever its cells hold.",
                    "Write X, or put $param into the head where the value belongs.");
        }
    }

    private String day(Cell cell, Place place) throws Unclear {
        if (place.isText()) {
            Matcher date = MONTH_AND_DAY.matcher(cell.text());
            throw new Unclear(
                    "wrong-type",
                    "The cell is a date, " + cell.text() + ", but '" + place.asked() + "' is a text.",
                    place.asked().endsWith("birthday") && date.matches()
                            ? "Format it as text, and write month and day: " + date.group(1) + "."
                            : "Format the cell as text, and write it as your data have it.");
        }
        if (place.isNumber()) {
            throw new Unclear(
                    "wrong-type",
                    "The cell is a date, " + cell.text() + ", but '" + place.asked() + "' is a number.",
                    "Write the number, and format the cell as one.");
        }
        if (!cell.shown().equals(cell.text())) {
            problems.warning(
                    sheet,
                    cell,
                    "time-of-a-date",
                    "The time in " + cell.shown() + " is not used: dates are whole days.",
                    "Write the date alone: " + cell.text() + ".");
        }
        return QuotedTexts.quoted(cell.text());
    }

    private static Unclear time(Cell cell, Place place) {
        boolean hour = place.unit().filter(unit -> unit == Unit.HOUR_OF_DAY).isPresent();
        String asked = place.property() == null ? "" : ", but " + place.isWhat();
        return new Unclear(
                "wrong-type",
                "The cell is a time, " + cell.text() + asked + ".",
                hour
                        ? "Write the hour as a number: "
                                + Integer.parseInt(cell.text().split(":", 2)[0]) + "."
                        : "Write it as a number or a text, and format the cell as such.");
    }

    private String written(String text, Cell cell, Place place, Cell.Kind kind) throws Unclear {
        if (isQuoted(text)) {
            return QuotedTexts.quoted(unquoted(text));
        }
        if (place.use() == Place.Use.METADATA) {
            return numbers.read(text, place).orElse(QuotedTexts.quoted(text));
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.equals("true") || lower.equals("false")) {
            return lower;
        }
        if (text.equals("null")) {
            if (place.isText()) {
                problems.warning(
                        sheet,
                        cell,
                        "null-value",
                        "'null' asks about clients of whom '" + place.asked() + "' is not known.",
                        LEAVE_EMPTY);
            }
            return text;
        }
        refusePlaceholder(cell, text, place);
        if (text.length() > LONGEST) {
            return QuotedTexts.quoted(text);
        }
        if (place.isText()) {
            boolean digits =
                    kind == Cell.Kind.ENTRY && numbers.read(text, UNKNOWN).isPresent();
            if (digits && !place.isClosed()) {
                return numbers.read(text, UNKNOWN).orElse(text);
            }
            refuseDateOfBirthday(text, place);
            shape(text, cell, place);
            return QuotedTexts.quoted(text);
        }
        if (place.isNumber() || place.isDay()) {
            refuseOtherForms(text, place);
        }
        Optional<String> number = numbers.read(text, place);
        if (number.isPresent()) {
            warnOfCurrency(text, number.get(), cell);
            return number.get();
        }
        String date = Dates.read(text);
        if (place.isNumber()) {
            refuseNoNumber(text, date, place);
        } else if (place.property() == null && place.use() == Place.Use.CONDITION) {
            refuseProperty(text);
        }
        return QuotedTexts.quoted(date);
    }

    /** Amounts are of the business's own currency, which a table does not know; the euro is what most of them have. */
    private void warnOfCurrency(String text, String number, Cell cell) {
        Numbers.currency(text)
                .filter(currency -> !currency.equals("€") && !currency.equals("EUR"))
                .ifPresent(currency -> problems.warning(
                        sheet,
                        cell,
                        "currency",
                        "'" + text + "' is taken as " + number + " in the business's own currency, whatever it is.",
                        "Write the amount in that currency, as a number alone."));
    }

    private static final Place UNKNOWN = new Place(Place.Use.CONDITION, "", null, "", false);

    private static void refuseDateOfBirthday(String text, Place place) throws Unclear {
        Matcher date = MONTH_AND_DAY.matcher(place.asked().endsWith("birthday") ? Dates.read(text) : "");
        if (date.matches()) {
            throw new Unclear(
                    "'" + text + "' is a date of one year, which no birthday is.",
                    "Write month and day: " + date.group(1) + ".");
        }
    }

    /** What is a number or a date for a person, but not for a column that has its operator in the head. */
    private static void refuseOtherForms(String text, Place place) throws Unclear {
        if (Range.isMeant(text)) {
            String plain = place.asked().isEmpty() ? "visits" : place.asked();
            throw new Unclear(
                    "'" + text + "' is a range or holds an operator, but the head has one already.",
                    "Write one value; or name only '" + plain + "' in the head, and 2..60, >= 3 or < 5 in its cells.");
        }
        if (!place.isList() && text.matches("\\S+(,\\s+\\S+)+")) {
            throw new Unclear(
                    "'" + text + "' holds several values, but the column takes one.",
                    "For one of several write " + place.asked() + " in ($param) into the head; for a range only '"
                            + place.asked() + "', and 2..60 in the cell.");
        }
    }

    private static void refuseNoNumber(String text, String date, Place place) throws Unclear {
        Matcher unit = WITH_A_UNIT.matcher(text);
        if (unit.matches() && !text.matches("0x.*")) {
            throw new Unclear(
                    "'" + text + "' is more than a number.",
                    "Write the number alone: " + numberMeant(unit, place) + ".");
        }
        if (text.matches("\\d{1,2}:\\d{2}(:\\d{2})?")) {
            boolean hour = place.unit().filter(of -> of == Unit.HOUR_OF_DAY).isPresent();
            throw new Unclear(
                    "'" + text + "' is a time, but '" + place.asked() + "' is a number.",
                    hour ? "Write the hour: " + Integer.parseInt(text.split(":", 2)[0]) + "." : "Write a number.");
        }
        if (Dates.is(date)) {
            throw new Unclear(
                    "wrong-type",
                    "'" + text + "' is a date, but '" + place.asked() + "' is a number.",
                    "Write a number.");
        }
        refuseProperty(text);
    }

    /** {@code 2 weeks} of what is in days are 14. */
    private static String numberMeant(Matcher withUnit, Place place) {
        String number = withUnit.group(1).replace(',', '.');
        return place.unit()
                .flatMap(unit -> SpokenUnit.in(unit, new BigDecimal(number), withUnit.group(2)))
                .orElse(number);
    }

    private static void refuseProperty(String text) throws Unclear {
        String name = text.replaceFirst("^\\$\\w+\\.", "").replaceFirst("\\(.*", "");
        boolean property = text.matches("(\\$\\w+\\.)?\\w+(\\(.*\\))?")
                && Vocabulary.types().values().stream()
                        .anyMatch(type -> type.property(name).isPresent());
        if (property) {
            throw new Unclear(
                    "'" + text + "' is a property; a cell holds a value, never a property.",
                    "Compare the two in the head, such as visits > bookings, and mark the rows with X.");
        }
    }

    /** In a text, in a number, in a date: what holds the place of nothing. */
    private void refusePlaceholder(Cell cell, String text, Place place) throws Unclear {
        boolean surely = place.isPattern() ? text.matches("[-–—*?]") : CellWords.saysNothing(text);
        boolean perhaps = CellWords.saysAnything(text);
        if (place.property() == null && place.asked().isEmpty() && !surely) {
            return;
        }
        if (surely || perhaps && !place.isText()) {
            throw new Unclear(
                    "placeholder",
                    "'" + text + "' would be asked for as it stands here.",
                    LEAVE_EMPTY
                            + (place.isText() && !place.inQuotes()
                                    ? " If that text is meant, put it in quotes: \"" + text + "\"."
                                    : ""));
        }
        if (perhaps && !place.isClosed()) {
            problems.warning(sheet, cell, "placeholder", "'" + text + "' is asked for as it stands here.", LEAVE_EMPTY);
        }
    }

    /** In an action: what is no name of a segment, a campaign, a tag. */
    private void refuseNoName(Cell cell, String text) throws Unclear {
        boolean letter = text.matches("\\p{L}");
        if (letter && !text.matches("[xXyYnN]")) {
            return;
        }
        if (CellWords.isNo(text) && !letter) {
            throw new Unclear(
                    "placeholder",
                    "'" + text + "' would be the name that is given.",
                    "If the row is to do nothing here, leave the cell empty.");
        }
        if (CellWords.isYes(text) || CellWords.isNo(text) || CellWords.saysAnything(text)) {
            problems.warning(
                    sheet,
                    cell,
                    "placeholder",
                    "'" + text + "' is the name that is given.",
                    "Write the name that is meant; if the row is to do nothing here, leave the cell empty.");
        }
    }

    private void shape(String text, Cell cell, Place place) throws Unclear {
        if (!place.isPattern() && text.length() <= LONGEST) {
            TextShape.doubt(text, place)
                    .ifPresent(doubt -> problems.warning(sheet, cell, "list-as-text", doubt.message(), doubt.hint()));
        }
    }

    /** Refuses a list that has something around it, and one of numbers whose commas have two readings. */
    void refuseUnclearList(Cell cell, List<String> values, Place place) throws Unclear {
        if (cell.kind().isText() && !place.isNumber()) {
            TextShape.refuseAroundList(cell.text(), place);
        }
        if (cell.kind().isText() && (place.isNumber() || place.property() == null)) {
            numbers.refuseUnclearList(cell.text(), values, place);
        }
    }

    private static boolean isQuoted(String text) {
        return text.length() > 1
                && text.startsWith("\"")
                && text.endsWith("\"")
                && !text.substring(1, text.length() - 1).replace("\"\"", "").contains("\"");
    }

    private static String unquoted(String text) {
        return text.substring(1, text.length() - 1).replace("\"\"", "\"");
    }
}
