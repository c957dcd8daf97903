package io.regulars.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.outbox.sending.CarryOut;
import io.regulars.platform.database.Database;
import io.regulars.platform.json.Json;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A short text goes out by a request that the business wrote as a template. */
@QuarkusTest
class SmsByHttpIT {
    private static final String TEXT = "Hello \"Anna\" {to} \\ } end";

    @Inject
    Outbox outbox;

    @Inject
    CarryOut carryOut;

    @Inject
    HeardDeliveries heard;

    @Inject
    Database database;

    @Inject
    TestBusinesses businesses;

    @Inject
    TestClock clock;

    private final Receiver service = new Receiver();
    private final UUID id = UUID.randomUUID();
    private TestBusiness salon;

    @BeforeEach
    void aSalonWithAService() {
        clock.set("2026-11-22T12:00:00Z");
        salon = businesses.fresh();
        salon.as(Role.ADMIN)
                .body(Map.of(
                        "name",
                        "texts",
                        "kind",
                        "sms-http",
                        "secret",
                        "token-1",
                        "settings",
                        Map.of(
                                "url",
                                service.url(),
                                "body",
                                "{\"to\": \"{to}\", \"message\": {\"text\": \"{text}\"}}",
                                "headers",
                                Map.of("Authorization", "Bearer {secret}"),
                                "success",
                                Map.of("pointer", "/status", "equals", "queued"),
                                "remoteId",
                                "/messages/0/id",
                                "idempotencyHeader",
                                "Idempotency-Key")))
                .post("/api/endpoints")
                .then()
                .statusCode(201);
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void theTemplateIsFilledInAndNothingLeavesItsPlace() {
        service.answers(told ->
                new Receiver.Answer(202, Map.of(), "{\"status\": \"queued\", \"messages\": [{\"id\": \"s-77\"}]}"));
        put();
        carryOut.carryOut();

        assertThat(service.told()).singleElement().satisfies(told -> {
            JsonNode body = Json.stored(told.body());
            assertThat(body.path("to").asText()).isEqualTo("+37120000000");
            assertThat(body.path("message").path("text").asText()).isEqualTo(TEXT);
            assertThat(told.header("authorization")).isEqualTo("Bearer token-1");
            assertThat(told.header("idempotency-key")).isEqualTo(id.toString());
        });
        assertThat(heard.of(id)).singleElement().satisfies(report -> {
            assertThat(report.state()).isEqualTo(DeliveryReport.State.SENT);
            assertThat(report.remoteId()).isEqualTo("s-77");
        });
    }

    @Test
    void anAnswerThatIsNoSuccessIsTriedAgain() {
        service.answers(told -> new Receiver.Answer(200, Map.of(), "{\"status\": \"rejected\"}"));
        put();
        carryOut.carryOut();
        assertThat(heard.of(id)).isEmpty();
        salon.as(Role.VIEWER)
                .get("/api/deliveries?state=WAITING")
                .then()
                .body("[0].lastError", containsString("rejected"));
    }

    @Test
    void aTemplateThatCannotWorkIsRefusedWhereItIsWrong() {
        salon.as(Role.ADMIN)
                .body(Map.of(
                        "name",
                        "others",
                        "kind",
                        "sms-http",
                        "settings",
                        Map.of("url", service.url(), "method", "GET", "body", "{\"to\": {to}}", "remoteId", "id")))
                .post("/api/endpoints")
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItems("/settings/method", "/settings/body", "/settings/remoteId"));
        salon.as(Role.ADMIN)
                .body(Map.of(
                        "name",
                        "others",
                        "kind",
                        "sms-http",
                        "settings",
                        Map.of("url", service.url(), "body", "{\"to\": \"{phone}\"}")))
                .post("/api/endpoints")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/settings/body"))
                .body("errors[0].detail", containsString("phone"));
    }

    private void put() {
        database.transaction(tx -> {
            outbox.put(
                    tx,
                    new Outgoing(
                            id,
                            salon.id(),
                            "sms",
                            "message",
                            null,
                            new Payload.Sms("+37120000000", TEXT),
                            clock.instant(),
                            clock.instant().plus(Duration.ofDays(1)),
                            InDoubt.ASSUME_SENT));
            return true;
        });
    }
}
