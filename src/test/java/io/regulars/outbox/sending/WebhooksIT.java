package io.regulars.outbox.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.standardwebhooks.Webhook;
import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.outbox.Attempted;
import io.regulars.outbox.BusinessEvent;
import io.regulars.outbox.Endpoint;
import io.regulars.outbox.EndpointKind;
import io.regulars.outbox.EventTypes;
import io.regulars.outbox.Outbox;
import io.regulars.outbox.Receiver;
import io.regulars.platform.database.Database;
import io.regulars.platform.json.Json;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a receiver of webhooks sees of a business, and what the business sees of the receiver. */
@QuarkusTest
class WebhooksIT {
    @Inject
    Outbox outbox;

    @Inject
    CarryOut carryOut;

    @Inject
    ClaimRows rows;

    @Inject
    Acknowledge acknowledge;

    @Inject
    Database database;

    @Inject
    TestBusinesses businesses;

    @Inject
    TestClock clock;

    private final Receiver receiver = new Receiver();
    private TestBusiness salon;
    private int endpoint;
    private String secret = "";

    @BeforeEach
    void aSalonWithAWebhook() {
        clock.set("2026-11-22T12:00:00Z");
        salon = businesses.fresh();
        var made = salon.as(Role.ADMIN)
                .body(Map.of("name", "crm", "kind", "webhook", "settings", Map.of("url", receiver.url())))
                .post("/api/endpoints")
                .then()
                .statusCode(201)
                .body("secret", startsWith("whsec_"))
                .extract();
        endpoint = made.path("id");
        secret = made.path("secret");
    }

    @AfterEach
    void close() {
        receiver.close();
        salon.as(Role.ADMIN).delete("/api/endpoints/" + endpoint);
    }

    @Test
    void anEventIsToldSignedWithItsIdAndMoment() throws Exception {
        tell("one", null);
        carryOut.carryOut();

        assertThat(receiver.told()).singleElement().satisfies(told -> {
            assertThat(told.body())
                    .isEqualTo(
                            "{\"type\":\"task.created\",\"timestamp\":\"2026-11-22T12:00:00Z\",\"data\":{\"n\":\"one\"}}");
            assertThat(told.header("webhook-id")).startsWith("msg_");
            assertThat(told.header("webhook-timestamp"))
                    .isEqualTo(Long.toString(clock.instant().getEpochSecond()));
            assertThat(told.header("webhook-signature"))
                    .isEqualTo(new Webhook(secret)
                            .sign(told.header("webhook-id"), clock.instant().getEpochSecond(), told.body()));
        });
        deliveries("?state=SENT").body("", hasSize(1)).body("[0].status", equalTo(200));
    }

    @Test
    void theSecretIsShownOnceAndWhileItIsChangedBothAreGood() throws Exception {
        salon.as(Role.VIEWER)
                .get("/api/endpoints")
                .then()
                .statusCode(200)
                .body("[0].hasSecret", equalTo(true))
                .body("[0].secret", nullValue());
        String fresh = salon.as(Role.ADMIN)
                .post("/api/endpoints/" + endpoint + "/rotate-secret")
                .then()
                .statusCode(200)
                .extract()
                .path("secret");
        tell("both", null);
        carryOut.carryOut();
        clock.advance(Duration.ofHours(24));
        tell("one", null);
        carryOut.carryOut();

        Receiver.Told both = receiver.told().getFirst();
        long then = clock.instant().minus(Duration.ofHours(24)).getEpochSecond();
        assertThat(both.header("webhook-signature").split(" "))
                .containsExactly(
                        new Webhook(fresh).sign(both.header("webhook-id"), then, both.body()),
                        new Webhook(secret).sign(both.header("webhook-id"), then, both.body()));
        assertThat(receiver.told().getLast().header("webhook-signature").split(" "))
                .hasSize(1);
    }

    @Test
    void whatIsNotTakenIsToldAgainUnderTheSameIdWithTheSameBytes() {
        receiver.answers(500);
        tell("again", null);
        carryOut.carryOut();
        carryOut.carryOut();
        assertThat(receiver.told()).hasSize(1);
        deliveries("?state=WAITING")
                .body("[0].attempts", equalTo(1))
                .body("[0].status", equalTo(500))
                .body("[0].nextAt", startsWith("2026-11-22T12:00:0"));

        receiver.answers(204);
        clock.advance(Duration.ofSeconds(7));
        carryOut.carryOut();

        assertThat(receiver.told()).hasSize(2);
        assertThat(receiver.ids()).isEqualTo(1);
        assertThat(receiver.told().getFirst().body())
                .isEqualTo(receiver.told().getLast().body());
        deliveries("?state=SENT").body("[0].attempts", equalTo(2));
    }

    @Test
    void ofOneClientWhatCameEarlierGoesFirstAndOthersDoNotWait() {
        receiver.answers(told -> new Receiver.Answer(told.body().contains("first") ? 500 : 200));
        long anna = client("anna");
        tell("first", anna);
        tell("second", anna);
        tell("other", client("zane"));
        carryOut.carryOut();
        assertThat(receiver.told()).extracting(Receiver.Told::body).noneMatch(body -> body.contains("second"));
        assertThat(receiver.told()).extracting(Receiver.Told::body).anyMatch(body -> body.contains("other"));

        receiver.answers(200);
        clock.advance(Duration.ofSeconds(7));
        carryOut.carryOut();

        List<String> ofAnna = receiver.told().stream()
                .map(Receiver.Told::body)
                .filter(body -> body.contains("task.created") && !body.contains("other"))
                .map(body -> Json.stored(body).path("data").path("n").asText())
                .toList();
        assertThat(ofAnna).containsExactly("first", "first", "second");
    }

    @Test
    void afterTenFailuresNothingIsTriedUntilOneAttemptShowsThatItIsWell() {
        receiver.answers(503);
        for (int i = 0; i < 12; i++) {
            tell("event " + i, null);
        }
        carryOut.carryOut();
        int tried = receiver.told().size();
        clock.advance(Duration.ofSeconds(20));
        carryOut.carryOut();
        assertThat(tried).isEqualTo(12);
        assertThat(receiver.told()).hasSize(tried);

        clock.advance(Duration.ofSeconds(11));
        carryOut.carryOut();
        assertThat(receiver.told()).as("one attempt").hasSize(tried + 1);

        receiver.answers(200);
        clock.advance(Duration.ofSeconds(61));
        carryOut.carryOut();
        assertThat(receiver.ids()).isEqualTo(12);
        deliveries("?state=SENT").body("", hasSize(12));
        salon.as(Role.ADMIN).get("/api/endpoints").then().body("[0].failures", equalTo(0));
    }

    @Test
    void aReceiverThatAsksForAPauseGetsIt() {
        receiver.answers(told -> new Receiver.Answer(429, Map.of("Retry-After", "120"), ""));
        tell("slowly", null);
        carryOut.carryOut();
        receiver.answers(200);
        tell("another", null);
        clock.advance(Duration.ofSeconds(119));
        carryOut.carryOut();
        assertThat(receiver.told()).hasSize(1);

        clock.advance(Duration.ofSeconds(30));
        carryOut.carryOut();
        assertThat(receiver.ids()).isEqualTo(2);
    }

    @Test
    void aReceiverThatIsGoneIsToldNothingUntilSomebodySwitchesItOn() {
        receiver.answers(410);
        tell("gone", null);
        carryOut.carryOut();
        salon.as(Role.ADMIN)
                .get("/api/endpoints")
                .then()
                .body("[0].state", equalTo("DISABLED"))
                .body("[0].stateReason", containsString("410"));

        receiver.answers(200);
        clock.advance(Duration.ofMinutes(1));
        carryOut.carryOut();
        assertThat(receiver.told()).hasSize(1);

        salon.as(Role.ADMIN)
                .body(Map.of("settings", Map.of("url", receiver.url())))
                .put("/api/endpoints/" + endpoint)
                .then()
                .statusCode(200)
                .body("state", equalTo("ON"));
        carryOut.carryOut();
        deliveries("?state=SENT").body("", hasSize(1));
    }

    @Test
    void aRedirectIsNotFollowed() {
        receiver.answers(told -> new Receiver.Answer(302, Map.of("Location", receiver.url() + "/elsewhere"), ""));
        tell("moved", null);
        carryOut.carryOut();
        assertThat(receiver.told()).extracting(Receiver.Told::path).containsExactly("/hook");
        deliveries("?state=WAITING")
                .body("[0].status", equalTo(302))
                .body(
                        "[0].lastError",
                        equalTo(
                                "it answered 302, which leads on to " + receiver.url()
                                        + "/elsewhere; redirects are not followed, so set the endpoint's url to where the receiver is"));
    }

    @Test
    void whatWasGivenUpIsSentAgainUnderTheSameId() {
        receiver.answers(500);
        tell("dead", null);
        // a fifth longer than the schedule says, which is the latest
        for (long seconds : new long[] {6, 36, 144, 720, 2_160, 8_640, 21_600, 43_200, 60_480, 86_400}) {
            carryOut.carryOut();
            clock.advance(Duration.ofSeconds(seconds));
        }
        carryOut.carryOut();
        deliveries("?state=FAILED&endpoint=crm").body("", hasSize(1)).body("[0].attempts", equalTo(11));
        receiver.answers(200);

        salon.as(Role.ADMIN)
                .body(Map.of("endpoint", "crm", "from", "2026-11-22T00:00:00Z", "to", "2026-12-30T00:00:00Z"))
                .post("/api/deliveries/redeliver")
                .then()
                .statusCode(200)
                .body("redelivered", equalTo(1));
        clock.advance(Duration.ofMinutes(10)); // after so many failures it is left alone for a while
        carryOut.carryOut();
        String id = deliveries("?state=SENT").body("", hasSize(1)).extract().path("[0].id");
        assertThat(receiver.ids()).isEqualTo(1);

        salon.as(Role.ADMIN).post("/api/deliveries/" + id + "/redeliver").then().statusCode(200);
        carryOut.carryOut();
        assertThat(receiver.told()).hasSize(13); // eleven in vain, and two
        assertThat(receiver.ids()).isEqualTo(1);
    }

    @Test
    void whoLostTheLeaseAcknowledgesNothing() {
        tell("lost", null);
        Endpoint crm = rows.dueEndpoints(clock.instant()).stream()
                .map(ClaimRows.Due::endpoint)
                .filter(found -> found.id() == endpoint)
                .findFirst()
                .orElseThrow();
        Claim slow =
                rows.claim(crm, clock.instant(), Duration.ofSeconds(45), 10).getFirst();
        carryOut.carryOut();
        assertThat(receiver.told()).isEmpty();

        clock.advance(Duration.ofSeconds(46));
        carryOut.carryOut();
        var stored = acknowledge.attempted(
                slow, EndpointKind.WEBHOOK, new Attempted.Refused(null, "too late", false), clock.instant());

        assertThat(receiver.told()).hasSize(1);
        assertThat(stored).isEqualTo(Acknowledge.Stored.FENCED);
        deliveries("").body("", hasSize(1)).body("[0].state", equalTo("SENT"));
    }

    @Test
    void aPausedEndpointLetsEventsWait() {
        salon.as(Role.ADMIN)
                .body(Map.of("settings", Map.of("url", receiver.url()), "state", "PAUSED"))
                .put("/api/endpoints/" + endpoint)
                .then()
                .statusCode(200);
        tell("waits", null);
        carryOut.carryOut();
        assertThat(receiver.told()).isEmpty();
        salon.as(Role.ADMIN).post("/api/endpoints/" + endpoint + "/ping").then().statusCode(409);

        salon.as(Role.ADMIN)
                .body(Map.of("settings", Map.of("url", receiver.url()), "state", "ON"))
                .put("/api/endpoints/" + endpoint)
                .then()
                .statusCode(200);
        salon.as(Role.ADMIN).post("/api/endpoints/" + endpoint + "/ping").then().statusCode(200);
        carryOut.carryOut();
        assertThat(receiver.ids()).isEqualTo(2);
    }

    @Test
    void anEndpointIsToldWhatItChoseOfItsOwnBusinessAlone() {
        salon.as(Role.ADMIN)
                .body(Map.of("settings", Map.of("url", receiver.url()), "events", List.of("segment.left")))
                .put("/api/endpoints/" + endpoint)
                .then()
                .statusCode(200);
        tell("not chosen", null);
        TestBusiness other = businesses.fresh();
        database.transaction(tx -> {
            outbox.tell(tx, other.id(), List.of(event("another's", EventTypes.SEGMENT_LEFT, null)));
            return true;
        });
        carryOut.carryOut();
        assertThat(receiver.told()).isEmpty();
    }

    @Test
    void whatMustNotBeReachedOrReadIsRefusedAllAtOnce() {
        salon.as(Role.ADMIN)
                .body(Map.of(
                        "name",
                        "Not A Name",
                        "kind",
                        "webhook",
                        "events",
                        List.of("segment.entred"),
                        "secret",
                        "mine",
                        "settings",
                        Map.of("url", "https://10.0.0.1/hook", "retries", 3)))
                .post("/api/endpoints")
                .then()
                .statusCode(422)
                .body(
                        "errors.pointer.sort()",
                        equalTo(List.of("/events", "/name", "/secret", "/settings/retries", "/settings/url")))
                .body("errors.find { it.pointer == '/settings/url' }.detail", containsString("10.0.0.1"))
                .body("errors.find { it.pointer == '/events' }.detail", containsString("segment.entered"));
        salon.as(Role.VIEWER).body("{}").post("/api/endpoints").then().statusCode(403);
    }

    @Test
    void whoDidWhatToAnEndpointIsInTheAuditLog() {
        salon.as(Role.ADMIN)
                .post("/api/endpoints/" + endpoint + "/rotate-secret")
                .then()
                .statusCode(200);
        salon.as(Role.ANALYST)
                .get("/api/audit-log")
                .then()
                .body(
                        "findAll { it.subject == 'crm' }.what",
                        equalTo(List.of("endpoint-secret-rotated", "endpoint-made")));
    }

    @Test
    void anEndpointThatIsRemovedTakesWhatWaitsWithIt() {
        receiver.answers(500);
        tell("left behind", null);
        carryOut.carryOut();
        salon.as(Role.ADMIN).delete("/api/endpoints/" + endpoint).then().statusCode(204);
        deliveries("").body("[0].state", equalTo("WITHDRAWN")).body("[0].endpoint", nullValue());
    }

    private io.restassured.response.ValidatableResponse deliveries(String query) {
        return salon.as(Role.VIEWER).get("/api/deliveries" + query).then().statusCode(200);
    }

    private long client(String id) {
        salon.bookingSystem()
                .body(Map.of("firstName", id))
                .put("/api/clients/" + id)
                .then()
                .statusCode(200);
        return businesses.numberOf(salon, id);
    }

    private void tell(String n, @Nullable Long client) {
        database.transaction(tx -> {
            outbox.tell(tx, salon.id(), List.of(event(n, EventTypes.TASK_CREATED, client)));
            return true;
        });
    }

    private BusinessEvent event(String n, String type, @Nullable Long client) {
        return new BusinessEvent(
                UUID.randomUUID(), type, client, Json.MAPPER.createObjectNode().put("n", n), clock.instant());
    }
}
