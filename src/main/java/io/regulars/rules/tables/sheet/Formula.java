package io.regulars.rules.tables.sheet;

import io.regulars.rules.tables.sheet.RowShift.Rows;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a formula, with the cells that it names.
 *
 * @param home the sheet that it stands in, which is meant where it names none
 */
record Formula(String text, String home) {
    private static final String CELL = "\\$?[A-Za-z]{1,3}\\$?[1-9]\\d{0,6}";
    private static final Pattern NAMED = Pattern.compile("\"(?:[^\"]|\"\")*\"|(?<![\\p{L}\\d_.$'!\\]])"
            + "(?<sheet>(?:'(?:[^']|'')+'|[\\p{L}_][\\p{L}\\d_.]*)!)?"
            + "(?<ref>" + CELL + "(?::" + CELL + ")?|\\$?[A-Za-z]{1,3}:\\$?[A-Za-z]{1,3}|\\$?\\d{1,7}:\\$?\\d{1,7})"
            + "(?![\\p{L}\\d_.(!])");
    private static final Pattern ROW = Pattern.compile("(\\$?)(\\d+)$");
    private static final Pattern PLACE = Pattern.compile("(\\$?)([A-Za-z]{1,3})(\\$?)(\\d+)");
    private static final Pattern FUNCTION = Pattern.compile("[\\p{L}_][\\p{L}\\d_.]*\\(");
    private static final Pattern STRING = Pattern.compile("\"(?:[^\"]|\"\")*\"");

    /** Of these it is not clear which cells they ask. */
    private static final Pattern LOOKING_ELSEWHERE = Pattern.compile("(?i)(INDIRECT|OFFSET|ROWS?|CELL|INFO)\\(");

    /** Of what is left without references, functions and texts: a name, or a part of a table. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}_\\[#]");

    private static final Pattern NO_NAME = Pattern.compile("(?i)\\b(TRUE|FALSE)\\b|\\d(\\.\\d+)?E[-+]?\\d+");
    private static final int LAST_ROW = 1_048_576;

    /** Cells that are others than before. */
    record Change(String sheet, Predicate<Rows> rows, int firstColumn, int lastColumn) {
        /** One cell. */
        static Change of(String sheet, int row, int column) {
            return new Change(sheet, new Rows(row, row)::meet, column, column);
        }
    }

    /** It after the rows of a sheet have gone elsewhere; what is taken out is named #REF!. */
    Formula shifted(String sheet, RowShift shift) {
        return replaced((of, ref) -> of.equalsIgnoreCase(sheet) ? moved(ref, shift) : ref);
    }

    private static String moved(String ref, RowShift shift) {
        Optional<Rows> rows = rows(ref);
        if (rows.isEmpty()) {
            return ref;
        }
        return shift.rows(rows.get()).map(to -> with(ref, to)).orElse("#REF!");
    }

    /** It as it reads that many rows further down and columns to the right, where it is copied to. */
    Formula copied(int down, int right) {
        return replaced((sheet, ref) -> {
            var copied = new StringBuilder();
            Matcher place = PLACE.matcher(ref);
            while (place.find()) {
                int row = Integer.parseInt(place.group(4)) + (place.group(3).isEmpty() ? down : 0);
                int column = Cell.column(place.group(2).toUpperCase(Locale.ROOT))
                        + (place.group(1).isEmpty() ? right : 0);
                place.appendReplacement(
                        copied,
                        Matcher.quoteReplacement(
                                row < 1 || column < 1
                                        ? "#REF!"
                                        : place.group(1) + Cell.letters(column) + place.group(3) + row));
            }
            return place.appendTail(copied).toString();
        });
    }

    /** Whether what it says may be another once cells have changed; so if it is not clear which cells it asks. */
    boolean mayAsk(Change changed) {
        boolean[] asks = {false};
        String rest = replaced((sheet, ref) -> {
                    asks[0] |= sheet.equalsIgnoreCase(changed.sheet)
                            && rows(ref).map(changed.rows::test).orElse(true)
                            && meetsColumns(ref, changed);
                    return "";
                })
                .text;
        String plain = STRING.matcher(rest).replaceAll("");
        String names = NO_NAME.matcher(FUNCTION.matcher(plain).replaceAll("")).replaceAll("");
        return asks[0]
                || LOOKING_ELSEWHERE.matcher(plain).find()
                || NAME.matcher(names).find();
    }

    private static boolean meetsColumns(String ref, Change changed) {
        Matcher letters = Pattern.compile("[A-Za-z]{1,3}").matcher(ref);
        if (!letters.find()) {
            return true;
        }
        int first = Cell.column(letters.group().toUpperCase(Locale.ROOT));
        int last = letters.find() ? Cell.column(letters.group().toUpperCase(Locale.ROOT)) : first;
        return Math.min(first, last) <= changed.lastColumn && changed.firstColumn <= Math.max(first, last);
    }

    private Formula replaced(BiFunction<String, String, String> by) {
        return new Formula(
                NAMED.matcher(text).replaceAll(found -> Matcher.quoteReplacement(replaced(found, by))), home);
    }

    private String replaced(MatchResult found, BiFunction<String, String, String> by) {
        String ref = found.group("ref");
        if (ref == null) {
            return found.group();
        }
        String sheet = found.group("sheet");
        String named = sheet == null
                ? home
                : sheet.substring(0, sheet.length() - 1)
                        .replaceFirst("^'(.*)'$", "$1")
                        .replace("''", "'");
        String to = by.apply(named, ref);
        return (sheet == null || to.isEmpty() ? "" : sheet) + to;
    }

    /** The rows that a reference names: {@code B7}, {@code $B$7:C9}, {@code 7:9}; empty if it names whole columns. */
    static Optional<Rows> rows(String ref) {
        String[] ends = ref.split(":", 2);
        Matcher first = ROW.matcher(ends[0]);
        Matcher last = ROW.matcher(ends[ends.length - 1]);
        if (!first.find() || !last.find()) {
            return Optional.empty();
        }
        int top = Integer.parseInt(first.group(2));
        int bottom = Integer.parseInt(last.group(2));
        return Optional.of(new Rows(Math.min(top, bottom), Math.max(top, bottom)));
    }

    /** A reference to other rows. */
    static String with(String ref, Rows rows) {
        String[] ends = ref.split(":", 2);
        int last = Math.min(rows.last(), LAST_ROW);
        return ends.length == 1 ? with(ref, rows.first()) : with(ends[0], rows.first()) + ":" + with(ends[1], last);
    }

    private static String with(String end, int row) {
        return ROW.matcher(end).replaceFirst("$1" + row);
    }
}
