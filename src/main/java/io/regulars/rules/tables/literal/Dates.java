package io.regulars.rules.tables.literal;

import io.regulars.rules.tables.sheet.Unclear;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads dates as people write them: {@code 2026-11-22}, {@code 22.11.2026}, {@code 22-Nov-2026}, {@code 22/11/2026}. */
public final class Dates {
    private static final Pattern SLASHED = Pattern.compile("(\\d{1,2})[/-](\\d{1,2})[/-](\\d{4})");
    private static final Pattern DOTTED = Pattern.compile("(\\d{1,2})\\.\\s?(\\d{1,2})\\.\\s?(\\d{4})\\.?");
    private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})");

    private static final DateTimeFormatter NAMED_MONTH = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("d-MMM-uuuu")
            .toFormatter(Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT);

    private Dates() {}

    /** A date as 2026-11-22; the text itself if it is none. */
    public static String read(String text) throws Unclear {
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
                return slashed(text, slashed);
            }
            if (text.matches("\\d{1,2}[- ][A-Za-z]{3}[- ]\\d{4}")) {
                return LocalDate.parse(text.replace(' ', '-'), NAMED_MONTH).toString();
            }
            return text;
        } catch (DateTimeException e) {
            throw new Unclear("'" + text + "' is not a date.", "Write year, month and day: 2026-11-22.");
        }
    }

    /** Whether it is written as one. */
    public static boolean is(String date) {
        return date.matches("\\d{4}-\\d{2}-\\d{2}");
    }

    private static String slashed(String text, Matcher slashed) throws Unclear {
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

    private static String day(String year, String month, String day) {
        return LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day))
                .toString();
    }
}
