package io.regulars.rules.tables;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes what a cell holds as one literal of DRL, whatever it is: a number, a text in quotes, a date, true, false or null. So
 * no cell can say anything else.
 */
final class Literals {
    private static final Pattern CURRENCY =
            Pattern.compile("^(?:[$€£¥₽₺]|[A-Z]{3}(?=\\s*[\\d-]))\\s*|\\s*(?:[$€£¥₽₺]|(?<=\\d)\\s?[A-Z]{3})$");
    private static final Pattern PLAIN = Pattern.compile("-?\\d{1,15}(\\.\\d{1,10})?");
    private static final Pattern COMMA = Pattern.compile("-?\\d{1,3}(\\.\\d{3})*,\\d{1,10}|-?\\d{1,15},\\d{1,10}");
    private static final Pattern GROUPED = Pattern.compile("-?\\d{1,3}([,' \\u00a0]\\d{3})+(\\.\\d{1,10})?");
    private static final Pattern SLASHED = Pattern.compile("(\\d{1,2})[/-](\\d{1,2})[/-](\\d{4})");
    private static final Pattern DOTTED = Pattern.compile("(\\d{1,2})\\.\\s?(\\d{1,2})\\.\\s?(\\d{4})\\.?");
    private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})");

    private static final DateTimeFormatter NAMED_MONTH = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("d-MMM-uuuu")
            .toFormatter(Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT);

    private Literals() {}

    /** A cell's value that has two readings, or none. */
    static final class Unclear extends Exception {
        final String hint;

        Unclear(String message, String hint) {
            super(message, null, false, false);
            this.hint = hint;
        }

        /** A formula without a value, or an error. */
        static Unclear of(String error) {
            return new Unclear("The cell holds " + error + ".", "Mend the formula, or write the value.");
        }
    }

    /** The literal for a value as it stands in a cell. */
    static String of(String text, Cell.Kind kind) throws Unclear {
        return switch (kind) {
            case NUMBER, FLAG -> text;
            case DATE -> quoted(text);
            case TEXT -> typed(text);
            case ERROR -> throw Unclear.of(text);
        };
    }

    /** In quotes, with what would end or change them escaped. */
    static String quoted(String text) {
        return "\"" + escaped(text) + "\"";
    }

    /** As it stands between quotes of a template. */
    static String escaped(String text) {
        var escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> escaped.append("\\\\");
                case '"' -> escaped.append("\\\"");
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                default -> escaped.appendCodePoint(Character.isISOControl(c) ? ' ' : c);
            }
        });
        return escaped.toString();
    }

    private static String typed(String text) throws Unclear {
        if (text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")) {
            return quoted(text.substring(1, text.length() - 1).replace("\"\"", "\""));
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.equals("true") || lower.equals("false") || text.equals("null")) {
            return lower;
        }
        String number = number(text);
        return number.isEmpty() ? quoted(date(text)) : number;
    }

    /** A number with a decimal point; empty if the text is none. */
    private static String number(String text) throws Unclear {
        boolean percent = text.endsWith("%");
        String bare = CURRENCY.matcher(
                        percent ? text.substring(0, text.length() - 1).strip() : text)
                .replaceAll("")
                .strip();
        String plain;
        if (PLAIN.matcher(bare).matches()) {
            plain = bare;
        } else if (bare.matches("-?\\d{1,3},\\d{3}")) {
            throw new Unclear(
                    "'" + text + "' may be a thousand or a decimal number.", "Write 1234 or 1.234 without a comma.");
        } else if (COMMA.matcher(bare).matches()) {
            plain = bare.replace(".", "").replace(',', '.');
        } else if (GROUPED.matcher(bare).matches()) {
            plain = bare.replaceAll("[,' \\u00a0]", "");
        } else {
            return "";
        }
        return percent ? new BigDecimal(plain).movePointLeft(2).toPlainString() : plain;
    }

    /** A date as 2026-11-22; the text itself if it is none. */
    private static String date(String text) throws Unclear {
        try {
            Matcher first = YEAR_FIRST.matcher(text);
            if (first.matches()) {
                return day(first.group(1), first.group(2), first.group(3));
            }
            Matcher dotted = DOTTED.matcher(text);
            if (dotted.matches()) {
                return day(dotted.group(3), dotted.group(2), dotted.group(1));
            }
            Matcher slashed = SLASHED.matcher(text);
            if (slashed.matches()) {
                int one = Integer.parseInt(slashed.group(1));
                int two = Integer.parseInt(slashed.group(2));
                if (one <= 12 && two <= 12 && one != two) {
                    throw new Unclear(
                            "'" + text + "' is one of two dates.",
                            "Write " + day(slashed.group(3), slashed.group(2), slashed.group(1)) + " or "
                                    + day(slashed.group(3), slashed.group(1), slashed.group(2)) + ".");
                }
                return one > 12
                        ? day(slashed.group(3), slashed.group(2), slashed.group(1))
                        : day(slashed.group(3), slashed.group(1), slashed.group(2));
            }
            if (text.matches("\\d{1,2}[- ][A-Za-z]{3}[- ]\\d{4}")) {
                return LocalDate.parse(text.replace(' ', '-'), NAMED_MONTH).toString();
            }
            return text;
        } catch (DateTimeException e) {
            throw new Unclear("'" + text + "' is not a date.", "Write year, month and day: 2026-11-22.");
        }
    }

    private static String day(String year, String month, String day) {
        return LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day))
                .toString();
    }
}
