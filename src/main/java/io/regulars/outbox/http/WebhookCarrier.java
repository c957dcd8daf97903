package io.regulars.outbox.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.outbox.Attempted;
import io.regulars.outbox.Carrier;
import io.regulars.outbox.EndpointKind;
import io.regulars.outbox.EndpointSecret;
import io.regulars.outbox.Parcel;
import io.regulars.outbox.Payload;
import io.regulars.platform.json.Fields;
import io.regulars.platform.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;

/** Tells events by signed requests, as Standard Webhooks 1.0 says. */
@ApplicationScoped
class WebhookCarrier implements Carrier {
    private final SendRequest send;
    private final EndpointSecret secret;
    private final CheckDestination check;

    WebhookCarrier(SendRequest send, EndpointSecret secret, CheckDestination check) {
        this.send = send;
        this.secret = secret;
        this.check = check;
    }

    @Override
    public EndpointKind kind() {
        return EndpointKind.WEBHOOK;
    }

    @Override
    public Duration longest() {
        return SendRequest.LONGEST.plusSeconds(1);
    }

    @Override
    public Attempted carry(Parcel parcel) throws InterruptedException {
        if (!(parcel.payload() instanceof Payload.Event)) {
            return new Attempted.Refused(null, "this is no event, and a webhook is told of nothing else", false);
        }
        String id = "msg_" + parcel.id();
        var headers = Map.of(
                "Content-Type",
                "application/json",
                "User-Agent",
                "Regulars",
                "webhook-id",
                id,
                "webhook-timestamp",
                Long.toString(parcel.at().getEpochSecond()),
                "webhook-signature",
                WebhookSignature.of(secret.good(parcel.endpoint(), parcel.at()), id, parcel.at(), parcel.body()));
        var came = send.send(parcel.endpoint().settings().path("url").asText(), "POST", headers, parcel.body());
        return switch (came) {
            case SendRequest.Answered answer ->
                HttpStatusMeaning.isSuccess(answer.status())
                        ? new Attempted.Accepted(answer.status(), null)
                        : HttpStatusMeaning.refused(answer, parcel.at());
            case SendRequest.NotReached not -> new Attempted.NotTaken(null, not.why());
            case SendRequest.NotAnswered not -> new Attempted.InTheDark(not.why());
        };
    }

    @Override
    public ObjectNode settings(Fields fields) {
        ObjectNode settings = Json.MAPPER.createObjectNode();
        String url = fields.required("url", fields.text("url"));
        if (url != null) {
            try {
                check.check(url);
            } catch (NotAllowed e) {
                fields.wrong("url", e.why());
            }
            settings.put("url", url);
        }
        return settings;
    }
}
