package io.regulars.rules.tables;

import io.regulars.rules.tables.literal.Dates;
import io.regulars.rules.tables.literal.QuotedTexts;
import io.regulars.rules.tables.sheet.Cell;
import io.regulars.rules.tables.sheet.CellWords;
import io.regulars.rules.tables.sheet.Sheet;
import io.regulars.rules.tables.sheet.TableProblems;
import io.regulars.rules.tables.sheet.Unclear;
import java.util.Optional;

/** Reads the cells that say how a row's rule runs; what cannot be read is told at its cell, and empty. */
final class RowAttributes {
    private static final String LEAVE_EMPTY = "If it does not matter, leave the cell empty.";

    private final Sheet sheet;
    private final TableProblems problems;

    RowAttributes(Sheet sheet, TableProblems problems) {
        this.sheet = sheet;
        this.problems = problems;
    }

    /** A whole number. */
    Optional<String> priority(Cell value) {
        if (value.text().matches("-?\\d{1,9}") && value.kind() != Cell.Kind.PERCENT) {
            return Optional.of(value.text());
        }
        boolean nothing = CellWords.saysNothing(value.text()) || CellWords.saysAnything(value.text());
        return wrong(
                value,
                "priority",
                "'" + value.shown() + "' is not a whole number.",
                nothing ? LEAVE_EMPTY : "For example: 10");
    }

    /** Yes or no. */
    Optional<String> enabled(Cell value) {
        if (!CellWords.saysNothing(value.text())) {
            if (CellWords.isYes(value.text())) {
                return Optional.of("true");
            }
            if (CellWords.isNo(value.text())) {
                return Optional.of("false");
            }
        }
        return wrong(
                value,
                "enabled",
                "'" + value.shown() + "' says neither yes nor no.",
                "Write yes or no; the rule of an empty cell runs.");
    }

    /** A name. */
    Optional<String> group(Cell value) {
        if (CellWords.isNo(value.text()) || CellWords.saysAnything(value.text())) {
            return wrong(
                    value,
                    "placeholder",
                    "'" + value.shown() + "' would be the name of a group, of whose rows one counts.",
                    "If the row is in no group, leave the cell empty.");
        }
        boolean quoted = value.text().matches("\"[^\"]+\"");
        return Optional.of(QuotedTexts.quoted(
                quoted ? value.text().substring(1, value.text().length() - 1) : value.shown()));
    }

    /** A date. */
    Optional<String> date(Cell value) {
        try {
            return Optional.of(QuotedTexts.quoted(day(value)));
        } catch (Unclear e) {
            problems.unclear(sheet, value, e);
            return Optional.empty();
        }
    }

    private static String day(Cell value) throws Unclear {
        if (CellWords.saysNothing(value.text()) || CellWords.saysAnything(value.text())) {
            throw new Unclear("not-a-date", "'" + value.shown() + "' is not a date.", LEAVE_EMPTY);
        }
        String what = switch (value.kind()) {
            case NUMBER, PERCENT -> "a number";
            case TIME -> "a time";
            case FLAG -> "true or false";
            default -> value.text().matches("-?[\\d.,]+%?") && !Dates.is(Dates.read(value.text())) ? "a number" : "";
        };
        if (!what.isEmpty()) {
            throw new Unclear(
                    "not-a-date",
                    "The cell holds " + value.shown() + ", " + what + ", where a date is needed.",
                    "Write year, month and day: 2026-11-22"
                            + (value.kind() == Cell.Kind.ENTRY ? "." : ", or format the cell as a date."));
        }
        String day = value.kind() == Cell.Kind.DATE ? value.text() : Dates.read(value.text());
        if (!Dates.is(day)) {
            throw new Unclear(
                    "not-a-date",
                    "'" + value.text() + "' is not a date.",
                    "Write year, month and day: \"2026-11-22\".");
        }
        return day;
    }

    private Optional<String> wrong(Cell value, String code, String message, String hint) {
        problems.error(sheet, value, code, message, hint);
        return Optional.empty();
    }
}
