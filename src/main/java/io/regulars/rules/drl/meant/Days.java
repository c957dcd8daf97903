package io.regulars.rules.drl.meant;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a day is written in rules: {@code 2026-09-04}, or as Drools writes it, {@code 4-Sep-2026}. */
public final class Days {
    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("[uuuu-MM-dd][d-MMM-uuuu]")
            .toFormatter(Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT);
    private static final Pattern DAY_FIRST = Pattern.compile("(\\d{1,2})[./-](\\d{1,2})[./-](\\d{4})");
    private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})[./-](\\d{1,2})[./-](\\d{1,2})(?:[T ].*)?");

    private Days() {}

    /** The day that is written, of the years 1 to 9999; empty if none is. */
    public static Optional<LocalDate> of(String written) {
        try {
            return Optional.of(LocalDate.parse(written, FORMAT)).filter(Days::ofACalendar);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Far enough for whoever means never or for ever. */
    private static boolean ofACalendar(LocalDate day) {
        return day.getYear() >= 1 && day.getYear() <= 9_999;
    }

    /** How a day that is written in some other way is written in rules; empty if it cannot be guessed. */
    static Optional<String> meant(String written) {
        Matcher dayFirst = DAY_FIRST.matcher(written.strip());
        if (dayFirst.matches()) {
            return day(dayFirst.group(3), dayFirst.group(2), dayFirst.group(1))
                    .or(() -> day(dayFirst.group(3), dayFirst.group(1), dayFirst.group(2)));
        }
        Matcher yearFirst = YEAR_FIRST.matcher(written.strip());
        return yearFirst.matches() ? day(yearFirst.group(1), yearFirst.group(2), yearFirst.group(3)) : Optional.empty();
    }

    /** How to write it, for whoever wrote it in some other way. */
    public static String hint(String written) {
        return meant(written).map(day -> "Write \"" + day + "\".").orElse("Write year, month and day: \"2026-11-22\".");
    }

    private static Optional<String> day(String year, String month, String day) {
        try {
            return Optional.of(LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day))
                    .toString());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
