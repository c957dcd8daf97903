package io.regulars.platform.text;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;

/** Codes of the world outside, read with a sentence for a person where one is wrong. */
public final class Codes {
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private Codes() {}

    /**
     * An IANA zone such as {@code Europe/Riga}, or {@code UTC}.
     *
     * @throws IllegalArgumentException if there is no such zone; the message is for the user
     */
    public static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no time zone; use a name such as Europe/Riga or UTC.", e);
        }
    }

    /**
     * An ISO 4217 currency such as {@code EUR}.
     *
     * @throws IllegalArgumentException if there is no such currency; the message is for the user
     */
    public static Currency currency(String text) {
        try {
            Currency currency = Currency.getInstance(text.toUpperCase(Locale.ROOT));
            if (currency.getDefaultFractionDigits() >= 0) {
                return currency;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is no currency; use an ISO 4217 code such as EUR.", e);
        }
        throw new IllegalArgumentException("'" + text + "' is no currency of payments; use a code such as EUR.");
    }

    /**
     * An ISO 3166 country such as {@code LV}.
     *
     * @throws IllegalArgumentException if there is no such country; the message is for the user
     */
    public static String country(String text) {
        String code = text.toUpperCase(Locale.ROOT);
        if (!COUNTRIES.contains(code)) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no country; use an ISO 3166 code of two capitals such as LV.");
        }
        return code;
    }

    /**
     * An ISO 8601 moment with offset, between the years 1900 and 2200.
     *
     * @throws IllegalArgumentException if it is not one; the message is for the user
     */
    public static Instant instant(String text) {
        return MomentText.read(text, null);
    }

    /**
     * An ISO 8601 moment with offset, or of the clock of a zone. What that clock shows twice, at the end of summer time, is
     * the first of the two; what it skips is as long after the leap as it says.
     *
     * @throws IllegalArgumentException if it is not one; the message is for the user
     */
    public static Instant instant(String text, ZoneId zone) {
        return MomentText.read(text, zone);
    }

    /** What to write instead of a number where a moment is wanted. */
    public static String momentOfNumber(BigDecimal number) {
        return MomentText.insteadOf(number);
    }

    /**
     * A key somebody chose; long enough not to be guessed.
     *
     * @throws IllegalArgumentException if it is shorter than 16 characters or has others than a header can carry
     */
    public static String key(String text) {
        if (text.length() < 16 || text.length() > 200 || !text.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            throw new IllegalArgumentException(
                    "a key has 16 to 200 visible ASCII characters without blanks; this one has not.");
        }
        return text;
    }
}
