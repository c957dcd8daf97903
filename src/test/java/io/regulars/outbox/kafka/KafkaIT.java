package io.regulars.outbox.kafka;

import static java.util.Comparator.comparingInt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.outbox.BusinessEvent;
import io.regulars.outbox.EventTypes;
import io.regulars.outbox.Outbox;
import io.regulars.outbox.Receiver;
import io.regulars.outbox.sending.CarryOut;
import io.regulars.platform.database.Database;
import io.regulars.platform.json.Json;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a topic of a real broker has of what a business tells, and what the business sees of the broker. */
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaIT {
    private static final int ROOMY = 1_000_000;

    @Inject
    Outbox outbox;

    @Inject
    CarryOut carryOut;

    @Inject
    Database database;

    @Inject
    TestBusinesses businesses;

    @Inject
    TestClock clock;

    private KafkaBroker broker;
    private TestBusiness salon;
    private String topic = "";

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        broker = new KafkaBroker(folder);
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @BeforeEach
    void aSalonWithATopic() throws Exception {
        clock.set("2026-11-22T12:00:00Z");
        salon = businesses.fresh();
        topic = "regulars.test-" + UUID.randomUUID();
        broker.topic(topic, ROOMY);
    }

    @AfterEach
    void nothingMoreGoesThere() {
        List<Integer> endpoints = salon.as(Role.ADMIN).get("/api/endpoints").path("id");
        endpoints.forEach(id -> salon.as(Role.ADMIN).delete("/api/endpoints/" + id));
    }

    @Test
    void anEventIsARecordWithTheBodyOfAWebhookAndAnIdInItsHeader() {
        int endpoint = endpoint(broker.address(), Map.of());
        tell("one", null);
        carryOut.carryOut();

        assertThat(broker.records(topic)).singleElement().satisfies(told -> {
            assertThat(told.value())
                    .isEqualTo(
                            "{\"type\":\"task.created\",\"timestamp\":\"2026-11-22T12:00:00Z\",\"data\":{\"n\":\"one\"}}");
            assertThat(header(told, "id")).startsWith("msg_");
            assertThat(header(told, "type")).isEqualTo("task.created");
        });
        deliveries("?state=SENT").body("", hasSize(1)).body("[0].remoteId", containsString(topic));

        salon.as(Role.ADMIN).post("/api/endpoints/" + endpoint + "/ping").then().statusCode(200);
        carryOut.carryOut();
        assertThat(broker.records(topic))
                .extracting(told -> header(told, "type"))
                .contains("ping");
    }

    @Test
    void whatComesToPassInSegmentsIsToldWithTheSameKeyForTheSameClient() {
        endpoint(broker.address(), Map.of("events", List.of("segment.entered", "segment.left")));
        for (String client : List.of("anna", "zane")) {
            salon.bookingSystem()
                    .body(Map.of("firstName", client))
                    .put("/api/clients/" + client)
                    .then()
                    .statusCode(200);
        }
        carryOut.carryOut();

        List<ConsumerRecord<String, String>> told = broker.records(topic);
        assertThat(told)
                .isNotEmpty()
                .allSatisfy(record -> assertThat(header(record, "type")).startsWith("segment."));
        var keys = new TreeMap<String, String>();
        told.forEach(record ->
                keys.put(Json.stored(record.value()).at("/data/client").asText(), record.key()));
        assertThat(keys).containsOnlyKeys("anna", "zane");
        assertThat(keys.get("anna")).isNotEqualTo(keys.get("zane"));
    }

    @Test
    void ofOneClientTheRecordsComeInTheOrderInWhichThingsHappened() {
        endpoint(broker.address(), Map.of());
        long anna = client("anna");
        long zane = client("zane");
        for (int n = 0; n < 20; n++) {
            tell("anna " + n, anna);
            tell("zane " + n, zane);
        }
        carryOut.carryOut();

        for (String client : List.of("anna", "zane")) {
            List<String> told = broker.records(topic).stream()
                    .map(record -> Json.stored(record.value()).at("/data/n").asText())
                    .filter(n -> n.startsWith(client))
                    .toList();
            assertThat(told)
                    .hasSize(20)
                    .isSortedAccordingTo(comparingInt(n -> Integer.parseInt(n.substring(client.length() + 1))));
        }
    }

    @Test
    void whileNoBrokerAnswersEventsWaitAndOthersAreToldOfThem() throws Exception {
        int endpoint;
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var receiver = new Receiver()) {
            // takes connections and says nothing
            endpoint = endpoint("127.0.0.1:" + silent.getLocalPort(), Map.of());
            salon.as(Role.ADMIN)
                    .body(Map.of("name", "crm", "kind", "webhook", "settings", Map.of("url", receiver.url())))
                    .post("/api/endpoints")
                    .then()
                    .statusCode(201);
            tell("waits", null);
            carryOut.carryOut();

            assertThat(receiver.ids()).isEqualTo(1);
            deliveries("?state=WAITING&endpoint=events")
                    .body("", hasSize(1))
                    .body("[0].lastError", containsString("no broker of 127.0.0.1:" + silent.getLocalPort()));
            salon.as(Role.VIEWER)
                    .get("/api/endpoints")
                    .then()
                    .body("find { it.name == 'events' }.failures", equalTo(1));
        }
        clock.advance(Duration.ofDays(3));
        change(endpoint, Map.of("brokers", broker.address(), "topic", topic, "security", "NONE"));
        carryOut.carryOut();

        assertThat(broker.records(topic)).hasSize(1);
        deliveries("?state=SENT&endpoint=events").body("[0].attempts", equalTo(2));
    }

    @Test
    void whatATopicWillNeverTakeIsADeadLetterAndTheRestGoesOn() throws Exception {
        String narrow = "regulars.narrow-" + UUID.randomUUID();
        broker.topic(narrow, 400);
        int endpoint = endpoint(broker.address(), Map.of());
        change(endpoint, Map.of("brokers", broker.address(), "topic", narrow, "security", "NONE"));
        tell("x".repeat(1_000), null);
        tell("short", null);
        carryOut.carryOut();

        deliveries("?state=FAILED").body("", hasSize(1)).body("[0].lastError", containsString("of this size"));
        assertThat(broker.records(narrow)).hasSize(1);
    }

    @Test
    void aTopicThatIsNotThereSaysSoAndOnceItIsWhatFailedCanBeSentAgain() throws Exception {
        String later = "regulars.later-" + UUID.randomUUID();
        int endpoint = endpoint(broker.address(), Map.of());
        change(endpoint, Map.of("brokers", broker.address(), "topic", later, "security", "NONE"));
        tell("too early", null);
        carryOut.carryOut();
        String id = deliveries("?state=FAILED")
                .body("[0].lastError", containsString("there is no topic '" + later + "'"))
                .body("[0].attempts", equalTo(1))
                .extract()
                .path("[0].id");

        broker.topic(later, ROOMY);
        salon.as(Role.ADMIN).post("/api/deliveries/" + id + "/redeliver").then().statusCode(200);
        carryOut.carryOut();
        assertThat(broker.records(later))
                .singleElement()
                .satisfies(told -> assertThat(header(told, "id")).isEqualTo("msg_" + id));
    }

    @Test
    void aUserWhoMayNotWriteThereIsADeadLetterAndOneWithAWrongSecretWaits() {
        int endpoint = endpoint(broker.address(), Map.of());
        Map<String, String> anna = Map.of(
                "brokers",
                broker.closedAddress(),
                "topic",
                topic,
                "security",
                "NONE",
                "user",
                "anna",
                "mechanism",
                "PLAIN");
        salon.as(Role.ADMIN)
                .body(Map.of("settings", anna, "secret", "a \"wrong\\ one"))
                .put("/api/endpoints/" + endpoint)
                .then()
                .statusCode(200)
                .body("hasSecret", equalTo(true))
                .body("secret", nullValue());
        tell("not hers", null);
        carryOut.carryOut();
        deliveries("?state=WAITING").body("[0].lastError", containsString("lets nobody in with this user"));

        salon.as(Role.ADMIN)
                .body(Map.of("settings", anna, "secret", "anna-secret"))
                .put("/api/endpoints/" + endpoint)
                .then()
                .statusCode(200);
        clock.advance(Duration.ofSeconds(2));
        carryOut.carryOut();
        deliveries("?state=FAILED").body("[0].lastError", containsString("may not write to the topic"));
    }

    @Test
    void brokersThatNoOperatorAllowsAndTopicsOfOthersAreRefused() {
        salon.as(Role.ADMIN)
                .body(Map.of(
                        "name",
                        "events",
                        "kind",
                        "kafka",
                        "settings",
                        Map.of("brokers", "127.0.0.1:9092,10.0.0.5:9092", "topic", "payments", "mechanism", "PLAIN")))
                .post("/api/endpoints")
                .then()
                .statusCode(422)
                .body(
                        "errors.pointer.sort()",
                        equalTo(List.of("/settings/brokers", "/settings/mechanism", "/settings/topic")))
                .body(
                        "errors.find { it.pointer == '/settings/brokers' }.detail",
                        containsString("'10.0.0.5:9092', and an operator has to allow brokers"))
                .body(
                        "errors.find { it.pointer == '/settings/topic' }.detail",
                        containsString("begins with regulars."));
    }

    private int endpoint(String brokers, Map<String, ?> more) {
        Map<String, Object> body = new TreeMap<>(more);
        body.put("name", "events");
        body.put("kind", "kafka");
        body.put("settings", Map.of("brokers", brokers, "topic", topic, "security", "NONE"));
        return salon.as(Role.ADMIN)
                .body(body)
                .post("/api/endpoints")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private void change(int endpoint, Map<String, String> settings) {
        salon.as(Role.ADMIN)
                .body(Map.of("settings", settings))
                .put("/api/endpoints/" + endpoint)
                .then()
                .statusCode(200);
    }

    private ValidatableResponse deliveries(String query) {
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
            var data = Json.MAPPER.createObjectNode().put("n", n);
            outbox.tell(
                    tx,
                    salon.id(),
                    List.of(new BusinessEvent(
                            UUID.randomUUID(), EventTypes.TASK_CREATED, client, data, clock.instant())));
            return true;
        });
    }

    private static String header(ConsumerRecord<String, String> told, String name) {
        return new String(told.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
