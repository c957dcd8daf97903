package io.regulars.releases.scenarios;

import com.fasterxml.jackson.databind.JsonNode;
import io.regulars.platform.json.Fields;
import io.regulars.platform.text.Codes;
import io.regulars.platform.text.SaneTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fields as an analyst writes them: moments are local to the business unless they have an offset; one name needs no list. */
record LocalFields(Fields fields, String pointer, ZoneId zone) {

    /** {@code 2026-01-01}, which is its midnight, {@code 2026-01-01T10:00}, or one with offset; null if absent or wrong. */
    @Nullable
    Instant moment(String name) {
        return fields.read(name, text -> moment(text, zone));
    }

    private static Instant moment(String text, ZoneId zone) {
        return SaneTime.checked(parsed(text, zone));
    }

    private static Instant parsed(String text, ZoneId zone) {
        try {
            if (text.length() <= 10) {
                return LocalDate.parse(text).atStartOfDay(zone).toInstant();
            }
            if (text.matches(".*(Z|[+-]\\d\\d(:?\\d\\d)?)")) {
                return Codes.instant(text);
            }
            return LocalDateTime.parse(text).atZone(zone).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "is a moment such as 2026-01-31, 2026-01-31T10:00 (local to the business) or "
                            + "2026-01-31T10:00+02:00",
                    e);
        }
    }

    /** One name, or a list of them. */
    Expectation.Names names(String name) {
        JsonNode value = fields.any(name);
        boolean single = value != null && value.isTextual();
        String one = single ? fields.id(name) : null;
        List<String> all = !single ? fields.texts(name) : one == null ? List.of() : List.of(one);
        return new Expectation.Names(pointer + "/" + name, !single, all);
    }

    /** Amounts in minor units: a list of decimals; empty if absent. */
    List<Long> amounts(String name, int digits) {
        JsonNode value = fields.any(name);
        var amounts = new ArrayList<Long>();
        if (value != null && !value.isArray()) {
            fields.wrong(name, "is a list of amounts such as [50, 120.50]");
            return amounts;
        }
        if (value != null) {
            for (JsonNode each : value) {
                if (!each.asText().matches("\\d{1,12}(\\.\\d{1," + Math.max(1, digits) + "})?")) {
                    fields.wrong(name, "is a list of amounts such as [50, 120.50]");
                    return List.of();
                }
                amounts.add(new java.math.BigDecimal(each.asText())
                        .movePointRight(digits)
                        .longValue());
            }
        }
        return amounts;
    }

    /** The fields of an object inside; null if absent. */
    @Nullable
    LocalFields object(String name) {
        Fields inside = fields.object(name);
        return inside == null ? null : new LocalFields(inside, pointer + "/" + name, zone);
    }
}
