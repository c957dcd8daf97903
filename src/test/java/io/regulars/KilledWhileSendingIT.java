package io.regulars;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.regulars.outbox.Receiver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged service is killed while it decides and sends, at moments drawn by chance, and goes on at its next start: each message is decided
 * once, nothing is lost, and a receiver that honours ids has each once. {@code -Dkills.seed=7} draws others.
 */
@OwnProcesses
class KilledWhileSendingIT {
    private static final int CLIENTS = 300;
    private static final int KILLS = 3;
    /** Of both endpoints: 8 short texts and 32 requests to the webhook. */
    private static final int IN_FLIGHT = 40;

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String KEY = "a-key-of-my-own-choice";
    private static final Instant BEGIN = Instant.parse("2026-06-01T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void whatIsDueGoesOutOnceHoweverOftenTheServiceIsKilledAmidIt() throws Exception {
        long seed = Long.getLong("kills.seed", 1);
        var random = new Random(seed);
        rules();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
                var texts = new Receiver();
                var events = new Receiver()) {
            try (var service = ServiceProcess.start(folder.resolve("data"), at(BEGIN, postgres))) {
                prepare(service, texts, events);
                awaitCount(postgres, CLIENTS, "from campaign_action where state = 'QUEUED'");
                service.kill();
            }
            assertThat(texts.told()).as("nothing is due yet").isEmpty();
            for (int kill = 1; kill <= KILLS; kill++) {
                killedAmid(kill, 1 + random.nextInt(CLIENTS / KILLS - 10), kill % 2 == 0, postgres, texts, events);
            }
            texts.answers(200);
            events.answers(200);
            try (var _ = ServiceProcess.start(folder.resolve("data"), at(after(KILLS + 1), postgres))) {
                awaitCount(postgres, 0, "from campaign_action where state <> 'DONE'");
                awaitCount(postgres, 0, "from outbox");
            }

            each(texts, "idempotency-key", seed);
            each(events, "webhook-id", seed);
            for (String once : List.of(
                    "from campaign_start where state = 'STARTED'",
                    "from campaign_action where state = 'DONE'",
                    "from delivery where state = 'SENT' and event = 'message'",
                    "from delivery where state = 'SENT' and event = 'campaign.started'",
                    "from activity where type = 'MESSAGE_SENT'")) {
                assertThat(count(postgres, once)).as(once + ", seed " + seed).isEqualTo(CLIENTS);
            }
            assertThat(count(postgres, "from delivery where state <> 'SENT'"))
                    .as("nothing else, seed %d", seed)
                    .isZero();
        }
    }

    /**
     * Lets the service run until both receivers have been asked so often, and kills it before or behind the answer to the last of these; what
     * it sends meanwhile gets no answer. There is always more to send: the kills together come before the last client.
     */
    private void killedAmid(
            int kill, int requests, boolean behind, EmbeddedPostgres postgres, Receiver texts, Receiver events)
            throws Exception {
        var dead = new CountDownLatch(1);
        CountDownLatch enoughTexts = holding(texts, requests, behind, dead);
        CountDownLatch enoughEvents = holding(events, requests, behind, dead);
        try (var service = ServiceProcess.start(folder.resolve("data"), at(after(kill), postgres))) {
            awaited(enoughTexts);
            awaited(enoughEvents);
            service.kill();
        } finally {
            dead.countDown();
        }
    }

    /** The receiver answers so many requests, with or without the last of them, and the others only when the service is dead. */
    private static CountDownLatch holding(Receiver receiver, int requests, boolean behind, CountDownLatch dead) {
        var answered = new AtomicInteger(behind ? requests : requests - 1);
        var enough = new CountDownLatch(requests);
        receiver.answers(told -> {
            boolean held = answered.getAndDecrement() <= 0;
            enough.countDown();
            if (held) {
                awaited(dead);
            }
            return new Receiver.Answer(200);
        });
        return enough;
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Each start is an hour later, when leases of those who were killed are over. */
    private static Instant after(int starts) {
        return BEGIN.plus(Duration.ofHours(starts));
    }

    private void prepare(ServiceProcess service, Receiver texts, Receiver events) throws Exception {
        assertThat(service.put(KEY, "/api/business", """
                        {"id": "default", "name": "Salon", "zone": "Europe/Riga", "currency": "EUR", "country": "LV",
                         "contactPolicy": {"quiet": {"from": "00:00", "to": "00:00"}, "rates": {"sms": "1000000 per hour"}}}
                        """).statusCode()).isEqualTo(200);
        for (String endpoint : List.of("""
                {"name": "texts", "kind": "sms-http", "settings": {"url": "%s", "body": "{\\"to\\": \\"{to}\\", \\"text\\": \\"{text}\\"}",
                                                                 "idempotencyHeader": "Idempotency-Key"}}
                """.formatted(texts.url()), """
                {"name": "events", "kind": "webhook", "events": ["campaign.started"], "settings": {"url": "%s"}}
                """.formatted(events.url()))) {
            assertThat(service.post(KEY, "/api/endpoints", endpoint).statusCode())
                    .isEqualTo(201);
        }
        var clients = new StringBuilder();
        for (int i = 0; i < CLIENTS; i++) {
            clients.append("""
                    {"record": "client", "id": "c-%1$d", "phone": "+371200%2$05d", "consents": {"sms": true}, "tags": ["student"]}
                    """.formatted(i, i));
        }
        assertThat(service.postLines(KEY, "/api/import?startCampaigns=true", clients.toString())
                        .statusCode())
                .isEqualTo(202);
    }

    private void rules() throws Exception {
        Path rules = folder.resolve("rules");
        Files.createDirectories(rules.resolve("segments"));
        Files.createDirectories(rules.resolve("campaigns"));
        Files.writeString(rules.resolve("segments/test.drl"), """
                rule "Student" when $c : Client( tags contains "student" ) then segments.assign($c, "student"); end
                rule "Remind" when $c : Client() Entered( segment == "student" ) then campaigns.start($c, "remind"); end
                """);
        Files.writeString(rules.resolve("campaigns/remind.yaml"), """
                name: remind
                title: Remind
                kind: service
                steps: [{name: text, after: 10m, message: {channel: sms, text: "Remember us"}}]
                """);
    }

    private Map<String, String> at(Instant moment, EmbeddedPostgres postgres) {
        return Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL",
                postgres.getJdbcUrl("postgres", "postgres"),
                "QUARKUS_DATASOURCE_USERNAME",
                "postgres",
                "REGULARS_ADMIN_KEY",
                KEY,
                "REGULARS_RULES",
                folder.resolve("rules").toString(),
                "REGULARS_CLOCK",
                moment.toString(),
                "REGULARS_SECRET_KEY",
                "dGVzdHMgc2VhbCB0aGVpciBzZWNyZXRzIGJ5IHRoaXM=",
                "REGULARS_WEBHOOK_ALLOW",
                "127.0.0.0/8");
    }

    /** The receiver has each message, and what it got more than once had the same id and the same words. */
    private static void each(Receiver receiver, String header, long seed) {
        Map<String, Set<String>> words = receiver.told().stream()
                .collect(groupingBy(
                        told -> told.header(header), Collectors.mapping(Receiver.Told::body, Collectors.toSet())));
        assertThat(words).as("each %s, seed %d", header, seed).hasSize(CLIENTS);
        assertThat(words).doesNotContainKey("");
        assertThat(words.values()).allSatisfy(same -> assertThat(same).hasSize(1));
        assertThat(receiver.told())
                .as("doubled is what was in flight, seed %d", seed)
                .hasSizeGreaterThan(CLIENTS)
                .hasSizeLessThanOrEqualTo(CLIENTS + KILLS * IN_FLIGHT);
    }

    private static void awaitCount(EmbeddedPostgres postgres, int expected, String rows) {
        await().atMost(PATIENCE).until(() -> count(postgres, rows) == expected);
    }

    private static long count(EmbeddedPostgres postgres, String rows) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var found = statement.executeQuery("select count(*) " + rows)) {
            found.next();
            return found.getLong(1);
        }
    }
}
