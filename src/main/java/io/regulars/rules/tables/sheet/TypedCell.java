package io.regulars.rules.tables.sheet;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The number that a workbook stores of what somebody typed, which depends on how the cell is formatted.
 * <pre>
 *   500 → 500      80% into a percentage → 0.8      2026-11-22 into a date → 46348      09:30 into a time → 0.395833
 * </pre>
 */
final class TypedCell {
    /** Zeros before it would be lost, so it is a text then. */
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d{0,14})(\\.\\d{1,15})?");

    private static final Pattern PERCENT = Pattern.compile("(-?\\d{1,15}(\\.\\d{1,15})?)\\s*%?");
    private static final LocalDate EPOCH = LocalDate.of(1899, 12, 30);
    private static final LocalDate EPOCH_OF_1904 = LocalDate.of(1904, 1, 1);

    private TypedCell() {}

    /** Empty, if it is a text there. */
    static Optional<String> number(String typed, NumberFormat.Sort sort, boolean from1904) {
        try {
            return switch (sort) {
                case GENERAL -> plain(typed);
                case TEXT -> Optional.empty();
                case PADDED ->
                    typed.matches("\\d{1,15}") ? Optional.of(digits(new BigDecimal(typed))) : Optional.empty();
                case PERCENT -> percent(typed);
                case DATE ->
                    Optional.of(String.valueOf(
                            ChronoUnit.DAYS.between(from1904 ? EPOCH_OF_1904 : EPOCH, LocalDate.parse(typed))));
                case TIME ->
                    Optional.of(digits(new BigDecimal(LocalTime.parse(typed).toSecondOfDay())
                            .divide(new BigDecimal(86_400), MathContext.DECIMAL64)));
            };
        } catch (DateTimeParseException e) {
            return Optional.empty(); // a text, which the rules read or refuse at its cell
        }
    }

    private static Optional<String> plain(String typed) {
        return NUMBER.matcher(typed).matches() ? Optional.of(digits(new BigDecimal(typed))) : Optional.empty();
    }

    private static Optional<String> percent(String typed) {
        var matcher = PERCENT.matcher(typed);
        return matcher.matches()
                ? Optional.of(digits(new BigDecimal(matcher.group(1)).movePointLeft(2)))
                : Optional.empty();
    }

    private static String digits(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
