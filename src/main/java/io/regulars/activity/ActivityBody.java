package io.regulars.activity;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.Business;
import io.regulars.clients.ConsentMethod;
import io.regulars.clients.SaidMoment;
import io.regulars.facts.Activity;
import io.regulars.platform.Channels;
import io.regulars.platform.Fields;
import io.regulars.platform.Json;
import java.time.Instant;
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
        if (type == Activity.Type.UNSUBSCRIBED || type == Activity.Type.SUBSCRIBED) {
            given.read("channel", Channels::checked);
            given.read("method", text -> ConsentMethod.of(text).written());
            given.text("wording");
            given.text("actor");
        }
        if (type == Activity.Type.CUSTOM) {
            given.required("name", given.text("name"));
        }
        for (String name : given.names()) {
            JsonNode value = given.any(name);
            if (value != null && (value.isContainerNode() || value.asText().length() > 2_000)) {
                given.wrong(name, "is a text of at most 2000 characters, a number, true or false");
            } else if (value != null) {
                data.set(name, value);
            }
        }
    }
}
