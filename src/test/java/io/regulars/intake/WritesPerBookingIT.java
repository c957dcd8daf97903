package io.regulars.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.access.businesses.Business;
import io.regulars.live.EvaluateDueClients;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.json.Json;
import io.regulars.ranking.ApplySpendChanges;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a booking costs while others spend something, and nobody has folded that yet: evaluations, and rows of clients. */
@QuarkusTest
class WritesPerBookingIT {
    private static final int CLIENTS = 30;

    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    @Inject
    TestClock clock;

    @Inject
    Database database;

    @Inject
    RecordAndEvaluate take;

    @Inject
    ApplySpendChanges applySpendChanges;

    @Inject
    EvaluateDueClients dueClients;

    private TestBusiness salon;
    private int rowsOfClients;

    @BeforeEach
    void aSalonWhoseClientsHaveSpentSomething() {
        clock.set("2026-11-22T12:00:00Z");
        release.activateDefaults();
        salon = businesses.fresh();
        for (int client = 1; client <= CLIENTS; client++) {
            put("first-" + client, client, 100 * client, "COMPLETED");
        }
        drain();
        clock.advance(Duration.ofHours(1));
        rowsOfClients = 0;
    }

    @Test
    void whoseRankStaysIsEvaluatedOnceAndWrittenOnce() {
        for (int client = 1; client <= CLIENTS; client++) {
            book(client, 1); // the order of what they have spent stays
        }

        assertThat(rowsOfClients).as("one a request").isEqualTo(2 * CLIENTS);
        assertThat(waiting()).as("one a client who has spent something").isEqualTo(CLIENTS);
        assertThat(foldedAndDue()).as("due by the fold").isZero();
        assertNoDrift();
    }

    @Test
    void whoBooksTwiceBeforeAFoldIsLookedAtOnceMore() {
        for (int client = 1; client <= CLIENTS; client++) {
            book(client, 1);
        }
        book(7, 1);

        foldedAndDue();

        assertNoDrift();
    }

    @Test
    void onlyWhoeverIsPassedIsEvaluatedAgain() {
        for (int client = 1; client <= CLIENTS; client++) {
            book(client, client == 3 ? 10_000 : 1);
        }

        assertThat(rowsOfClients).isEqualTo(2 * CLIENTS);
        assertThat(foldedAndDue()).as("who was the last in the top 20 %").isEqualTo(1);
        assertNoDrift();
    }

    @Test
    void whateverIsSpentAmongManyBeforeAFoldRanksFollowFromHistory() {
        for (long seed = 1; seed <= 4; seed++) {
            var random = new Random(seed);
            for (int i = 0; i < 40; i++) {
                int client = 1 + random.nextInt(CLIENTS);
                int price = random.nextInt(8) == 0 ? 100 * random.nextInt(CLIENTS) : random.nextInt(120);
                String id = "random-" + seed + "-" + random.nextInt(15);
                put(id, client, price, random.nextInt(3) == 0 ? "BOOKED" : "COMPLETED");
                clock.advance(Duration.ofNanos(1_000L * random.nextInt(random.nextInt(6) == 0 ? 3_000_000 : 90_000)));
                if (random.nextInt(12) == 0) {
                    applySpendChanges.apply();
                }
                if (random.nextInt(20) == 0) {
                    dueClients.evaluate();
                }
            }
            drain();
            assertNoDrift();
        }
    }

    private void book(int client, int price) {
        String id = "second-" + client + "-" + clock.instant();
        put(id, client, price, "BOOKED");
        clock.advance(Duration.ofMillis(2));
        put(id, client, price, "COMPLETED");
        clock.advance(Duration.ofMillis(3));
    }

    private void put(String id, int client, int price, String status) {
        String body = """
                {"client": "c-%d", "service": "massage", "startsAt": "2026-11-22T09:00:00Z", "price": "%d.00", "status": "%s"}
                """.formatted(client, price, status);
        rowsOfClients += database.transaction(tx -> {
            int before = written(tx);
            take.booking(
                    tx, settings(), id, Json.object(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))));
            return written(tx) - before;
        });
    }

    /** Updates of clients by this transaction. */
    private static int written(Transaction transaction) throws SQLException {
        return transaction
                .first("select n_tup_upd from pg_stat_xact_user_tables where relname = 'client'", row -> row.getInt(1))
                .orElseThrow();
    }

    private int waiting() {
        return count("select count(*) from spend_change where business_id = ?");
    }

    private int count(String sql) {
        return database.transaction(
                        tx -> tx.first(sql, row -> row.getInt(1), salon.id().value()))
                .orElseThrow();
    }

    private int foldedAndDue() {
        applySpendChanges.apply(salon.id());
        int due = count("select count(*) from client where business_id = ? and ranks_changed_from is not null");
        drain();
        return due;
    }

    private void drain() {
        do {
            applySpendChanges.apply();
        } while (dueClients.evaluate() > 0);
    }

    private void assertNoDrift() {
        salon.as(Role.ANALYST)
                .body("{\"sample\": 500}")
                .post("/api/audit")
                .then()
                .statusCode(200)
                .body("waiting", equalTo(0))
                .body("drifting", empty())
                .body("cutOffs", empty());
    }

    private Business settings() {
        return new Business(
                salon.id(),
                salon.externalId(),
                salon.externalId(),
                ZoneId.of("Europe/Riga"),
                Currency.getInstance("EUR"),
                "LV",
                24,
                null,
                false,
                Map.of());
    }
}
