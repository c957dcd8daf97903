package io.regulars.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.evaluation.EvaluationCause;
import io.regulars.evaluation.StoredHistory;
import io.regulars.evaluation.TriggerEvent;
import io.regulars.facts.Cutoffs.Cut;
import io.regulars.facts.history.BookingState.Status;
import io.regulars.live.EvaluateAll;
import io.regulars.live.EvaluateClients;
import io.regulars.live.EvaluateDueClients;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.Transaction;
import io.regulars.ranking.spends.SpendRanking;
import io.regulars.ranking.spends.SpendRankingTest;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SpendCutoffsIT {
    private static final Map<String, Cut> CUTS = Map.of(
            "all", new Cut(0, true),
            "third", new Cut(33_333, true),
            "half", new Cut(50_000, false),
            "top-spender", new Cut(80_000, true),
            "from-80", new Cut(80_000, false),
            "nobody", new Cut(100_000, true));
    private static final String RULES = """
            rule "All" when $c : Client( spendPercentile > 0 ) then segments.assign($c, "all"); end
            rule "Third" when $c : Client( spendPercentile > 33.333 ) then segments.assign($c, "third"); end
            rule "Half" when $c : Client( spendPercentile >= 50 ) then segments.assign($c, "half"); end
            rule "Top" when $c : Client( spendPercentile > 80 ) then segments.assign($c, "top-spender"); end
            rule "From 80" when $c : Client( spendPercentile >= 80 ) then segments.assign($c, "from-80"); end
            rule "Nobody" when $c : Client( spendPercentile > 100 ) then segments.assign($c, "nobody"); end
            """;

    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    @Inject
    TestClock clock;

    @Inject
    Database database;

    @Inject
    ApplySpendChanges applySpendChanges;

    @Inject
    EvaluateDueClients dueClients;

    @Inject
    EvaluateClients evaluateClients;

    @Inject
    EvaluateAll evaluateAll;

    private TestBusiness salon;

    @BeforeEach
    void aSalon() {
        clock.set("2026-11-22T12:00:00Z");
        release.activate(RULES);
        salon = businesses.fresh();
    }

    @Test
    void whateverIsSpentCorrectedMovedErasedOrImportedRanksAreExactAtRest() {
        for (long seed = 1; seed <= 6; seed++) {
            salon = businesses.fresh();
            var random = new Random(seed);
            var erased = new TreeSet<Integer>();
            int clients = 1 + random.nextInt(25);
            int prices = 1 + random.nextInt(12);
            for (int step = 0; step < 60; step++) {
                clock.advance(Duration.ofSeconds(random.nextInt(100)));
                change(random, clients, prices, erased);
                if (random.nextInt(4) == 0) {
                    drain();
                    assertExact("seed " + seed + ", step " + step);
                }
            }
        }
    }

    @Test
    void manyWritersAndTwoReplicasLeaveNoDrift() throws Exception {
        var finished = new AtomicInteger();
        List<Callable<Void>> work = new ArrayList<>();
        int writers = 4;
        for (int writer = 0; writer < writers; writer++) {
            var random = new Random(writer);
            String prefix = "w" + writer + "-";
            work.add(() -> {
                try {
                    for (int i = 0; i < 60; i++) {
                        clock.advance(Duration.ofNanos(7_000));
                        visit(prefix + random.nextInt(15), "c-" + random.nextInt(20), random.nextInt(6));
                    }
                } finally {
                    finished.incrementAndGet();
                }
                return null;
            });
        }
        for (int replica = 0; replica < 2; replica++) {
            work.add(() -> {
                while (finished.get() < writers) {
                    applySpendChanges.apply();
                    dueClients.evaluate();
                }
                return null;
            });
        }
        try (var threads = Executors.newFixedThreadPool(work.size())) {
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        }
        drain();
        assertExact("at rest");
        assertNoDrift();
    }

    @Test
    void aClientsOwnChangeShowsInItsOwnAnswerAtOnce() {
        for (int i = 1; i <= 10; i++) {
            visit("b-" + i, "c-" + i, i);
        }
        drain();
        assertThat(names("c-1")).doesNotContain("top-spender");

        visit("b-1", "c-1", 11);

        assertThat(names("c-1")).contains("top-spender");
        assertThat(names("c-9")).as("the others follow").contains("top-spender");
        drain();
        assertThat(names("c-9")).doesNotContain("top-spender");
    }

    @Test
    void whoeverOthersPushOutOrLetInChangedWhenTheySpentIt() {
        visit("b-1", "c-1", 10);
        drain();
        clock.set("2026-11-22T13:00:00Z");
        visit("b-2", "c-2", 20);
        drain();
        clock.set("2026-11-22T14:00:00Z");
        visit("b-3", "c-1", 30);
        drain();

        assertThat(transitions("c-1", "top-spender"))
                .containsExactly(
                        "ENTERED 2026-11-22T12:00:00Z", "LEFT 2026-11-22T13:00:00Z", "ENTERED 2026-11-22T14:00:00Z");
    }

    @Test
    void whatWasTakenBackHasNeverPushedAnybodyOut() {
        visit("b-1", "c-1", 10);
        drain();
        clock.set("2026-11-22T13:00:00Z");
        visit("b-2", "c-2", 20);
        drain();
        clock.set("2026-11-22T14:00:00Z");
        salon.bookingSystem().delete("/api/bookings/b-2").then().statusCode(200);
        drain();

        assertThat(transitions("c-1", "top-spender").getLast()).isEqualTo("ENTERED 2026-11-22T12:00:00Z");
        assertNoDrift();
    }

    @Test
    void lookingBackTheCutOffsOfThePastCount() {
        visit("b-1", "c-1", 10);
        drain();
        clock.set("2026-11-22T13:00:00Z");
        visit("b-2", "c-2", 20);
        drain();
        clock.set("2026-11-22T14:00:00Z");
        salon.as(Role.ADMIN).delete("/api/clients/c-2").then().statusCode(204);
        drain();
        clock.set("2026-11-22T15:00:00Z");
        release.activate(RULES + """
                rule "Best" when $c : Client( spendPercentile > 80 ) then segments.assign($c, "best"); end
                """);

        evaluateAll.evaluate(salon.id(), EvaluationCause.RELEASE, done -> {});

        assertThat(transitions("c-1", "best")).containsExactly("ENTERED 2026-11-22T14:00:00Z");
    }

    @Test
    void whatIsToldLateToHaveBeenSpentRanksAmongWhatOthersHadSpentThen() {
        visit("b-1", "c-1", 10);
        visit("b-2", "c-2", 30);
        drain();
        clock.set("2026-11-22T13:00:00Z");
        visit("b-2", "c-2", 15);
        drain();
        clock.set("2026-11-22T14:00:00Z");

        visit("b-3", "c-1", 10, "2026-11-22T12:30:00Z");

        assertThat(transitions("c-1", "top-spender").getLast())
                .as("b-2 was always worth 15")
                .isEqualTo("ENTERED 2026-11-22T12:30:00Z");
        drain();
        assertNoDrift();
    }

    @Test
    void spendsWithinAMomentOfEachOtherLeaveNoDrift() {
        for (long seed = 1; seed <= 3; seed++) {
            salon = businesses.fresh();
            var random = new Random(seed);
            for (int i = 0; i < 10; i++) {
                visit("b-" + i, "c-" + i, 1 + random.nextInt(40));
                clock.advance(Duration.ofMillis(1 + random.nextInt(90)));
            }
            drain();
            for (int burst = 0; burst < 4; burst++) {
                clock.advance(Duration.ofMinutes(7));
                for (int i = 0; i < 5; i++) {
                    String occurredAt = clock.instant()
                            .minusMillis(random.nextInt(3) == 0 ? random.nextInt(400) : 0)
                            .toString();
                    visit("n-" + burst + i, "c-" + random.nextInt(10), 1 + random.nextInt(9), occurredAt);
                    clock.advance(Duration.ofNanos(1_000L * (1 + random.nextInt(90_000))));
                    if (random.nextInt(4) == 0) {
                        applySpendChanges.apply();
                    }
                }
                clock.advance(Duration.ofMillis(90));
                drain();
                assertNoDrift();
            }
        }
    }

    @Test
    void whoHasSpentMoreThemselvesIsRankedAnewInThePastInWhateverOrderWhatTheySpentIsStored() {
        visit("b-1", "c-1", 10);
        drain();
        clock.set("2026-11-22T13:00:00Z");
        visit("b-2", "c-2", 20);
        drain();
        clock.set("2026-11-22T14:00:00Z");
        visit("b-3", "c-1", 20);
        drain();
        assertThat(transitions("c-1", "top-spender").getLast()).isEqualTo("ENTERED 2026-11-22T14:00:00Z");
        clock.set("2026-11-22T15:00:00Z");

        visit("b-4", "c-1", 1);
        salon.bookingSystem().delete("/api/bookings/b-2").then().statusCode(200);
        storeStepsLastFirst();
        drain();

        assertThat(since("c-1", "top-spender")).isEqualTo("2026-11-22T12:00:00Z");
        assertNoDrift();
    }

    @Test
    void aReleaseThatNamesOtherPercentilesIsRankedByThem() {
        for (int i = 1; i <= 10; i++) {
            visit("b-" + i, "c-" + i, i);
        }
        drain();
        release.activate("""
                rule "Tenth" when $c : Client( spendPercentile > 90 ) then segments.assign($c, "tenth"); end
                """);
        evaluateAll.evaluate(salon.id(), EvaluationCause.RELEASE, done -> {});
        assertThat(names("c-10")).containsExactly("tenth");

        visit("b-1", "c-1", 20);
        drain();

        assertThat(names("c-1")).containsExactly("tenth");
        assertThat(names("c-10")).isEmpty();
    }

    @Test
    void whoIsEvaluatedFirstAfterAChangeOfPriceIsRankedAmongTheNewSpendsOfTheLast() {
        visit("b-1", "c-3", 50);
        for (String booking : List.of("b-2 c-1", "b-3 c-2", "b-4 c-2")) {
            String[] names = booking.split(" ");
            salon.bookingSystem()
                    .body("""
                            {"client": "%s", "service": "color", "startsAt": "2026-11-20T09:00:00Z", "status": "COMPLETED"}
                            """.formatted(names[1]))
                    .put("/api/bookings/" + names[0])
                    .then()
                    .statusCode(200);
        }
        drain();
        salon.bookingSystem()
                .body("{\"name\": \"Color\", \"price\": \"100.00\"}")
                .put("/api/services/color")
                .then()
                .statusCode(200);

        evaluateAll.evaluate(salon.id(), EvaluationCause.REQUEST, done -> {});
        drain();

        assertThat(transitions("c-1", "top-spender")).isEmpty();
        assertThat(names("c-2")).contains("top-spender");
        assertNoDrift();
    }

    @Test
    void onlyWhoeverLiesBetweenTheOldAndTheNewCutOffIsEvaluated() {
        for (int i = 1; i <= 50; i++) {
            visit("b-" + i, "c-" + i, i);
        }
        drain();

        visit("b-1", "c-1", 100);
        applySpendChanges.apply();

        assertThat(dueClients.evaluate()).as("one per cut that moved").isBetween(1, CUTS.size());
    }

    private void change(Random random, int clients, int prices, Set<Integer> erased) {
        int client = random.nextInt(clients);
        String booking = "b-" + random.nextInt(3 * clients);
        int kind = random.nextInt(20);
        if (kind == 0) {
            salon.as(Role.ADMIN).delete("/api/clients/c-" + client);
            erased.add(client);
        } else if (kind == 1) {
            salon.bookingSystem().delete("/api/bookings/" + booking);
        } else if (kind == 2) {
            importSome(random, prices);
        } else if (!erased.contains(client)) {
            // another client's booking moves, or stays if theirs was erased
            salon.bookingSystem()
                    .body(body(
                            "c-" + client,
                            random.nextInt(prices),
                            clock.instant().toString()))
                    .put("/api/bookings/" + booking);
        }
    }

    private void importSome(Random random, int prices) {
        var stored = new StoredHistory(database, salon.id())
                .recordedAt(clock.instant().toString());
        var ids = new HashMap<Long, List<TriggerEvent>>();
        for (int i = 0; i < 5; i++) {
            String name = "i-" + random.nextInt(1_000_000);
            long client = stored.client(name, clock.instant().toString());
            stored.booking(client, name, clock.instant().toString(), Status.COMPLETED, 100L * random.nextInt(prices));
            ids.put(client, List.of());
        }
        database.transaction(tx -> {
            evaluateClients.updateSpend(tx, salon.id(), ids.keySet());
            return ids;
        });
        applySpendChanges.apply(salon.id());
        database.transaction(tx -> evaluateClients.evaluate(tx, salon.id(), ids, EvaluationCause.IMPORT));
    }

    private void visit(String booking, String client, int price) {
        visit(booking, client, price, clock.instant().toString());
    }

    private void visit(String booking, String client, int price, String occurredAt) {
        salon.bookingSystem()
                .body(body(client, price, occurredAt))
                .put("/api/bookings/" + booking)
                .then()
                .statusCode(200);
    }

    private String body(String client, int price, String occurredAt) {
        return """
                {"client": "%s", "service": "cut", "startsAt": "2026-11-20T09:00:00Z", "status": "COMPLETED", "price": "%d.00",
                 "occurredAt": "%s"}
                """.formatted(client, price, occurredAt);
    }

    private void storeStepsLastFirst() {
        database.transaction(tx -> tx.update("""
                with steps as (delete from spend_step where business_id = ? returning *)
                insert into spend_step select * from steps order by at desc
                """, salon.id().value()));
    }

    private void drain() {
        do {
            applySpendChanges.apply();
        } while (dueClients.evaluate() > 0);
    }

    /** Counts from the clients' rows alone. */
    private void assertExact(String when) {
        record Row(long client, long spend) {}
        List<Row> rows = database.transaction(tx -> tx.list(
                "select id, spend_minor from client where business_id = ? and erased_at is null order by id",
                row -> new Row(row.getLong(1), row.getLong(2)),
                salon.id().value()));
        List<Long> spends = rows.stream().map(Row::spend).toList();
        Map<Long, TreeSet<String>> stored = new ConcurrentHashMap<>();
        database.transaction(tx -> tx.list(
                "select client_id, segment from membership where business_id = ?",
                row -> stored.computeIfAbsent(row.getLong(1), id -> new TreeSet<>())
                        .add(row.getString(2)),
                salon.id().value()));
        SpendRanking ranking = database.transaction(tx -> SpendRankings.load(tx, salon.id()));
        assertThat(ranking.population())
                .as(when)
                .isEqualTo(spends.stream().filter(spend -> spend > 0).count());
        if (ranking.population() > 0) {
            assertThat(ranking.places().keySet()).as(when).containsExactlyInAnyOrderElementsOf(CUTS.values());
        }
        for (Row row : rows) {
            var expected = new TreeSet<String>();
            CUTS.forEach((segment, cut) -> {
                boolean above = row.spend > 0 && SpendRankingTest.naive(cut, row.spend, spends);
                assertThat(ranking.cutoffs().above(cut, row.spend).holds())
                        .as("%s: %s of %d in %s", when, cut, row.spend, spends)
                        .isEqualTo(above);
                if (above) {
                    expected.add(segment);
                }
            });
            assertThat(stored.getOrDefault(row.client, new TreeSet<>()))
                    .as("%s: %d in %s", when, row.spend, spends)
                    .isEqualTo(expected);
        }
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

    private List<String> names(String client) {
        return salon.as(Role.VIEWER)
                .get("/api/clients/" + client + "/segments")
                .then()
                .statusCode(200)
                .extract()
                .path("name");
    }

    private String since(String client, String segment) {
        return salon.as(Role.VIEWER)
                .get("/api/clients/" + client + "/segments")
                .then()
                .statusCode(200)
                .extract()
                .path("find { it.name == '" + segment + "' }.since");
    }

    private List<String> transitions(String client, String segment) {
        return database.transaction(tx -> tx.list(
                """
                select t.kind, t.occurred_at from transition t join client c on c.id = t.client_id
                where c.business_id = ? and c.external_id = ? and t.segment = ? order by t.id
                """,
                row -> row.getString(1) + " " + Transaction.instant(row, "occurred_at"),
                salon.id().value(),
                client,
                segment));
    }
}
