package io.regulars.rules.tables.literal;

import io.regulars.facts.vocabulary.Unit;
import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.rules.drl.meant.SpokenUnit;
import io.regulars.rules.tables.sheet.Cell;
import io.regulars.rules.tables.sheet.CellWords;
import io.regulars.rules.tables.sheet.Sheet;
import io.regulars.rules.tables.sheet.TableProblems;
import io.regulars.rules.tables.sheet.Unclear;
import java.math.BigDecimal;
import java.time.LocalDate;
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
public final class CellLiterals {
    private static final String LEAVE_EMPTY = "If it does not matter, leave the cell empty.";
    /** What is longer is not looked into; nobody writes a number or a list of towns so. */
    private static final int LONGEST = 300;

    private static final Pattern WITH_A_UNIT = Pattern.compile("(-?\\d+(?:[.,]\\d+)?)\\s*(\\p{L}[\\p{L} .]*)");
    /** Ways to say that a number is not quite meant, or is an amount without cents. */
    private static final Pattern ABOUT = Pattern.compile(
            "(?i)(?:(?:~|≈|±|ca\\.?|circa|about|approx\\.?|around|etwa|ungefähr|apm\\.?|aptuveni|около|приблизительно)\\s*)?"
                    + "(-?\\d{1,15}(?:[.,]\\d{1,10})?)(?:[.,](?:-{1,2}|–))?");

    private static final Pattern FORMULA = Pattern.compile("=\\s*[A-Za-z][A-Za-z.]*\\(.*\\)|=\\$?[A-Z]{1,2}\\$?\\d+");
    private static final Pattern DAY_AND_MONTH = Pattern.compile("(0?[1-9]|[12]\\d|3[01])\\.(0?[1-9]|1[0-2])");
    private static final Pattern NOW = Pattern.compile(
            "(?iu)(today|now|yesterday|tomorrow|heute|gestern|šodien|vakar|сегодня|вчера)(\\(\\))?(\\s*[-+]\\s*\\d+)?.*");
    /** The day that spreadsheets count as 0. */
    private static final LocalDate EPOCH = LocalDate.of(1899, 12, 30);

    private static final Pattern PLAIN_NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final Pattern MONTH_AND_DAY = Pattern.compile("\\d{4}-(\\d{2}-\\d{2})");

    private final Sheet sheet;
    private final TableProblems problems;
    private final Numbers numbers;

    /** Writes the cells of one sheet. */
    public CellLiterals(Sheet sheet, TableProblems problems, Numbers numbers) {
        this.sheet = sheet;
        this.problems = problems;
        this.numbers = numbers;
    }

    /** The literal for a cell, or for one of the values in it. */
    public String literal(String text, Cell cell, Place place) throws Unclear {
        boolean whole = text.equals(cell.text());
        Cell.Kind kind = whole || cell.kind().isText() ? cell.kind() : Cell.Kind.ENTRY;
        if (place.use() == Place.Use.ACTION) {
            refuseNoName(cell, text);
            warnOfType(cell);
        }
        return switch (kind) {
            case NUMBER -> {
                if (place.isText() && cell.shown().equals(text)) {
                    problems.unclear(sheet, cell, noText(cell, "a number", place));
                }
                yield place.isText() ? QuotedTexts.quoted(cell.shown()) : text;
            }
            case PERCENT -> {
                Numbers.refusePercent(cell.shown(), cell.shown(), place);
                yield text;
            }
            case FLAG -> {
                if (place.isText() && place.use() == Place.Use.CONDITION) {
                    problems.unclear(sheet, cell, noText(cell, "true or false", place));
                    yield QuotedTexts.quoted(text);
                }
                yield text;
            }
            case DATE -> day(cell, place);
            case TIME -> throw time(cell, place);
            case ERROR -> throw Unclear.of(text);
            case ENTRY, TEXT -> written(text, cell, place, kind);
        };
    }

    /** Of a workbook, where a cell has a type: what it is compared with is a text. */
    private static Unclear noText(Cell cell, String what, Place place) {
        String operator = place.operator().isEmpty() ? "==" : place.operator();
        return new Unclear(
                "wrong-type",
                "The cell is " + what + ", " + cell.text() + ", but '" + place.asked() + "' is a text.",
                "Format the cell as text"
                        + (place.isList()
                                ? "."
                                : ", or write " + place.asked() + " " + operator + " \"$param\" into the head."));
    }

    /** The literal for a cell whose head names a property alone. */
    public String plain(Cell cell, Place place) throws Unclear {
        if (cell.kind().isText() && (place.isNumber() || place.isDay()) && Range.isForeign(cell.text())) {
            throw new Unclear(
                    "'" + cell.text() + "' is no range as it is written here.",
                    "Write " + Range.rewritten(cell.text()) + ".");
        }
        return literal(cell.text(), cell, place);
    }

    /** The bounds of a range with literals for values; one that begins behind its end is refused. */
    public List<Range.Bound> inOrder(Range range, Cell cell, Place place) throws Unclear {
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
    public String inQuotes(String text, Cell cell, Place place) throws Unclear {
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
            warnOfType(cell);
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
    public void mark(Cell cell, boolean acts) throws Unclear {
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
        if (FORMULA.matcher(text).matches()) {
            throw new Unclear(
                    "'" + text + "' is a formula, which nothing computes here.", "Write what comes out of it.");
        }
        if (place.isFlag() && (CellWords.isYes(text) || CellWords.isNo(text))) {
            problems.unclear(
                    sheet,
                    cell,
                    new Unclear(
                            "wrong-type",
                            "'" + text + "' is a text, but '" + place.asked() + "' is true or false.",
                            "Write " + CellWords.isYes(text) + "."));
            return String.valueOf(CellWords.isYes(text));
        }
        if (place.isText()) {
            boolean digits =
                    kind == Cell.Kind.ENTRY && numbers.read(text, UNKNOWN).isPresent();
            if (digits && !place.isClosed()) {
                problems.unclear(sheet, cell, digits(text, place));
                return QuotedTexts.quoted(text);
            }
            refuseDateOfBirthday(text, place);
            shape(text, cell, place);
            return QuotedTexts.quoted(text);
        }
        if (place.isNumber() || place.isDay()) {
            refuseOtherForms(text, place);
        }
        if (place.isDay()) {
            refuseNoDay(text, place);
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
            refuseSpan(text, place);
        }
        return QuotedTexts.quoted(date);
    }

    /** Of a CSV digits are a number, of a text that is made of digits too. */
    private static Unclear digits(String text, Place place) {
        if (place.asked().endsWith("birthday")) {
            Matcher day = DAY_AND_MONTH.matcher(text);
            return new Unclear(
                    "wrong-type",
                    "'" + text + "' reads as a number, but '" + place.asked() + "' is a text.",
                    day.matches()
                            ? "Write month and day: %02d-%02d."
                                    .formatted(Integer.parseInt(day.group(2)), Integer.parseInt(day.group(1)))
                            : "Write month and day, such as 05-17; 05- for May with str[startsWith].");
        }
        return new Unclear(
                "wrong-type",
                "'" + text + "' reads as a number, but '" + place.asked() + "' is a text.",
                place.isList()
                        ? "Put it in straight quotes: \"" + text + "\"."
                        : "Put it in straight quotes, \"" + text + "\", or write " + place.asked() + " "
                                + (place.operator().isEmpty() ? "==" : place.operator())
                                + " \"$param\" into the head.");
    }

    private static void refuseNoDay(String text, Place place) throws Unclear {
        if (text.matches("[345]\\d{4}")) {
            throw new Unclear(
                    "wrong-type",
                    "'" + text + "' is a number, but '" + place.asked() + "' is a date.",
                    "As spreadsheets count days it is " + EPOCH.plusDays(Long.parseLong(text)) + ": write that.");
        }
        if (text.matches("(19|20)\\d{2}")) {
            throw new Unclear(
                    "wrong-type",
                    "'" + text + "' is a year, but '" + place.asked() + "' is a date.",
                    "Write a day: " + text + "-01-01.");
        }
        if (NOW.matcher(text).matches()) {
            throw new Unclear(
                    "'" + text + "' is no date that a cell can hold.",
                    "Ask in the head how many days ago it was, such as daysSinceLastVisit <=.");
        }
    }

    /** {@code visitsInLast($1)} with {@code 3 months}. */
    private static void refuseSpan(String text, Place place) throws Unclear {
        Matcher unit = WITH_A_UNIT.matcher(text);
        Optional<String> days = unit.matches() && place.asked().isEmpty()
                ? SpokenUnit.in(Unit.DAYS, new BigDecimal(unit.group(1).replace(',', '.')), unit.group(2))
                : Optional.empty();
        if (days.isPresent()) {
            throw new Unclear("'" + text + "' is more than a number.", "Write the number alone: " + days.get() + ".");
        }
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
        String several = place.asked() + " in ($param) into the head, and commas between the values.";
        if (text.matches("(?i)\\S*\\d\\s*([;|]|\\s(or|oder|vai|или|ou)\\s)\\s*\\d\\S*")) {
            throw place.isList()
                    ? new Unclear("'" + text + "' is no number.", "Put commas between the values: 100, 200.")
                    : new Unclear("'" + text + "' holds several values, but the column takes one.", "Write " + several);
        }
        Matcher about = ABOUT.matcher(text);
        if (about.matches()) {
            throw new Unclear(
                    "'" + text + "' is more than a number.", "Write the number alone: " + about.group(1) + ".");
        }
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
        if (CellWords.saysOthers(text) && !place.isPattern() && place.property() != null) {
            String hint =
                    "For all others leave the cell empty, and let the rows above go first: Sequential and ACTIVATION-GROUP"
                            + " above the table.";
            if (!place.isText()) {
                throw new Unclear("placeholder", "'" + text + "' would be asked for as it stands here.", hint);
            }
            problems.warning(sheet, cell, "placeholder", "'" + text + "' is asked for as it stands here.", hint);
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

    /** A spreadsheet makes a date of {@code 1-2}, and a time of {@code 9:30}. */
    private void warnOfType(Cell cell) {
        boolean made = cell.kind() == Cell.Kind.DATE || cell.kind() == Cell.Kind.TIME;
        if (made) {
            problems.warning(
                    sheet,
                    cell,
                    "name-of-a-date",
                    "The cell is a " + (cell.kind() == Cell.Kind.DATE ? "date" : "time")
                            + "; the name that is given is '" + cell.shown() + "'.",
                    "If another name was typed, such as 1-2, format the cell as text and type it again.");
        }
    }

    private void shape(String text, Cell cell, Place place) throws Unclear {
        if (!place.isPattern() && text.length() <= LONGEST) {
            TextShape.doubt(text, place)
                    .ifPresent(doubt -> problems.warning(sheet, cell, "list-as-text", doubt.message(), doubt.hint()));
        }
    }

    /** Refuses a list that has something around it, and one of numbers whose commas have two readings. */
    public void refuseUnclearList(Cell cell, List<String> values, Place place) throws Unclear {
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
