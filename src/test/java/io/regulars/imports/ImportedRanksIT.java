package io.regulars.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.live.EvaluateDueClients;
import io.regulars.platform.database.Database;
import io.regulars.ranking.ApplySpendChanges;
import io.regulars.rules.model.RuleFile;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ranks of the past follow from history alone, however it came to be told. */
@QuarkusTest
class ImportedRanksIT {
    private static final String RULES = """
            rule "Top" when $c : Client( spendPercentile > 80 ) then segments.assign($c, "top"); end
            rule "Half" when $c : Client( spendPercentile >= 50 ) then segments.assign($c, "half"); end
            rule "Known" when $c : Client( visits >= 0 ) then segments.assign($c, "known"); end
            rule "Vip" when $c : Client( spendPercentile > 80, visits >= 2 ) then segments.assign($c, "vip"); end
            rule "Welcome" when $c : Client() Entered( segment == "top" ) then campaigns.start($c, "welcome"); end
            """;
    private static final String WELCOME = """
            name: welcome
            title: Welcome
            steps: [{name: hello, message: {channel: email, text: Hello}}]
            """;
    private static final List<String> JANUARY = List.of(
            receipt("1", "a", "2026-01-10", 10),
            receipt("2", "b", "2026-01-10", 20),
            receipt("3", "c", "2026-01-10", 30),
            receipt("4", "d", "2026-01-10", 40),
            receipt("5", "e", "2026-01-10", 50));
    private static final List<String> MARCH = List.of(receipt("6", "a", "2026-03-10", 1_000));

    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    @Inject
    TestClock clock;

    @Inject
    Database database;

    @Inject
    EvaluateImported evaluateImported;

    @Inject
    ApplySpendChanges applySpendChanges;

    @Inject
    EvaluateDueClients dueClients;

    private TestBusiness salon;
    private int lastActivation;

    @BeforeEach
    void aSalon() {
        lastActivation = database.transaction(
                        tx -> tx.first("select coalesce(max(id), 0) from activation", row -> row.getInt(1)))
                .orElseThrow();
        clock.set("2026-11-22T12:00:00Z");
        release.activate(
                List.of(new RuleFile("segments/test.drl", RULES), new RuleFile("campaigns/welcome.yaml", WELCOME)));
        salon = businesses.fresh();
    }

    /** No other test is to find that these rules were active at its moments. */
    @AfterEach
    void leaveNoTrace() {
        database.transaction(
                tx -> tx.update("update activation set finished_at = '2000-01-01Z' where id > ?", lastActivation));
    }

    @Test
    void inOneImportInTwoOrTheOtherWayRoundTheTopIsWhatItWas() {
        for (List<List<String>> cut : List.of(
                List.of(joined(JANUARY, MARCH)),
                List.of(JANUARY, MARCH),
                List.of(MARCH, JANUARY),
                List.of(JANUARY.subList(3, 5), MARCH, JANUARY.subList(0, 3)))) {
            salon = businesses.fresh();
            cut.forEach(this::load);
            settle();

            assertThat(replay("2026-02-01T00:00:00Z", "top"))
                    .as("1 February, %s", cut)
                    .containsExactly("e");
            assertThat(replay("2026-04-01T00:00:00Z", "top"))
                    .as("1 April, %s", cut)
                    .containsExactly("a");
            assertThat(asOf("e", "2026-02-01T00:00:00Z")).contains("top 2026-01-09T22:00:00Z");
            assertThat(asOf("e", "2026-04-01T00:00:00Z")).doesNotContain("top 2026-01-09T22:00:00Z");
            assertThat(asOf("a", "2026-02-01T00:00:00Z")).noneMatch(segment -> segment.startsWith("top"));
            assertThat(held()).contains("a top 2026-03-09T22:00:00Z", "e half 2026-01-09T22:00:00Z");
            assertThat(starts()).allMatch(state -> state.equals("BACKLOG"));
            assertNoDrift();
        }
    }

    @Test
    void whoeverAnImportPushesOutOrLetsInSomeMonthsAgoIsSaidToHaveBeenSoSinceThen() {
        load(joined(JANUARY, MARCH));
        settle();

        load(List.of(receipt("7", "f", "2026-05-05", 2_000), receipt("8", "e", "2026-06-01", 1_500)));
        settle();

        assertThat(held()).contains("f top 2026-05-04T21:00:00Z").noneMatch(line -> line.startsWith("a top"));
        assertThat(transitions()).as("two of six are the top fifth").contains("a LEFT top 2026-05-31T21:00:00Z");
        assertThat(starts()).allMatch(state -> state.equals("BACKLOG"));
        assertThat(replay("2026-05-01T00:00:00Z", "top")).containsExactly("a");
        assertThat(replay("2026-05-10T00:00:00Z", "top")).containsExactly("a", "f");
        assertThat(replay("2026-06-02T00:00:00Z", "top")).containsExactly("e", "f");
        assertNoDrift();
    }

    @Test
    void theSameTellingsCutDifferentlyGiveTheSame() {
        for (long seed = 1; seed <= 2; seed++) {
            var random = new Random(seed);
            List<String> lines = history(random);
            salon = businesses.fresh();
            load(lines);
            settle();
            List<String> held = held();
            List<String> june = replay("2026-06-01T00:00:00Z", "top");
            assertNoDrift();

            salon = businesses.fresh();
            for (List<String> part : cut(lines, random)) {
                load(part);
                if (random.nextBoolean()) {
                    settle();
                }
            }
            settle();

            assertThat(held()).as("seed %d", seed).isEqualTo(held);
            assertThat(replay("2026-06-01T00:00:00Z", "top"))
                    .as("seed %d", seed)
                    .isEqualTo(june);
            assertThat(starts()).allMatch(state -> state.equals("BACKLOG"));
            assertNoDrift();
        }
    }

    @Test
    void percentilesThatAReleaseNewlyNamesHaveAPastToo() {
        load(joined(JANUARY, MARCH));
        settle();
        release.activate("""
                rule "Third" when $c : Client( spendPercentile > 60 ) then segments.assign($c, "third"); end
                """);
        applySpendChanges.apply(salon.id());

        assertThat(replay("2026-02-01T00:00:00Z", "third")).containsExactly("d", "e");
        assertThat(replay("2026-04-01T00:00:00Z", "third")).containsExactly("a", "e");
    }

    @Test
    void whatWasKnownThenStaysAsItWasKnown() {
        clock.set("2026-02-01T12:00:00Z");
        load(JANUARY);
        settle();
        clock.set("2026-11-22T12:00:00Z");
        load(List.of(receipt("9", "b", "2026-01-20", 500)));
        settle();

        String then = "{\"asOf\": \"2026-02-02T00:00:00Z\", \"knowledge\": \"then\", \"release\": \"" + release.label()
                + "\"}";
        assertThat(members(then, "top")).containsExactly("e");
        assertThat(replay("2026-02-02T00:00:00Z", "top")).containsExactly("b");
    }

    @Test
    void historiesThatAreOlderThanTheStepsAreGoneThroughOnce() {
        load(joined(JANUARY, MARCH));
        settle();
        salon.as(Role.ADMIN).delete("/api/clients/e").then().statusCode(204);
        settle();
        List<String> before = steps();
        database.transaction(tx -> {
            int business = salon.id().value();
            tx.update("delete from spend_step where business_id = ?", business);
            tx.update("delete from cutoff_past where business_id = ?", business);
            tx.update("update client set spend_since = null where business_id = ?", business);
            return tx.update(
                    "update spend_ranking set must_sweep = true, stepped_to = 0, past_cuts = null where business_id = ?",
                    business);
        });
        applySpendChanges.apply(salon.id());
        settle();

        assertThat(steps()).isEqualTo(before);
        assertThat(replay("2026-02-01T00:00:00Z", "top"))
                .as("but for who was erased since")
                .isEmpty();
        assertThat(replay("2026-04-01T00:00:00Z", "top")).containsExactly("a");
        assertNoDrift();
    }

    private static String receipt(String id, String client, String date, int amount) {
        return """
                {"record":"receipt","id":"%s","client":"%s","date":"%s","amount":"%d.00","kind":"PRODUCT"}
                """.formatted(id, client, date, amount);
    }

    private static List<String> history(Random random) {
        var lines = new ArrayList<String>();
        for (int i = 0; i < 60; i++) {
            String client = "c-" + random.nextInt(9);
            String day = "2026-%02d-%02d".formatted(1 + random.nextInt(9), 1 + random.nextInt(28));
            int amount = 10 * (1 + random.nextInt(20));
            lines.add(
                    random.nextBoolean()
                            ? receipt("r-" + i, client, day, amount)
                            : """
                            {"record":"booking","id":"b-%d","client":"%s","service":"cut","startsAt":"%sT%02d:00:00Z","status":"%s","price":"%d.00"}
                            """.formatted(
                                            i,
                                            client,
                                            day,
                                            8 + random.nextInt(10),
                                            random.nextInt(5) == 0 ? "CANCELLED" : "COMPLETED",
                                            amount));
        }
        return lines;
    }

    private static List<List<String>> cut(List<String> lines, Random random) {
        int parts = 2 + random.nextInt(4);
        List<List<String>> cut = new ArrayList<>();
        IntStream.range(0, parts).forEach(part -> cut.add(new ArrayList<>()));
        lines.forEach(line -> cut.get(random.nextInt(parts)).add(line));
        Collections.shuffle(cut, random);
        return cut;
    }

    private static List<String> joined(List<String> one, List<String> other) {
        var all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }

    private void load(List<String> lines) {
        String id = salon.bookingSystem()
                .contentType("application/x-ndjson")
                .body(String.join("", lines).getBytes(StandardCharsets.UTF_8))
                .post("/api/import")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        while (salon.bookingSystem().get("/api/import/" + id).jsonPath().get("finishedAt") == null) {
            evaluateImported.evaluate();
        }
        clock.advance(Duration.ofMinutes(1));
    }

    private void settle() {
        do {
            applySpendChanges.apply();
        } while (dueClients.evaluate() > 0);
    }

    private List<String> replay(String asOf, String segment) {
        return members("{\"asOf\": \"" + asOf + "\"}", segment);
    }

    private List<String> members(String question, String segment) {
        String job = salon.as(Role.ANALYST)
                .body(question)
                .post("/api/replay")
                .then()
                .statusCode(202)
                .extract()
                .path("job");
        String path = "/api/replay/" + job;
        await().until(() -> salon.as(Role.ANALYST).get(path).path("state").equals("DONE"));
        return salon.as(Role.ANALYST)
                .get(path + "/members")
                .asString()
                .lines()
                .map(line -> line.split(","))
                .filter(cells -> cells[1].equals(segment))
                .map(cells -> cells[0])
                .sorted()
                .toList();
    }

    private List<String> asOf(String client, String moment) {
        JsonPath segments = salon.as(Role.VIEWER)
                .get("/api/clients/" + client + "/segments?asOf=" + moment)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        List<String> names = segments.getList("name");
        List<String> since = segments.getList("since");
        return IntStream.range(0, names.size())
                .mapToObj(i -> names.get(i) + " " + since.get(i))
                .toList();
    }

    private List<String> held() {
        return list("""
                select c.external_id || ' ' || m.segment || ' ' || to_char(m.since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
                from membership m join client c on c.id = m.client_id where m.business_id = ? order by 1
                """);
    }

    private List<String> transitions() {
        return list("""
                select c.external_id || ' ' || t.kind || ' ' || t.segment || ' '
                       || to_char(t.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
                from transition t join client c on c.id = t.client_id where t.business_id = ? order by t.id
                """);
    }

    private List<String> starts() {
        return list("select state from campaign_start where business_id = ?");
    }

    private List<String> steps() {
        return list("""
                select client_id || ' ' || at || ' ' || from_minor || ' ' || to_minor from spend_step
                where business_id = ? and superseded_at is null order by client_id, at
                """);
    }

    private List<String> list(String sql) {
        return database.transaction(
                tx -> tx.list(sql, row -> row.getString(1), salon.id().value()));
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
}
