package io.regulars.preview;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.campaigns.file.ReadCampaigns;
import io.regulars.campaigns.ledger.ForeseeStarts;
import io.regulars.delivery.DecideDueActions;
import io.regulars.evaluation.EvaluationCause;
import io.regulars.evaluation.SwitchStarts;
import io.regulars.jobs.ParallelBatches;
import io.regulars.live.EvaluateAll;
import io.regulars.platform.RegularsConfig;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.Transaction;
import io.regulars.rules.CompileRules;
import io.regulars.rules.Definition;
import io.regulars.rules.RandomDefinitions;
import io.regulars.rules.ReadDefinition;
import io.regulars.rules.RulesTester;
import io.regulars.rules.model.Assignment;
import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.RuleSet;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import io.regulars.timeline.PresentClients;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What other rules would do, told before they run: it is what they then do, and nothing happens until then. */
@QuarkusTest
class PreviewIT {
    private static final int CLIENTS = 40;
    private static final int DEFINITIONS = 80;
    private static final long SEED = 5;

    private static final SwitchStarts EVERYONE = new SwitchStarts(SwitchStarts.Mode.EVERYONE, null);

    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    @Inject
    TestClock clock;

    @Inject
    Database database;

    @Inject
    EvaluateAll evaluateAll;

    @Inject
    PresentClients presentClients;

    @Inject
    RegularsConfig config;

    @Inject
    PreviewRelease previewRelease;

    @Inject
    CountDefinition countDefinition;

    @Inject
    LoadSnapshots loadSnapshots;

    @Inject
    HistoricEffects historicEffects;

    @Inject
    ForeseeStarts foreseeStarts;

    @Inject
    PreviewSending previewSending;

    @Inject
    DecideDueActions decideDueActions;

    @Inject
    ParallelBatches parallel;

    private final Random chance = new Random(SEED);
    private TestBusiness salon;

    @BeforeEach
    void aSalon() {
        clock.set("2031-03-01T12:00:00Z");
        release.activateDefaults();
        salon = businesses.fresh();
    }

    @Test
    void aDefinitionIsCountedWithSomeOfWhomItHoldsAndWhy() {
        visits("c-1", 3);
        visits("c-2", 1);

        preview("'segment': 'fans', 'definition': {'all': [{'field': 'visits', 'operator': '>=', 'value': 2}]}")
                .body("segment", equalTo("fans"))
                .body("clients", equalTo(2))
                .body("count", equalTo(1))
                .body("joiners.sample.client", contains("c-1"))
                .body("joiners.sample.because", contains("visits is 3"))
                .body("leavers.count", equalTo(0));
    }

    @Test
    void besideTheCountStandsOfHowManyItIsNotKnown() {
        salon.bookingSystem().body("{\"country\": \"LV\"}").put("/api/clients/c-1");
        visits("c-2", 2);
        visits("c-3", 1);
        String abroad =
                "rule \"Abroad\" when $c : Client( country not in (\"LV\") ) then segments.assign($c, \"abroad\"); end";

        preview("'drl': '" + abroad + "'").body("count", equalTo(0)).body("unknown", equalTo(2));
        preview(
                        "'definition': {'all': [{'field': 'visits', 'operator': '>=', 'value': 2}, {'field': 'age', 'operator': '>', 'value': 30}]}")
                .body("count", equalTo(0))
                .body("unknown", equalTo(1));
        preview("'definition': {'all': [{'field': 'visits', 'operator': '>=', 'value': 2}]}")
                .body("count", equalTo(1))
                .body("unknown", equalTo(0));
        Impact impact = preview(List.of(new RuleFile("segments/abroad.drl", abroad)), EVERYONE);
        assertThat(impact.segments())
                .filteredOn(segment -> segment.segment().equals("abroad"))
                .singleElement()
                .satisfies(segment -> {
                    assertThat(segment.joiners().count()).isZero();
                    assertThat(segment.unknown()).isEqualTo(2);
                });
    }

    @Test
    void itIsComparedWithWhoIsInTheSegmentOfThatName() {
        visits("c-1", 3);
        visits("c-2", 2);
        visits("c-3", 1);

        preview("'drl': 'rule \"Repeat\" when $c : Client( visits > 2 ) then segments.assign($c, \"repeat\"); end'")
                .body("count", equalTo(1))
                .body("joiners.count", equalTo(0))
                .body("stayers.sample.client", contains("c-1"))
                .body("leavers.sample.client", contains("c-2"))
                .body("leavers.sample[0].because", containsString("visits is 2; it must be at least 3"));
    }

    @Test
    void aPreviewNeverCountsTheDaysOfYesterday() {
        salon.bookingSystem()
                .body("{\"client\": \"c-1\", \"service\": \"cut\", \"startsAt\": \"2031-02-28T10:00:00Z\","
                        + " \"status\": \"COMPLETED\"}")
                .put("/api/bookings/b-1")
                .then()
                .statusCode(200);
        String days = "'definition': {'all': [{'field': 'daysSinceLastVisit', 'operator': '>=', 'value': 2}]}";
        clock.set("2031-03-01T21:59:50Z");
        preview(days).body("count", equalTo(0)).body("at", equalTo("2031-03-01T21:59:50Z"));
        clock.set("2031-03-01T21:59:59Z");
        preview(days).body("count", equalTo(0)).body("at", equalTo("2031-03-01T21:59:50Z"));

        clock.set("2031-03-01T22:00:01Z");
        preview(days).body("count", equalTo(1)).body("at", equalTo("2031-03-01T22:00:01Z"));
    }

    @Test
    void whatWasJustStoredIsCountedIn() {
        String twoVisits = "'definition': {'all': [{'field': 'visits', 'operator': '==', 'value': 2}]}";
        visits("c-1", 1);
        preview(twoVisits).body("count", equalTo(0));

        visits("c-1", 2);
        visits("c-2", 2);
        preview(twoVisits).body("count", equalTo(2));

        salon.bookingSystem().delete("/api/clients/c-1").then().statusCode(204);
        preview(twoVisits).body("clients", equalTo(1)).body("count", equalTo(1));
    }

    @Test
    void whatIsWrongWithADefinitionIsSaidAtItsPlace() {
        refused("'definition': {'all': [{'field': 'visit', 'operator': '>', 'value': 2}]}")
                .body("errors[0].pointer", equalTo("/definition/all/0/field"));
        refused("'drl': 'rule \"x\" when $c : Client( visit > 2 ) then segments.assign($c, \"x\"); end'")
                .body("errors[0].pointer", equalTo("/drl"))
                .body("errors[0].detail", containsString("line 1, column 28"));
        refused("'sample': 5").body("errors[0].pointer", equalTo("/definition"));
    }

    @Test
    void itIsWhatJudgingEverybodyInTheDatabaseComesTo() {
        manyThingsHappen();
        for (RuleFile file : RulesTester.defaultFiles().stream()
                .filter(file -> file.path().matches("(segments|library)/.*\\.drl"))
                .toList()) {
            RuleSet rules = compiled(List.of(new RuleFile("segments/some.drl", file.bytes())));
            Impact impact = previewRelease.preview(
                    question(rules, List.of(), SwitchStarts.FUTURE_ONLY), done -> {}, () -> false);

            Map<String, Long> sizes = new TreeMap<>();
            impact.segments()
                    .forEach(segment -> sizes.merge(
                            segment.segment(),
                            segment.joiners().count() + segment.stayers().count(),
                            Long::sum));
            sizes.values().removeIf(size -> size == 0);
            assertThat(sizes).as("%s, seed %d", file.path(), SEED).isEqualTo(judgedOneByOne(rules));
        }
    }

    @Test
    void itIsWhatActivationThenDoes() {
        manyThingsHappen();
        List<RuleFile> draft = draft();
        Impact everyone = preview(draft, EVERYONE);
        Impact futureOnly = preview(draft, SwitchStarts.FUTURE_ONLY);
        Map<String, List<String>> before = members();
        long transitions = count("transition");

        release.activate(draft);
        evaluateAll.evaluate(salon.id(), EvaluationCause.RELEASE, done -> {});

        Map<String, List<String>> after = members();
        var names = new java.util.TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        long moves = 0;
        for (String name : names) {
            var joined = new ArrayList<>(after.getOrDefault(name, List.of()));
            joined.removeAll(before.getOrDefault(name, List.of()));
            var left = new ArrayList<>(before.getOrDefault(name, List.of()));
            left.removeAll(after.getOrDefault(name, List.of()));
            Impact.OfSegment told = everyone.segments().stream()
                    .filter(segment -> segment.segment().equals(name))
                    .findFirst()
                    .orElseThrow();
            assertThat(clients(told.joiners())).as("joiners of %s", name).isEqualTo(joined);
            assertThat(clients(told.leavers())).as("leavers of %s", name).isEqualTo(left);
            moves += joined.size() + left.size();
        }
        assertThat(moves).isGreaterThan(20).isEqualTo(count("transition") - transitions);
        assertThat(backlog(futureOnly)).as("starts").isNotEmpty().isEqualTo(decided("BACKLOG"));
        assertThat(started(futureOnly)).isEmpty();
        assertThat(started(everyone)).isNotEmpty();
    }

    @Test
    void whatStartsForEveryoneIsWhatThenStarts() {
        startsAsForeseen(EVERYONE);
    }

    @Test
    void whatStartsSoManyADayIsWhatThenStarts() {
        startsAsForeseen(new SwitchStarts(SwitchStarts.Mode.PER_DAY, 3));
    }

    private void startsAsForeseen(SwitchStarts starts) {
        manyThingsHappen();
        List<RuleFile> draft = draft();
        Impact foreseen = preview(draft, starts);

        release.activate(draft, starts);
        evaluateAll.evaluate(salon.id(), EvaluationCause.RELEASE, done -> {});

        assertThat(started(foreseen)).isNotEmpty().isEqualTo(decided("STARTED"));
        assertThat(backlog(foreseen)).isEqualTo(decided("BACKLOG"));
        assertThat(reentry(foreseen)).isEqualTo(decided("SKIPPED"));
        assertThat(actions(foreseen)).isNotEmpty().isEqualTo(queued());
        Integer perDay = starts.perDay();
        long all = started(foreseen).values().stream().mapToLong(count -> count).sum();
        assertThat(foreseen.days()).isEqualTo(perDay == null ? null : Long.valueOf(Math.ceilDiv(all, perDay)));
    }

    @Test
    void whatIsCountedWhileTypingIsWhatAnEvaluationThenFinds() {
        manyThingsHappen();
        var rules = new ArrayList<RuleFile>();
        Map<String, Long> counted = new TreeMap<>();
        for (int i = 0; i < DEFINITIONS; i++) {
            String segment = "s-" + i;
            if (ReadDefinition.read(new RandomDefinitions(chance).any()) instanceof Definition definition) {
                var file = new RuleFile("segments/" + segment + ".drl", definition.drl(segment, segment));
                rules.add(file);
                counted.put(
                        segment,
                        countDefinition
                                .count(salon.id(), compiled(List.of(file)), segment, 0)
                                .count());
            }
        }
        counted.values().removeIf(count -> count == 0);

        release.activate(rules);
        evaluateAll.evaluate(salon.id(), EvaluationCause.RELEASE, done -> {});

        assertThat(counted)
                .as("seed %d", SEED)
                .isEqualTo(sizes())
                .anySatisfy((segment, count) -> assertThat(count).isLessThan(CLIENTS));
    }

    @Test
    void aPopulationTooLargeForMemoryIsReadAndAnsweredTheSame() {
        manyThingsHappen();
        neverSeen(4_500);
        var populations = new Populations(database, loadSnapshots, () -> OptionalLong.of(1_000), clock);
        var streaming = new PreviewRelease(
                database, populations, historicEffects, foreseeStarts, previewSending, parallel, config);
        var question = question(compiled(draft()), draft(), EVERYONE);
        var progress = new ArrayList<Long>();

        Impact impact = streaming.preview(question, progress::add, () -> false);

        assertThat(impact).isEqualTo(previewRelease.preview(question, done -> {}, () -> false));
        assertThat(impact.clients()).isEqualTo(CLIENTS + 4_500);
        assertThat(progress).as("by what is loaded at once").containsExactly(2_000L, 4_000L, CLIENTS + 4_500L);
        assertThat(populations.atHand(salon.id(), 0)).as("kept").isFalse();
    }

    @Test
    void nothingIsWritten() {
        manyThingsHappen();
        String before = everything();

        preview(draft(), EVERYONE);
        preview("'definition': {'all': [{'field': 'visits', 'operator': '>=', 'value': 2}]}");

        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void itEndsWhenItIsCancelled() {
        manyThingsHappen();

        assertThatThrownBy(() ->
                        previewRelease.preview(question(compiled(draft()), draft(), EVERYONE), done -> {}, () -> true))
                .isInstanceOf(CancellationException.class);
    }

    /** Two campaigns start late in the evening: some may not be written to, the others wait for the morning, then for the gap. */
    @Test
    void whatGoesOutWaitsAndIsDroppedIsWhatDeliveryThenDoes() {
        clock.set("2031-03-01T21:30:00Z");
        for (int i = 1; i <= 6; i++) {
            visits("c-" + i, 2);
            salon.bookingSystem()
                    .body("{\"email\": \"c%d@example.com\", \"consents\": {\"email\": %s}}".formatted(i, i % 3 != 0))
                    .patch("/api/clients/c-" + i)
                    .then()
                    .statusCode(200);
        }
        List<RuleFile> files = fansAnd("""
                        name: %s
                        title: Thanks
                        limit: 3 per day
                        expires: 5d
                        steps:
                          - {name: mail, message: {channel: email, text: Thank you}}
                        """);
        Impact.Sending foreseen = preview(files, EVERYONE).sending();

        release.activate(files, EVERYONE);
        evaluateAll.evaluate(salon.id(), EvaluationCause.RELEASE, done -> {});
        for (Instant due = nextDue(); due.isBefore(Instant.parse("2031-03-15T21:30:00Z")); due = nextDue()) {
            clock.set(due.isBefore(clock.instant()) ? clock.instant().toString() : due.toString());
            decideDueActions.decide();
        }

        assertThat(byStep(foreseen, step -> step.sends() == 0 ? Map.of() : Map.of("", (int) step.sends())))
                .isEqualTo(ledger("select step, campaign, '' as gate, count(*) from campaign_action a"
                        + " where channel is not null"))
                .hasSize(2);
        assertThat(byStep(foreseen, Impact.SendingOfStep::holds))
                .isEqualTo(ledger(
                        "select step, campaign, (select n.gate from action_note n where n.action_id = a.id order by"
                                + " n.at limit 1) as gate, count(*) from campaign_action a where exists (select 1 from"
                                + " action_note n where n.action_id = a.id)"))
                .containsKey("thanks/mail quiet");
        assertThat(byStep(foreseen, Impact.SendingOfStep::drops))
                .isEqualTo(ledger(
                        "select step, campaign, gate, count(*) from campaign_action a where state = 'CANCELLED'"))
                .containsEntry("thanks/mail consent", 2);
        assertThat(foreseen.most())
                .hasSize(4)
                .allSatisfy(client -> assertThat(client.messages()).isEqualTo(2));

        // of later moments other tests ask what was said by the default rules
        clock.set("2031-03-01T21:30:01Z");
        release.activateDefaults();
    }

    private static Map<String, Integer> byStep(
            Impact.Sending sending, Function<Impact.SendingOfStep, Map<String, Integer>> counts) {
        var all = new TreeMap<String, Integer>();
        sending.steps()
                .forEach(step -> counts.apply(step)
                        .forEach((gate, count) ->
                                all.put((step.campaign() + "/" + step.step() + " " + gate).strip(), count)));
        return all;
    }

    private Map<String, Integer> ledger(String select) {
        var all = new TreeMap<String, Integer>();
        database.transaction(tx -> tx.list(
                select + " and client_id in (select id from client where business_id = ?) group by 1, 2, 3",
                row -> all.put(
                        (row.getString("campaign") + "/" + row.getString("step") + " " + row.getString("gate")).strip(),
                        row.getInt("count")),
                salon.id().value()));
        return all;
    }

    private Instant nextDue() {
        return database.transaction(tx -> tx.first(
                        "select coalesce(min(due_at), 'infinity') as due from campaign_action"
                                + " where state = 'QUEUED' and client_id in (select id from client where business_id = ?)",
                        row -> row.getString("due").equals("infinity")
                                ? Instant.MAX
                                : requireNonNull(Transaction.instant(row, "due")),
                        salon.id().value()))
                .orElseThrow();
    }

    /** Clients who came twice are fans, and two campaigns begin for them. */
    private static List<RuleFile> fansAnd(String campaign) {
        return List.of(
                new RuleFile("segments/fans.drl", """
                        rule "Fans" when $c : Client( visits >= 2 ) then segments.assign($c, "fans"); end
                        rule "Thank fans" when $c : Client() Entered( segment == "fans" ) then campaigns.start($c, "thanks"); end
                        rule "Ask fans" when $c : Client() Entered( segment == "fans" ) then campaigns.start($c, "ask"); end
                        """),
                new RuleFile("campaigns/thanks.yaml", campaign.formatted("thanks")),
                new RuleFile("campaigns/ask.yaml", campaign.formatted("ask")));
    }

    @Test
    void itTellsWhatCampaignsCostAndWhomTheyCannotReach() {
        visits("c-1", 2);
        visits("c-2", 2);
        salon.bookingSystem()
                .body("{\"email\": \"ana@example.com\", \"consents\": {\"email\": true}}")
                .patch("/api/clients/c-2")
                .then()
                .statusCode(200);
        var files = List.of(new RuleFile("segments/fans.drl", """
                        rule "Fans" when $c : Client( visits >= 2 ) then segments.assign($c, "fans"); end
                        rule "Thank fans" when $c : Client() Entered( segment == "fans" ) then campaigns.start($c, "thanks"); end
                        """), new RuleFile("campaigns/thanks.yaml", """
                        name: thanks
                        title: Thanks
                        steps:
                          - {name: mail, message: {channel: email, text: Thank you}, cost: 0.015}
                          - {name: call, task: {for: front desk, text: Call}, cost: 2}
                        """));

        Impact impact = preview(files, EVERYONE);

        assertThat(impact.campaigns()).singleElement().satisfies(thanks -> {
            assertThat(thanks.starts()).isEqualTo(2);
            assertThat(thanks.cost()).isEqualTo("4.03");
            assertThat(thanks.steps().getFirst()).isEqualTo(new Impact.OfStep("mail", "message", 2, 1, 0, "0.03"));
        });
        assertThat(impact.moves()).contains(new Impact.Move("repeat", "fans", 2));
    }

    private io.restassured.response.ValidatableResponse preview(String fields) {
        return salon.as(Role.ANALYST)
                .body(json(fields))
                .post("/api/segments/preview")
                .then()
                .log()
                .ifValidationFails()
                .statusCode(200);
    }

    private io.restassured.response.ValidatableResponse refused(String fields) {
        return salon.as(Role.ANALYST)
                .body(json(fields))
                .post("/api/segments/preview")
                .then()
                .statusCode(422);
    }

    /** Single quotes around names and texts, but inside a text there are none. */
    private static String json(String fields) {
        String escaped = fields.replace("\"", "\\\"");
        return "{" + escaped.replace('\'', '"') + "}";
    }

    private Impact preview(List<RuleFile> files, SwitchStarts starts) {
        return previewRelease.preview(question(compiled(files), files, starts), done -> {}, () -> false);
    }

    private PreviewRelease.Question question(RuleSet rules, List<RuleFile> files, SwitchStarts starts) {
        return new PreviewRelease.Question(
                salon.id(), rules, ReadCampaigns.read(files).catalogue(), starts, 1_000);
    }

    private static RuleSet compiled(List<RuleFile> files) {
        return ((Compilation.Compiled) CompileRules.compile(files)).rules();
    }

    /** Other thresholds, another cut, a segment more and one less. */
    private static List<RuleFile> draft() {
        return RulesTester.defaultFiles().stream()
                .map(file -> file.path().startsWith("segments/")
                        ? new RuleFile(
                                file.path(),
                                file.content()
                                        .replace("spendPercentile > 80", "spendPercentile > 55")
                                        .replace("daysSinceLastVisit >= 60", "daysSinceLastVisit >= 30")
                                        .replace("daysSinceLastBooking >= 60", "daysSinceLastBooking >= 20")
                                        .replace("visits == 1", "visits in (1, 2)")
                                        .replace("\"frequent\"", "\"often\""))
                        : file)
                .toList();
    }

    private void visits(String client, int number) {
        for (int i = 1; i <= number; i++) {
            booking(client, client + "-" + i, "2031-02-0" + i + "T10:00:00Z", "COMPLETED", 50);
        }
    }

    private void booking(String client, String id, String startsAt, String status, int price) {
        salon.bookingSystem()
                .body("""
                        {"client": "%s", "service": "cut", "startsAt": "%s", "status": "%s", "price": "%d.00"}
                        """.formatted(client, startsAt, status, price))
                .put("/api/bookings/" + id)
                .then()
                .statusCode(200);
    }

    /** Clients who came, or did not, at various times, some with profiles, tags and answers. */
    private void manyThingsHappen() {
        for (int i = 0; i < CLIENTS; i++) {
            String client = "c-" + (100 + i);
            for (int j = chance.nextInt(6); j >= 0; j--) {
                var startsAt = clock.instant().minus(chance.nextInt(200) - 10, ChronoUnit.DAYS);
                String status = startsAt.isAfter(clock.instant())
                        ? "BOOKED"
                        : List.of("COMPLETED", "COMPLETED", "COMPLETED", "NO_SHOW", "CANCELLED")
                                .get(chance.nextInt(5));
                booking(client, client + "-" + j, startsAt.toString(), status, 10 + chance.nextInt(90));
            }
            if (chance.nextInt(3) == 0) {
                post("/api/surveys", """
                        {"id": "s-%d", "client": "%s", "kind": "CSAT", "score": %d}
                        """.formatted(i, client, chance.nextInt(11)));
                post("/api/tags", """
                        {"client": "%s", "add": ["student"]}
                        """.formatted(client));
            }
            if (chance.nextInt(2) == 0) {
                salon.bookingSystem()
                        .body("{\"city\": \"Riga\", \"country\": \"LV\", \"birthDate\": \"1990-03-01\"}")
                        .put("/api/clients/" + client)
                        .then()
                        .statusCode(200);
            }
        }
        // who is ranked otherwise by those who came later is looked at again
        evaluateAll.evaluate(salon.id(), EvaluationCause.REQUEST, done -> {});
    }

    /** Clients of whom nothing is known. */
    private void neverSeen(int number) {
        database.transaction(tx -> tx.update("""
                insert into client (business_id, external_id, known, recorded_at)
                select ?, 'n-' || i, true, ? from generate_series(1, ?) i
                """, salon.id().value(), clock.instant(), number));
    }

    private Map<String, Long> sizes() {
        Map<String, Long> sizes = new TreeMap<>();
        members().forEach((segment, clients) -> sizes.put(segment, (long) clients.size()));
        return sizes;
    }

    private void post(String path, String body) {
        salon.bookingSystem().body(body).post(path).then().statusCode(200);
    }

    private Map<String, Long> judgedOneByOne(RuleSet rules) {
        Map<String, Long> sizes = new TreeMap<>();
        database.transaction(tx -> {
            for (long client : tx.list(
                    "select id from client where business_id = ? and erased_at is null",
                    row -> row.getLong(1),
                    salon.id().value())) {
                for (Assignment assignment : rules.segments(
                        presentClients.load(tx, salon.id(), client).input().present())) {
                    sizes.merge(assignment.segment(), 1L, Long::sum);
                }
            }
            return sizes;
        });
        return sizes;
    }

    private Map<String, List<String>> members() {
        Map<String, List<String>> members = new HashMap<>();
        database.transaction(tx -> tx.list(
                """
                select m.segment, c.external_id from membership m join client c on c.id = m.client_id
                where m.business_id = ? order by c.id
                """,
                row -> members.computeIfAbsent(row.getString(1), first -> new ArrayList<>())
                        .add(row.getString(2)),
                salon.id().value()));
        return members;
    }

    private static List<String> clients(Impact.Group group) {
        return group.sample().stream().map(Impact.Sample::client).toList();
    }

    private static Map<String, Long> backlog(Impact impact) {
        Map<String, Long> backlog = new TreeMap<>();
        impact.campaigns().forEach(campaign -> backlog.put(campaign.campaign(), campaign.backlog()));
        backlog.values().removeIf(count -> count == 0);
        return backlog;
    }

    private static Map<String, Long> started(Impact impact) {
        Map<String, Long> started = new TreeMap<>();
        impact.campaigns().forEach(campaign -> started.put(campaign.campaign(), campaign.starts()));
        started.values().removeIf(count -> count == 0);
        return started;
    }

    private static Map<String, Long> reentry(Impact impact) {
        Map<String, Long> reentry = new TreeMap<>();
        impact.campaigns().forEach(campaign -> reentry.put(campaign.campaign(), campaign.reentry()));
        reentry.values().removeIf(count -> count == 0);
        return reentry;
    }

    /** How many actions of each step follow. */
    private static Map<String, Long> actions(Impact impact) {
        Map<String, Long> actions = new TreeMap<>();
        impact.campaigns()
                .forEach(campaign -> campaign.steps()
                        .forEach(step -> actions.put(campaign.campaign() + " " + step.step(), step.actions())));
        actions.values().removeIf(count -> count == 0);
        return actions;
    }

    /** The actions that starts of the last release led to, by campaign and step. */
    private Map<String, Long> queued() {
        Map<String, Long> queued = new TreeMap<>();
        database.transaction(tx -> tx.list(
                """
                select s.campaign || ' ' || a.step, count(*) from campaign_action a join campaign_start s on s.id = a.start_id
                where s.business_id = ? and s.release_id = (select release_id from active_release where scope = 0) group by 1
                """,
                row -> queued.put(row.getString(1), row.getLong(2)),
                salon.id().value()));
        return queued;
    }

    /** Starts that the last release decided, by campaign. */
    private Map<String, Long> decided(String state) {
        Map<String, Long> decided = new TreeMap<>();
        database.transaction(tx -> tx.list(
                """
                select campaign, count(*) from campaign_start where business_id = ? and state = ?
                  and release_id = (select release_id from active_release where scope = 0) group by campaign
                """,
                row -> decided.put(row.getString(1), row.getLong(2)),
                salon.id().value(),
                state));
        return decided;
    }

    private long count(String table) {
        return database.transaction(tx -> tx.first(
                        "select count(*) from " + table + " where business_id = ?",
                        row -> row.getLong(1),
                        salon.id().value())
                .orElseThrow());
    }

    /** The rows of whatever an evaluation writes. */
    private String everything() {
        return database.transaction(tx -> tx.list(
                        """
                        select (select json_agg(c order by id)::text from client c where business_id = ?) || (
                            select json_agg(m order by client_id, segment)::text from membership m where business_id = ?) || (
                            select count(*) from transition where business_id = ?) || (
                            select json_agg(s order by id)::text from campaign_start s where business_id = ?) || (
                            select count(*) from campaign_action where business_id = ?) || (
                            select count(*) from spend_change where business_id = ?)
                        """,
                        row -> row.getString(1),
                        salon.id().value(),
                        salon.id().value(),
                        salon.id().value(),
                        salon.id().value(),
                        salon.id().value(),
                        salon.id().value())
                .getFirst());
    }
}
