package io.regulars.outbox.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.outbox.Attempted;
import io.regulars.outbox.Carrier;
import io.regulars.outbox.EndpointKind;
import io.regulars.outbox.Parcel;
import io.regulars.outbox.Payload;
import io.regulars.outbox.Seal;
import io.regulars.platform.json.Fields;
import io.regulars.platform.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sends short texts by whatever service speaks HTTP: its request is a template with the places {@code {to}}, {@code {text}}, {@code {id}} and
 * {@code {secret}}, and a pointer says where its answer tells the id that it gave.
 */
@ApplicationScoped
class SmsHttpCarrier implements Carrier {
    private final SendRequest send;
    private final Seal seal;
    private final CheckDestination check;

    SmsHttpCarrier(SendRequest send, Seal seal, CheckDestination check) {
        this.send = send;
        this.seal = seal;
        this.check = check;
    }

    @Override
    public EndpointKind kind() {
        return EndpointKind.SMS_HTTP;
    }

    @Override
    public Duration longest() {
        return SendRequest.LONGEST.plusSeconds(1);
    }

    @Override
    public Attempted carry(Parcel parcel) throws InterruptedException {
        if (!(parcel.payload() instanceof Payload.Sms sms)) {
            return new Attempted.Refused(null, "this is no short text, and the endpoint carries nothing else", false);
        }
        ObjectNode settings = parcel.endpoint().settings();
        var places = new RequestTemplate.Places(
                sms.to(),
                sms.text(),
                parcel.id().toString(),
                seal.open(parcel.endpoint()).path("password").asText());
        boolean form = settings.path("form").asBoolean();
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Content-Type", form ? "application/x-www-form-urlencoded" : "application/json");
        headers.put("User-Agent", "Regulars");
        settings.path("headers")
                .properties()
                .forEach(header -> headers.put(
                        header.getKey(),
                        RequestTemplate.filled(header.getValue().asText(), RequestTemplate.Form.HEADER, places)));
        if (settings.hasNonNull("idempotencyHeader")) {
            headers.put(settings.path("idempotencyHeader").asText(), parcel.id().toString());
        }
        String body = RequestTemplate.filled(
                settings.path("body").asText(), form ? RequestTemplate.Form.URL : RequestTemplate.Form.JSON, places);
        String url = RequestTemplate.filled(settings.path("url").asText(), RequestTemplate.Form.URL, places);
        var came = send.send(url, settings.path("method").asText(), headers, body.getBytes(StandardCharsets.UTF_8));
        return switch (came) {
            case SendRequest.Answered answer -> outcome(answer, settings, parcel);
            case SendRequest.NotReached not -> new Attempted.NotTaken(null, not.why());
            case SendRequest.NotAnswered not -> new Attempted.InTheDark(not.why());
        };
    }

    /** A 2xx is taken only if the answer says what the settings want to hear. */
    private static Attempted outcome(SendRequest.Answered answer, ObjectNode settings, Parcel parcel) {
        if (!HttpStatusMeaning.isSuccess(answer.status())) {
            return HttpStatusMeaning.refused(answer, parcel.at());
        }
        JsonNode success = settings.path("success");
        if (success.hasNonNull("pointer")) {
            String said = at(answer, success.path("pointer").asText());
            if (!Objects.equals(said, success.path("equals").asText())) {
                return answer.whole()
                        ? new Attempted.NotTaken(
                                answer.status(),
                                "the answer says " + said + " at "
                                        + success.path("pointer").asText())
                        : new Attempted.InTheDark("the answer broke off");
            }
        }
        String remoteId = settings.hasNonNull("remoteId")
                ? at(answer, settings.path("remoteId").asText())
                : null;
        return new Attempted.Accepted(answer.status(), remoteId);
    }

    private static @Nullable String at(SendRequest.Answered answer, String pointer) {
        try {
            JsonNode found = Json.MAPPER.readTree(answer.text()).at(pointer);
            return found.isValueNode() && !found.isNull() ? found.asText() : null;
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            return null;
        }
    }

    @Override
    public ObjectNode settings(Fields fields) {
        ObjectNode settings = Json.MAPPER.createObjectNode();
        String url = fields.required("url", template(fields, "url"));
        if (url != null) {
            try {
                check.check(RequestTemplate.filled(url, RequestTemplate.Form.URL, RequestTemplate.Places.SAMPLE));
            } catch (NotAllowed e) {
                fields.wrong("url", e.why());
            }
            settings.put("url", url);
        }
        String method = fields.read("method", text -> {
            if (!Set.of("POST", "PUT").contains(text)) {
                throw new IllegalArgumentException("is POST or PUT");
            }
            return text;
        });
        settings.put("method", method == null ? "POST" : method);
        boolean form = Boolean.TRUE.equals(fields.flag("form"));
        settings.put("form", form);
        String body = fields.required("body", template(fields, "body"));
        if (body != null && !form && !RequestTemplate.isJson(body)) {
            fields.wrong(
                    "body",
                    "is JSON with places in texts, such as {\"to\": \"{to}\", \"message\": \"{text}\"}; or set form");
        }
        settings.put("body", body);
        headers(fields, settings);
        Fields success = fields.object("success");
        if (success != null) {
            ObjectNode wanted = settings.putObject("success");
            wanted.put("pointer", success.required("pointer", pointer(success, "pointer")));
            wanted.put("equals", success.required("equals", success.text("equals")));
            success.refuseUnknown();
        }
        settings.put("remoteId", pointer(fields, "remoteId"));
        String idempotency = fields.text("idempotencyHeader");
        if (idempotency != null && !isHeader(idempotency)) {
            fields.wrong("idempotencyHeader", "is the name of a header, such as Idempotency-Key");
        }
        settings.put("idempotencyHeader", idempotency);
        return settings;
    }

    private static void headers(Fields fields, ObjectNode settings) {
        ObjectNode headers = settings.putObject("headers");
        Fields given = fields.object("headers");
        if (given == null) {
            return;
        }
        for (String name : given.names()) {
            String value = template(given, name);
            if (!isHeader(name)
                    || Set.of("host", "content-length", "transfer-encoding", "connection")
                            .contains(name.toLowerCase(java.util.Locale.ROOT))) {
                given.wrong(name, "is no header that can be set");
            } else if (value != null && !value.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
                given.wrong(name, "has only visible ASCII characters");
            } else if (value != null) {
                headers.put(name, value);
            }
        }
    }

    private static boolean isHeader(String name) {
        return name.matches("[A-Za-z0-9-]{1,60}");
    }

    private static @Nullable String template(Fields fields, String name) {
        return fields.read(name, RequestTemplate::checked);
    }

    private static @Nullable String pointer(Fields fields, String name) {
        return fields.read(name, text -> {
            try {
                return JsonPointer.compile(text).toString();
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("is a JSON pointer such as /messages/0/id", e);
            }
        });
    }
}
