package io.regulars.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.businesses.Business;
import io.regulars.platform.json.Fields;
import io.regulars.platform.json.Json;
import io.regulars.platform.text.Channels;
import io.regulars.platform.text.Codes;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A profile as sent, checked.
 *
 * @param profile the fields that have a value, as they are stored
 * @param occurredAt null: now
 * @param said which fields it named
 */
public record ClientBody(ObjectNode profile, @Nullable Instant occurredAt, SaidFields said) {
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}");

    /** Reads and checks a profile; all that is wrong is refused at once. */
    public static ClientBody parse(ObjectNode json, Business business, Instant now) {
        ClientBody body = new Reader(new Fields(json), business).read(now);
        return new ClientBody(
                body.profile, body.occurredAt, SaidFields.whole(json).shortly(body.profile));
    }

    /** The same, as of another moment. */
    public ClientBody asOf(Instant moment) {
        return new ClientBody(profile, moment, said);
    }

    private record Reader(Fields fields, Business business, ObjectNode profile) {
        Reader(Fields fields, Business business) {
            this(fields, business, Json.MAPPER.createObjectNode());
        }

        ClientBody read(Instant now) {
            fields.readLocalTimesIn(business.zone());
            text("firstName", Function.identity());
            text("lastName", Function.identity());
            text("email", text -> matching(text, EMAIL, "is an e-mail address"));
            text("phone", Function.identity());
            keep("birthDate", fields.day("birthDate"));
            text("gender", Function.identity());
            text("language", text -> matching(text, LANGUAGE, "is a language such as lv or en-GB"));
            text("country", Codes::country);
            text("region", Function.identity());
            text("city", Function.identity());
            text("postcode", Function.identity());
            text("timeZone", text -> Codes.zone(text).getId());
            text("occupation", Function.identity());
            text("source", Function.identity());
            int digits = business.currency().getDefaultFractionDigits();
            Long cost = fields.positiveAmount("acquisitionCost", digits);
            keep(
                    "acquisitionCost",
                    cost == null ? null : BigDecimal.valueOf(cost, digits).toPlainString());
            keep("registeredAt", SaidMoment.past(fields, "registeredAt", now));
            var tags = new TreeSet<>(fields.texts("tags"));
            if (!tags.isEmpty()) {
                tags.forEach(profile.putArray("tags")::add);
            }
            attributes();
            consents();
            Instant occurredAt = SaidMoment.occurredAt(fields, now);
            fields.finish();
            return new ClientBody(profile, occurredAt, SaidFields.ALL);
        }

        private void text(String name, Function<String, String> check) {
            keep(name, fields.read(name, check));
        }

        private void keep(String name, @Nullable Object value) {
            if (value != null) {
                profile.put(name, value.toString());
            }
        }

        private void attributes() {
            Fields attributes = fields.object("attributes");
            if (attributes == null) {
                return;
            }
            ObjectNode kept = Json.MAPPER.createObjectNode();
            for (String name : new TreeSet<>(attributes.names())) {
                JsonNode value = attributes.any(name);
                if (value != null && (value.isContainerNode() || value.asText().length() > 1_000)) {
                    attributes.wrong(name, "is a text of at most 1000 characters, a number, true or false");
                } else if (value != null && value.isTextual()) {
                    String text = Fields.trimmed(value.textValue());
                    if (!text.isEmpty()) {
                        kept.put(name, text);
                    }
                } else if (value != null) {
                    kept.set(name, value);
                }
            }
            if (kept.size() > 200) {
                fields.wrong("attributes", "has at most 200 names");
            }
            if (!kept.isEmpty()) {
                profile.set("attributes", kept);
            }
        }

        private void consents() {
            Fields consents = fields.object("consents");
            if (consents == null) {
                return;
            }
            ObjectNode kept = Json.MAPPER.createObjectNode();
            for (String channel : new TreeSet<>(consents.names())) {
                Boolean granted = consents.flag(channel);
                if (granted != null && !Channels.ALL.contains(channel)) {
                    consents.wrong(channel, Channels.unknown(channel));
                }
                if (granted != null) {
                    kept.put(channel, granted);
                }
            }
            if (!kept.isEmpty()) {
                profile.set("consents", kept);
            }
        }

        private static String matching(String text, Pattern pattern, String otherwise) {
            if (!pattern.matcher(text).matches()) {
                throw new IllegalArgumentException(otherwise);
            }
            return text;
        }
    }
}
