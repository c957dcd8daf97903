package io.regulars.platform.text;

import static java.util.Objects.requireNonNullElse;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads moments as systems write them.
 * <pre>
 *   2026-11-20T09:00:00+02:00 · 2026-11-20T09:00:00+0200 · 2026-11-20 09:00+02 · 2026-11-20T07:00:00Z
 *   2026-11-20T09:00:00                                   where the zone is known
 * </pre>
 */
final class MomentText {
    private static final Pattern MOMENT =
            Pattern.compile("(?<day>\\d{4}-\\d{2}-\\d{2})[Tt ](?<time>\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?)"
                    + "(?<offset> ?[Zz]|(?: ?(?<minus>-)| ?\\+| )(?<hours>\\d{2})(?::?(?<minutes>\\d{2}))?)?");
    private static final BigDecimal SECONDS_OF_THE_YEAR_5138 = new BigDecimal("100000000000");

    private MomentText() {}

    /** The moment, in what the database keeps; without zone only with offset. */
    static Instant read(String text, @Nullable ZoneId zone) {
        return sane(text, parsed(text, zone));
    }

    private static Instant sane(String text, Instant moment) {
        try {
            return SaneTime.checked(moment);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + shortened(text) + "' is no moment between the years 1900 and 2200.", e);
        }
    }

    private static Instant parsed(String text, @Nullable ZoneId zone) {
        try {
            return moment(text, zone).truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'" + shortened(text) + "' is no moment; use one with offset such as 2026-11-22T12:00:00+02:00.",
                    e);
        }
    }

    private static Instant moment(String text, @Nullable ZoneId zone) {
        Matcher parts = MOMENT.matcher(text);
        if (!parts.matches()) {
            return OffsetDateTime.parse(text).toInstant();
        }
        LocalDateTime local = LocalDateTime.parse(parts.group("day") + "T" + parts.group("time"));
        if (parts.group("offset") == null) {
            return of(text, local, zone);
        }
        String hours = parts.group("hours");
        if (hours == null) {
            return local.toInstant(ZoneOffset.UTC);
        }
        // in an address a plus that was not encoded arrives as a blank
        String sign = requireNonNullElse(parts.group("minus"), "+");
        return local.toInstant(ZoneOffset.of(sign + hours + ":" + requireNonNullElse(parts.group("minutes"), "00")));
    }

    private static Instant of(String text, LocalDateTime local, @Nullable ZoneId zone) {
        if (zone == null) {
            throw new IllegalArgumentException(
                    "'" + text + "' has no offset; add it, such as " + text + "+02:00, or Z.");
        }
        return local.atZone(zone).toInstant();
    }

    /** What to write instead of a number, which counts seconds or milliseconds. */
    static String insteadOf(BigDecimal number) {
        boolean millis = number.abs().compareTo(SECONDS_OF_THE_YEAR_5138) >= 0;
        String form = "is a moment as text such as \"2026-11-22T12:00:00+02:00\"";
        try {
            long whole = number.longValue();
            Instant meant = millis ? Instant.ofEpochMilli(whole) : Instant.ofEpochSecond(whole);
            return form + "; " + shortened(number.toString()) + (millis ? " milliseconds" : " seconds")
                    + " since 1970 is \"" + meant + "\"";
        } catch (DateTimeException e) {
            return form;
        }
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
