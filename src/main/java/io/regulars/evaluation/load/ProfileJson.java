package io.regulars.evaluation.load;

import com.fasterxml.jackson.databind.JsonNode;
import io.regulars.facts.history.Profile;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a stored profile: the fields of the PUT body. */
public final class ProfileJson {
    private final JsonNode json;

    public ProfileJson(JsonNode json) {
        this.json = json;
    }

    /** The profile, its amounts in a currency. */
    public Profile read(Currency currency) {
        var tags = new HashSet<String>();
        json.path("tags").forEach(tag -> tags.add(tag.asText()));
        var consents = new HashMap<String, Boolean>();
        json.path("consents")
                .properties()
                .forEach(consent ->
                        consents.put(consent.getKey(), consent.getValue().asBoolean()));
        String birthDate = text("birthDate");
        String timeZone = text("timeZone");
        return new Profile(
                text("firstName"),
                text("lastName"),
                text("email"),
                text("phone"),
                birthDate == null ? null : LocalDate.parse(birthDate),
                text("gender"),
                text("language"),
                text("country"),
                text("region"),
                text("city"),
                text("postcode"),
                timeZone == null ? null : ZoneId.of(timeZone),
                text("occupation"),
                text("source"),
                acquisitionCost(currency),
                registeredAt(),
                tags,
                attributes(),
                consents);
    }

    private @Nullable String text(String field) {
        JsonNode value = json.path(field);
        return value.isMissingNode() || value.isNull() ? null : value.asText();
    }

    private @Nullable Long acquisitionCost(Currency currency) {
        String amount = text("acquisitionCost");
        return amount == null
                ? null
                : new BigDecimal(amount)
                        .movePointRight(currency.getDefaultFractionDigits())
                        .longValueExact();
    }

    private @Nullable Instant registeredAt() {
        String moment = text("registeredAt");
        return moment == null ? null : OffsetDateTime.parse(moment).toInstant();
    }

    private Map<String, Object> attributes() {
        var attributes = new HashMap<String, Object>();
        json.path("attributes").properties().forEach(attribute -> {
            JsonNode value = attribute.getValue();
            if (value.isNumber()) {
                attributes.put(attribute.getKey(), value.decimalValue());
            } else if (value.isBoolean()) {
                attributes.put(attribute.getKey(), value.booleanValue());
            } else if (!value.isNull()) {
                attributes.put(attribute.getKey(), value.asText());
            }
        });
        return attributes;
    }
}
