package io.regulars.activity;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.regulars.access.businesses.Business;
import io.regulars.clients.ConsentMethod;
import io.regulars.clients.SaidMoment;
import io.regulars.facts.history.Activity;
import io.regulars.platform.json.Fields;
import io.regulars.platform.json.Json;
import io.regulars.platform.text.Channels;
import io.regulars.platform.text.NearestName;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event as sent, checked.
 *
 * @param id null: none was given
 * @param client external id
 * @param occurredAt null: now
 */
public record ActivityBody(
        @Nullable String id,
        String client,
        Activity.Type type,
        @Nullable Instant occurredAt,
        ObjectNode data) {
    private static final List<String> CONSENT_NAMES = List.of("channel", "method", "wording", "actor", "evidence");

    /** Reads and checks an event; all that is wrong is refused at once. */
    public static ActivityBody parse(ObjectNode json, Business business, Instant now) {
        var fields = new Fields(json);
        fields.readLocalTimesIn(business.zone());
        String id = fields.id("id");
        String client = fields.required("client", fields.id("client"));
        Activity.Type type = fields.required("type", fields.constant("type", Activity.Type.class));
        Instant occurredAt = SaidMoment.occurredAt(fields, now);
        ObjectNode data = Json.MAPPER.createObjectNode();
        Fields given = fields.object("data");
        if (given != null) {
            read(given, data, type);
        }
        fields.finish();
        return new ActivityBody(id, requireNonNull(client), requireNonNull(type), occurredAt, data);
    }

    /** The code of an offer that it says was redeemed; empty: it says nothing of one. */
    public Optional<String> offerCode() {
        if (type != Activity.Type.OFFER_REDEEMED) {
            return Optional.empty();
        }
        JsonNode code = data.has("code") ? data.path("code") : data.path("offer");
        return code.isTextual() && !code.textValue().isBlank() ? Optional.of(code.textValue()) : Optional.empty();
    }

    private static void read(Fields given, ObjectNode data, Activity.@Nullable Type type) {
        if (type == Activity.Type.REVIEW_LEFT) {
            given.whole("stars", 1, 5);
        }
        if (type == Activity.Type.PAGE_VIEWED) {
            given.whole("seconds", 0, 86_400);
        }
        var texts = new LinkedHashMap<String, @Nullable String>();
        if (type != null && isOfConsent(type)) {
            texts.put("channel", given.read("channel", Channels::checked));
            texts.put(
                    "method",
                    given.read("method", text -> ConsentMethod.of(text).written()));
            texts.put("wording", given.text("wording"));
            texts.put("actor", given.text("actor"));
            refuseMisspelt(given, CONSENT_NAMES);
        }
        if (type == Activity.Type.CUSTOM) {
            texts.put("name", given.required("name", given.text("name")));
        }
        for (String name : given.names()) {
            JsonNode value = given.any(name);
            if (texts.containsKey(name)) {
                String text = texts.get(name);
                value = text == null ? null : TextNode.valueOf(text);
            }
            if (value != null && (value.isContainerNode() || value.asText().length() > 2_000)) {
                given.wrong(name, "is a text of at most 2000 characters, a number, true or false");
            } else if (value != null) {
                data.set(name, value);
            }
        }
    }

    /** A misspelt channel would be all of them. */
    private static void refuseMisspelt(Fields given, List<String> known) {
        for (String name : given.names()) {
            Optional<String> nearest = known.contains(name) ? Optional.empty() : NearestName.of(name, known);
            if (nearest.isPresent() && given.any(nearest.get()) == null) {
                given.wrong(name, NearestName.unknown("field", name, known));
            }
        }
    }

    /** Whether it gives consent, or withdraws it. */
    public boolean isOfConsent() {
        return isOfConsent(type);
    }

    private static boolean isOfConsent(Activity.Type type) {
        return type == Activity.Type.SUBSCRIBED || type == Activity.Type.UNSUBSCRIBED;
    }
}
