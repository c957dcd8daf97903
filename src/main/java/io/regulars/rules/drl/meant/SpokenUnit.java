package io.regulars.rules.drl.meant;

import io.regulars.facts.vocabulary.Unit;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;

/**
 * What people write behind a number where rules have the number alone.
 * <pre>
 *   2 weeks    of what is in days    14
 *   3 Monate   of what is in days    90
 *   2 days     of what is in hours   48
 *   1.5k       of an amount        1500
 * </pre>
 */
public enum SpokenUnit {
    HOUR("h|hr|hrs|hours?|std|stund\\p{L}*|heures?|horas?|час\\w*", 1),
    DAY("d|days?|tagen?|tage?|dien\\p{L}*|jours?|d[ií]as?|päev\\p{L}*|день|дня|дней", 24),
    WEEK("w|wks?|weeks?|wochen?|nedēļ\\p{L}*|semaines?|semanas?|nädal\\p{L}*|недел\\p{L}*", 24 * 7),
    MONTH("mon|mth|mths|months?|monate?n?|mēne\\p{L}*|mois|mes|meses|kuu\\p{L}*|месяц\\p{L}*", 24 * 30),
    YEAR("y|yrs?|years?|jahre?n?|gad\\p{L}*|ans?|années?|años?|aasta\\p{L}*|год\\p{L}*|лет", 24 * 365),
    /** No span, but so many of anything. */
    THOUSAND("k|thousand|tsd|tausend|tūkst\\p{L}*|тыс\\p{L}*", 0);

    private final String words;
    private final int hours;

    SpokenUnit(String words, int hours) {
        this.words = words;
        this.hours = hours;
    }

    /** So many of a unit in words, told in what a property is measured in; empty if it is not known to be another number. */
    public static Optional<String> in(Unit unit, BigDecimal number, String word) {
        String small = word.strip().toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        for (SpokenUnit each : values()) {
            if (small.matches(each.words)) {
                return each.in(unit, number);
            }
        }
        return Optional.empty();
    }

    private Optional<String> in(Unit unit, BigDecimal number) {
        if (this == THOUSAND) {
            return Optional.of(plain(number.movePointRight(3)));
        }
        return switch (unit) {
            case DAYS, DAYS_OF_A_YEAR ->
                this == HOUR ? Optional.empty() : Optional.of(plain(number.multiply(BigDecimal.valueOf(hours / 24))));
            case HOURS -> Optional.of(plain(number.multiply(BigDecimal.valueOf(hours))));
            case SECONDS -> Optional.of(plain(number.multiply(BigDecimal.valueOf(hours * 3600L))));
            default -> Optional.empty();
        };
    }

    private static String plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0).toPlainString() : stripped.toPlainString();
    }
}
