package io.regulars.rules.tables.sheet;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;

/**
 * How a workbook shows a number, which tells what it is meant to be.
 * <pre>
 *   46054 as dd.mm.yyyy → the date 2026-02-01      0.8  as 0%    → 80 of a hundred
 *   0.396 as hh:mm      → the time 09:30           1010 as 00000 → 01010
 * </pre>
 *
 * @param code as the workbook has it; what does not matter is left out
 */
record NumberFormat(Sort sort, String code) {
    static final NumberFormat GENERAL = new NumberFormat(Sort.GENERAL, "");
    private static final NumberFormat TEXT = new NumberFormat(Sort.TEXT, "");
    private static final int BUILT_IN_TEXT = 49;

    /** Spreadsheets count days until the end of the year 9999. */
    private static final int DAYS = 2_958_466;

    private static final int LONGEST_CODE = 255;
    private static final int SECONDS_A_DAY = 86_400;
    private static final Pattern ELAPSED = Pattern.compile("\\[[hms]+]", Pattern.CASE_INSENSITIVE);
    private static final Pattern LITERAL = Pattern.compile("\"([^\"]*)\"|\\\\(.)|_.|\\*.|\\[[^\\]]*]");

    enum Sort {
        GENERAL,
        DATE,
        TIME,
        PERCENT,
        /** Digits with zeros before them, and what stands between: a postcode. */
        PADDED,
        /** Whatever is typed is a text; what was a number before stays one. */
        TEXT
    }

    /** Those of a workbook's styles, by their number. */
    static Map<Integer, NumberFormat> of(byte[] styles) throws XMLStreamException {
        Map<String, NumberFormat> own = new HashMap<>();
        Map<Integer, NumberFormat> formats = new HashMap<>();
        int[] style = {-1};
        Xml.each(styles, (name, xml) -> {
            switch (name) {
                case "numFmt" -> own.put(Xml.attribute(xml, "numFmtId"), of(Xml.attribute(xml, "formatCode")));
                case "cellXfs" -> style[0] = 0;
                case "cellStyles" -> style[0] = -1;
                case "xf" -> {
                    if (style[0] >= 0) {
                        String format = Xml.attribute(xml, "numFmtId");
                        formats.put(style[0], own.getOrDefault(format, builtIn(format)));
                        style[0]++;
                    }
                }
                default -> {}
            }
        });
        return formats;
    }

    private static NumberFormat builtIn(String number) {
        int id = number.matches("\\d{1,3}") ? Integer.parseInt(number) : 0;
        if (id >= 14 && id <= 17 || id == 22 || id >= 27 && id <= 36 || id >= 50 && id <= 58) {
            return new NumberFormat(Sort.DATE, "");
        }
        if (id >= 18 && id <= 21 || id >= 45 && id <= 47) {
            return new NumberFormat(Sort.TIME, "");
        }
        if (id == BUILT_IN_TEXT) {
            return TEXT;
        }
        return id == 9 || id == 10 ? new NumberFormat(Sort.PERCENT, "") : GENERAL;
    }

    /** One by its code. */
    static NumberFormat of(String code) {
        if (code.length() > LONGEST_CODE) {
            return GENERAL;
        }
        String first = code.split(";", 2)[0];
        if (ELAPSED.matcher(first).find()) {
            return new NumberFormat(Sort.TIME, "");
        }
        String bare = LITERAL.matcher(first).replaceAll("").toLowerCase(Locale.ROOT);
        if (bare.equals("general") || bare.equals("@")) {
            return bare.equals("@") ? TEXT : GENERAL;
        }
        if (bare.contains("y") || bare.contains("d")) {
            return new NumberFormat(Sort.DATE, "");
        }
        if (bare.contains("h") || bare.contains("s")) {
            return new NumberFormat(Sort.TIME, "");
        }
        if (bare.contains("m")) {
            return new NumberFormat(Sort.DATE, "");
        }
        if (bare.contains("%")) {
            return new NumberFormat(Sort.PERCENT, "");
        }
        return bare.matches("0[-0 /()]*0") ? new NumberFormat(Sort.PADDED, first) : GENERAL;
    }

    /**
     * A cell that holds a number so formatted.
     *
     * @param plain the number in digits
     */
    Cell cell(int row, int column, double value, String plain, boolean from1904) {
        return switch (sort) {
            case GENERAL, TEXT -> new Cell(row, column, plain, Cell.Kind.NUMBER);
            case PERCENT ->
                new Cell(
                        row,
                        column,
                        plain,
                        Cell.Kind.PERCENT,
                        new java.math.BigDecimal(plain)
                                        .movePointRight(2)
                                        .stripTrailingZeros()
                                        .toPlainString() + "%");
            case PADDED -> new Cell(row, column, plain, Cell.Kind.NUMBER, padded(plain));
            case TIME ->
                value < 0 || value >= DAYS
                        ? new Cell(row, column, "a time that no clock shows", Cell.Kind.ERROR)
                        : new Cell(row, column, time(value), Cell.Kind.TIME);
            case DATE -> {
                if (value < 0 || value >= DAYS) {
                    yield new Cell(row, column, "a date that no calendar has", Cell.Kind.ERROR);
                }
                String day = day((long) value, from1904).toString();
                double rest = value - Math.floor(value);
                String shown = rest * SECONDS_A_DAY < 1 ? day : day + " " + time(rest);
                yield new Cell(row, column, day, Cell.Kind.DATE, shown);
            }
        };
    }

    /** The day of a serial number; the usual system counts a 29 February 1900 that never was. */
    private static LocalDate day(long serial, boolean from1904) {
        if (from1904) {
            return LocalDate.of(1904, 1, 1).plusDays(serial);
        }
        return LocalDate.of(1899, 12, serial < 60 ? 31 : 30).plusDays(serial);
    }

    private static String time(double days) {
        long seconds = Math.round(days * SECONDS_A_DAY);
        String minutes = "%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60);
        return seconds % 60 == 0 ? minutes : minutes + ":%02d".formatted(seconds % 60);
    }

    /** The digits laid into the zeros of the code from the right. */
    private String padded(String plain) {
        if (!plain.matches("\\d+")) {
            return plain;
        }
        var shown = new StringBuilder();
        Matcher literal = Pattern.compile(LITERAL.pattern() + "|.").matcher(code);
        int zeros = (int) LITERAL.matcher(code)
                .replaceAll("")
                .chars()
                .filter(c -> c == '0')
                .count();
        String digits = "0".repeat(Math.max(0, zeros - plain.length())) + plain;
        int next = 0;
        while (literal.find()) {
            String part = literal.group();
            if (part.equals("0")) {
                int upTo = next == 0 ? digits.length() - zeros + 1 : next + 1;
                shown.append(digits, next, upTo);
                next = upTo;
            } else if (literal.group(1) != null || literal.group(2) != null) {
                shown.append(literal.group(1) == null ? literal.group(2) : literal.group(1));
            } else if (part.length() == 1) {
                shown.append(part);
            }
        }
        return shown.toString();
    }
}
