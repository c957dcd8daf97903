package io.regulars.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How what is sent is stored. An event is stored as the bytes that a webhook gets, so each attempt has the same signature's text. */
final class PayloadJson {
    private PayloadJson() {}

    /**
     * Writes it.
     *
     * @param at when it happened, which an event tells
     */
    static byte[] write(Payload payload, Instant at) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        switch (payload) {
            case Payload.Mail mail -> json.set("mail", mail(mail));
            case Payload.Sms sms -> json.putObject("sms").put("to", sms.to()).put("text", sms.text());
            case Payload.Event event ->
                json.put("type", event.type()).put("timestamp", at.toString()).set("data", event.data());
        }
        try {
            return Json.MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON", e);
        }
    }

    static Payload read(byte[] body) {
        JsonNode json = Json.stored(new String(body, StandardCharsets.UTF_8));
        if (json.path("mail") instanceof ObjectNode mail) {
            return mail(mail);
        }
        if (json.path("sms") instanceof ObjectNode sms) {
            return new Payload.Sms(sms.path("to").asText(), sms.path("text").asText());
        }
        return new Payload.Event(json.path("type").asText(), json.path("data"));
    }

    private static ObjectNode mail(Payload.Mail mail) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("to", mail.to())
                .put("toName", mail.toName())
                .put("from", mail.from())
                .put("fromName", mail.fromName())
                .put("replyTo", mail.replyTo())
                .put("bounceAddress", mail.bounceAddress())
                .put("subject", mail.subject())
                .put("html", mail.html())
                .put("text", mail.text());
        ObjectNode headers = json.putObject("headers");
        new TreeMap<>(mail.headers()).forEach(headers::put);
        var attachments = json.putArray("attachments");
        for (Payload.Attachment attachment : mail.attachments()) {
            attachments
                    .addObject()
                    .put("name", attachment.name())
                    .put("type", attachment.type())
                    .put("content", attachment.content());
        }
        return json;
    }

    private static Payload.Mail mail(ObjectNode json) {
        Map<String, String> headers = new LinkedHashMap<>();
        json.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        var attachments = new ArrayList<Payload.Attachment>();
        for (JsonNode attachment : json.path("attachments")) {
            attachments.add(new Payload.Attachment(
                    attachment.path("name").asText(), attachment.path("type").asText(), bytes(attachment)));
        }
        return new Payload.Mail(
                json.path("to").asText(),
                text(json, "toName"),
                text(json, "from"),
                text(json, "fromName"),
                text(json, "replyTo"),
                text(json, "bounceAddress"),
                json.path("subject").asText(),
                json.path("html").asText(),
                json.path("text").asText(),
                headers,
                attachments);
    }

    private static byte[] bytes(JsonNode attachment) {
        try {
            return attachment.path("content").binaryValue();
        } catch (IOException e) {
            throw new UncheckedIOException("stored JSON cannot be read", e);
        }
    }

    private static @Nullable String text(ObjectNode json, String name) {
        return json.path(name).textValue();
    }
}
