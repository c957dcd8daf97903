package io.regulars.campaigns.file;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import io.regulars.platform.json.Fields;
import io.regulars.platform.text.NearestName;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads single fields of a campaign, and says of each what it has to be. */
final class CampaignFields {
    /** A name of a campaign, a step, a template or an event. */
    static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,59}");

    private static final BigDecimal DEAREST = BigDecimal.valueOf(1_000_000);

    private CampaignFields() {}

    /** Whether an amount is under 1,000,000, with at most 4 decimals. */
    static boolean isAmount(BigDecimal amount) {
        return amount.scale() <= 4 && amount.compareTo(DEAREST) < 0;
    }

    static String name(Fields of, String otherwise) {
        String name = scalar(of, "name");
        require(name != null && NAME.matcher(name).matches(), of, "name", otherwise);
        return requireNonNullElse(name, "");
    }

    static @Nullable BigDecimal money(Fields of, String key, String otherwise) {
        BigDecimal amount = number(of, key);
        require(amount == null || amount.signum() > 0 && isAmount(amount), of, key, otherwise);
        return amount;
    }

    static @Nullable BigDecimal number(Fields of, String key) {
        JsonNode value = of.any(key);
        if (value == null || value.isNumber()) {
            return value == null ? null : value.decimalValue();
        }
        of.wrong(key, "is a number");
        return null;
    }

    /** A local time of day, to the minute. */
    static LocalTime clock(String written) {
        if (written.matches("\\d\\d:\\d\\d")) {
            try {
                return LocalTime.parse(written);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("is a time of day such as 10:00, not '" + written + "'.", e);
            }
        }
        throw new IllegalArgumentException(
                "is a time of day such as 10:00, not '" + NearestName.shortened(written) + "'.");
    }

    static String text(Fields of, String key) {
        String text = scalar(of, key);
        require(text != null, of, key, "needs a name behind it");
        return requireNonNullElse(text, "");
    }

    /** One text, or a list of them. */
    static List<String> texts(Fields of, String key) {
        JsonNode value = of.any(key);
        if (value != null && value.isTextual()) {
            return List.of(value.textValue());
        }
        return of.texts(key);
    }

    /** What stands behind a key, be it a number or a text; null if nothing does. */
    static @Nullable String scalar(Fields of, String key) {
        JsonNode value = of.any(key);
        if (value != null && value.isNumber()) {
            return value.decimalValue().toPlainString();
        }
        return of.text(key);
    }

    static <T> @Nullable T parsed(Fields of, String key, Function<String, T> reader) {
        String text = scalar(of, key);
        if (text == null) {
            return null;
        }
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            of.wrong(key, String.valueOf(e.getMessage()));
            return null;
        }
    }

    static <E extends Enum<E>> E oneOf(Fields of, String key, Class<E> type, E otherwise) {
        String written = scalar(of, key);
        if (written == null) {
            return otherwise;
        }
        List<String> known = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        int place = known.indexOf(written.toLowerCase(Locale.ROOT));
        if (place < 0) {
            of.wrong(key, unknown("is one of " + String.join(", ", known), written, known));
            return otherwise;
        }
        return Objects.requireNonNull(type.getEnumConstants()[place]);
    }

    static String unknown(String rule, String written, List<String> known) {
        return rule + ", not '" + NearestName.shortened(written) + "'"
                + NearestName.of(written, known)
                        .map(nearest -> "; did you mean '" + nearest + "'?")
                        .orElse("");
    }

    static @Nullable Duration duration(Fields of, String key) {
        return parsed(of, key, CampaignDuration::parse);
    }

    static void require(boolean condition, Fields of, String key, String otherwise) {
        if (!condition) {
            of.wrong(key, otherwise);
        }
    }
}
