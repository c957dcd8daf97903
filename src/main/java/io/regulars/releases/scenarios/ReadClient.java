package io.regulars.releases.scenarios;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.platform.json.Fields;
import io.regulars.platform.json.Json;
import io.regulars.platform.text.Codes;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a client's profile, whose fields are those of a PUT. */
final class ReadClient {
    private static final List<String> TEXTS = List.of(
            "firstName",
            "lastName",
            "email",
            "phone",
            "gender",
            "language",
            "region",
            "city",
            "postcode",
            "occupation",
            "source");

    private final LocalFields local;
    private final Fields fields;
    private final ObjectNode profile = Json.MAPPER.createObjectNode();

    private ReadClient(LocalFields local) {
        this.local = local;
        this.fields = local.fields();
    }

    /** The profile as it is stored; what is wrong is noted with the fields. */
    static ObjectNode read(LocalFields local, Currency currency) {
        return new ReadClient(local).read(currency);
    }

    private ObjectNode read(Currency currency) {
        TEXTS.forEach(name -> keep(name, fields.text(name)));
        keep("country", fields.read("country", Codes::country));
        keep("timeZone", fields.read("timeZone", Codes::zone));
        keep("birthDate", fields.day("birthDate"));
        Instant registered = local.moment("registeredAt");
        keep("registeredAt", registered);
        int digits = currency.getDefaultFractionDigits();
        Long cost = fields.positiveMoney("acquisitionCost", digits);
        keep("acquisitionCost", cost == null ? null : BigDecimal.valueOf(cost, digits));
        List<String> tags = local.names("tags").all();
        if (!tags.isEmpty()) {
            tags.forEach(profile.putArray("tags")::add);
        }
        inside("attributes", false);
        inside("consents", true);
        fields.refuseUnknown();
        return profile;
    }

    private void keep(String name, @Nullable Object value) {
        if (value != null) {
            profile.put(name, value.toString());
        }
    }

    private void inside(String name, boolean flags) {
        Fields inside = fields.object(name);
        if (inside == null) {
            return;
        }
        ObjectNode kept = profile.putObject(name);
        for (String key : inside.names()) {
            JsonNode value = inside.any(key);
            if (value == null) {
                continue;
            }
            if (flags ? !value.isBoolean() : value.isContainerNode()) {
                inside.wrong(key, flags ? "is true or false" : "is a text, a number, true or false");
            } else {
                kept.set(key, value);
            }
        }
    }
}
