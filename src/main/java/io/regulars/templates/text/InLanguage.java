package io.regulars.templates.text;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;

/** How a language writes days, times and money. English is that of Britain except where the business is in North America. */
public final class InLanguage {
    private static final Set<String> RIGHT_TO_LEFT = Set.of("ar", "fa", "he", "ur");
    private static final Set<String> NORTH_AMERICA = Set.of("US", "CA");

    private final Locale locale;

    private InLanguage(Locale locale) {
        this.locale = locale;
    }

    /**
     * A language.
     *
     * @param tag as a file's name or a profile says it: {@code lv}, {@code en-GB}
     * @param country of the business, two letters
     */
    public static InLanguage of(String tag, String country) {
        if (tag.equals("en")) {
            return new InLanguage(NORTH_AMERICA.contains(country) ? Locale.of("en", country) : Locale.UK);
        }
        return new InLanguage(Locale.forLanguageTag(tag));
    }

    /** {@code rtl} of languages that are written from the right, else {@code ltr}. */
    public static String direction(String tag) {
        return RIGHT_TO_LEFT.contains(Locale.forLanguageTag(tag).getLanguage()) ? "rtl" : "ltr";
    }

    /** {@code 30 November 2026}. */
    public String date(LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(locale)
                .format(day);
    }

    /** {@code 14:05}. */
    public String time(ZonedDateTime moment) {
        return DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
                .withLocale(locale)
                .format(moment);
    }

    /** {@code Monday}. */
    public String weekday(LocalDate day) {
        return day.getDayOfWeek().getDisplayName(TextStyle.FULL, locale);
    }

    /** {@code 45.00} with the sign of the currency, as the language sets it. */
    public String money(BigDecimal amount, Currency currency) {
        NumberFormat format = NumberFormat.getCurrencyInstance(locale);
        format.setCurrency(currency);
        format.setMinimumFractionDigits(Math.max(0, currency.getDefaultFractionDigits()));
        format.setMaximumFractionDigits(Math.max(0, currency.getDefaultFractionDigits()));
        return format.format(amount);
    }

    /** {@code tomorrow}, {@code in 3 days}; the date, in a language that has no such words here, and of days further than a month. */
    public String relative(LocalDate day, LocalDate today) {
        long days = ChronoUnit.DAYS.between(today, day);
        if (Math.abs(days) > 31) {
            return date(day);
        }
        return switch (locale.getLanguage()) {
            case "en" -> relative(days, "today", "tomorrow", "yesterday", "in %d days", "%d days ago");
            case "lv" ->
                relative(
                        days,
                        "šodien",
                        "rīt",
                        "vakar",
                        isOne(days) ? "pēc %d dienas" : "pēc %d dienām",
                        isOne(days) ? "pirms %d dienas" : "pirms %d dienām");
            case "de" -> relative(days, "heute", "morgen", "gestern", "in %d Tagen", "vor %d Tagen");
            case "ru" -> {
                String counted = isOne(days) ? "день" : isFew(days) ? "дня" : "дней";
                yield relative(days, "сегодня", "завтра", "вчера", "через %d " + counted, "%d " + counted + " назад");
            }
            default -> date(day);
        };
    }

    private static String relative(
            long days, String today, String tomorrow, String yesterday, String ahead, String ago) {
        if (days == 0) {
            return today;
        }
        if (Math.abs(days) == 1) {
            return days > 0 ? tomorrow : yesterday;
        }
        return (days > 0 ? ahead : ago).formatted(Math.abs(days));
    }

    /** 21, 31 … which Latvian and Russian count like one. */
    private static boolean isOne(long days) {
        return Math.abs(days) % 10 == 1 && Math.abs(days) % 100 != 11;
    }

    private static boolean isFew(long days) {
        long last = Math.abs(days) % 10;
        long tens = Math.abs(days) % 100 / 10;
        return last >= 2 && last <= 4 && tens != 1;
    }
}
