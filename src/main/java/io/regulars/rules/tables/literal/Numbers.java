package io.regulars.rules.tables.literal;

import io.regulars.facts.vocabulary.Unit;
import io.regulars.rules.tables.sheet.Unclear;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads numbers as people write them.
 * <pre>
 *   1200   1200.5   1200,5   1,200.50   1.200,50   1 200   € 200   20%
 * </pre>
 * What has two readings is refused: {@code 1,234} always, {@code 1.234} where it stands with a currency, among decimal commas, or
 * counts what has no thousandths.
 *
 * @param decimalCommas whether other cells of the file have decimal commas
 */
public record Numbers(boolean decimalCommas) {
    private static final String SIGN = "[$€£¥₽₺₴₹₩₪₫₱฿₸₾]";
    private static final Pattern CURRENCY =
            Pattern.compile("^(" + SIGN + "|[A-Z]{3}(?=\\s*[\\d-]))\\s*|\\s*(" + SIGN + "|(?<=\\d)\\s?[A-Z]{3})$");
    private static final Pattern PLAIN = Pattern.compile("-?\\d{1,15}(\\.\\d{1,10})?");
    private static final Pattern COMMA = Pattern.compile("-?\\d{1,3}([. ']\\d{3})*,\\d{1,10}|-?\\d{1,15},\\d{1,10}");
    private static final Pattern GROUPED =
            Pattern.compile("-?\\d{1,3}([,' ]\\d{3})+(\\.\\d{1,10})?|-?\\d{1,3}(\\.\\d{3}){2,}");
    private static final Pattern THREE_BEHIND_A_COMMA = Pattern.compile("-?[1-9]\\d{0,2},\\d{3}");
    private static final Pattern THREE_BEHIND_A_POINT = Pattern.compile("-?[1-9]\\d{0,2}\\.\\d{3}");
    private static final Pattern OTHER_MINUS =
            Pattern.compile("[\\u2010-\\u2015\\u2212\\uFE63\\uFF0D](\\s*" + SIGN + "?\\s*\\d.*)");

    /** What has thousandths, or may have, and can be said in so many of a hundred. */
    private static final Set<Unit> FINE = Set.of(Unit.SHARE, Unit.RATIO, Unit.PER_MONTH, Unit.OWN);

    /** It with a decimal point; empty if the text is none. */
    Optional<String> read(String text, Place place) throws Unclear {
        Matcher minus = OTHER_MINUS.matcher(text);
        if (minus.matches()) {
            throw new Unclear(
                    "The sign before '" + minus.group(1).strip() + "' is no minus.",
                    "Write a plain one: -" + minus.group(1).strip() + ".");
        }
        boolean percent = text.endsWith("%");
        String amount = percent ? text.substring(0, text.length() - 1).strip() : text;
        String bare = CURRENCY.matcher(amount).replaceAll("").strip().replace('’', '\'');
        Optional<String> plain = plain(bare, text, !bare.equals(amount), place);
        if (plain.isEmpty()) {
            return plain;
        }
        if (percent) {
            refusePercent(text, plain.get(), place);
            return Optional.of(new BigDecimal(plain.get()).movePointLeft(2).toPlainString());
        }
        if (!bare.equals(amount)
                && place.unit()
                        .filter(unit -> unit != Unit.MONEY && unit != Unit.OWN)
                        .isPresent()) {
            throw new Unclear(
                    "'" + text + "' is an amount of money, but '" + place.asked() + "' is "
                            + place.unit().get().meaning() + ".",
                    "Write the number alone: " + plain.get() + ".");
        }
        return plain;
    }

    private Optional<String> plain(String bare, String text, boolean currency, Place place) throws Unclear {
        if (THREE_BEHIND_A_COMMA.matcher(bare).matches()) {
            throw new Unclear(
                    "'" + text + "' may be a thousand or a decimal number.",
                    bare.equals("1,234")
                            ? "Write 1234 or 1.234 without a comma."
                            : "Write " + bare.replace(",", "") + " or " + decimal(bare.replace(',', '.')) + ".");
        }
        boolean coarse = place.unit().filter(unit -> !FINE.contains(unit)).isPresent();
        if (THREE_BEHIND_A_POINT.matcher(bare).matches() && (currency || decimalCommas || coarse)) {
            throw new Unclear(
                    "'" + text + "' may be a thousand or a decimal number.",
                    "Write " + bare.replace(".", "") + " or " + decimal(bare) + ".");
        }
        if (PLAIN.matcher(bare).matches()) {
            return Optional.of(bare);
        }
        if (COMMA.matcher(bare).matches()) {
            return Optional.of(bare.replaceAll("[. ']", "").replace(',', '.'));
        }
        if (GROUPED.matcher(bare).matches()) {
            boolean points = bare.indexOf('.') != bare.lastIndexOf('.');
            return Optional.of(bare.replaceAll(points ? "[.]" : "[,' ]", ""));
        }
        return Optional.empty();
    }

    /** So that it cannot be taken for a thousand again. */
    private static String decimal(String number) {
        String shorter = new BigDecimal(number).stripTrailingZeros().toPlainString();
        return shorter.equals(number) ? number + "0" : shorter;
    }

    /** 80 % of what is no share of anything is told as 80, not as 0.8. */
    static void refusePercent(String shown, String plain, Place place) throws Unclear {
        if (place.unit().filter(unit -> !FINE.contains(unit)).isPresent()) {
            throw new Unclear(
                    "'" + shown + "' is a share, but '" + place.asked() + "' is "
                            + place.unit().get().meaning() + ".",
                    "Write the number without %: "
                            + new BigDecimal(plain.replace("%", ""))
                                    .stripTrailingZeros()
                                    .toPlainString() + ".");
        }
    }

    /** Whether a text is surely a number with a decimal comma. */
    public static boolean hasDecimalComma(String text) {
        String bare =
                CURRENCY.matcher(text.replaceFirst("\\s*%$", "")).replaceAll("").strip();
        return COMMA.matcher(bare).matches()
                && !THREE_BEHIND_A_COMMA.matcher(bare).matches();
    }

    /** The currency that a text names, by its sign or code. */
    static Optional<String> currency(String text) {
        Matcher found = CURRENCY.matcher(text);
        return hasDigit(text) && found.find()
                ? Optional.of((found.group(1) == null ? found.group(2) : found.group(1)).strip())
                : Optional.empty();
    }

    private static boolean hasDigit(String text) {
        return text.chars().anyMatch(Character::isDigit);
    }

    /** Refuses a list of numbers whose commas may be decimal ones. */
    void refuseUnclearList(String text, List<String> values, Place place) throws Unclear {
        boolean digits = values.stream().allMatch(value -> value.matches("-?\\d+"));
        boolean whole =
                place.unit().filter(unit -> unit.isWhole() || unit == Unit.DAYS).isPresent();
        boolean tight = text.matches(".*\\d,\\d.*");
        boolean blanks = text.matches(".*,\\s.*");
        boolean thousands = values.stream().skip(1).anyMatch(value -> value.matches("\\d{3}(\\.\\d+)?"))
                && text.matches(".*\\d,\\d{3}(\\D.*)?");
        boolean two = tight && digits && values.size() == 2 && !whole;
        boolean mixed = tight && blanks && !whole;
        if (thousands || two || mixed || tight && decimalCommas && !whole) {
            throw new Unclear(
                    "The commas of '" + text + "' may separate values or be part of one.",
                    "Write a blank after each comma that separates, and a decimal number with a point: "
                            + String.join(", ", values) + ".");
        }
    }
}
