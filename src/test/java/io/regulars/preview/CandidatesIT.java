package io.regulars.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.evaluation.CountingRules;
import io.regulars.platform.database.Database;
import io.regulars.rules.CompileRules;
import io.regulars.rules.Definition;
import io.regulars.rules.RandomDefinitions;
import io.regulars.rules.ReadDefinition;
import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.RuleSet;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import jakarta.inject.Inject;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever the rules need not be asked about is passed over, in memory and in the database, and the answer stays theirs. */
@QuarkusTest
class CandidatesIT {
    private static final long SEED = 6;
    private static final int CLIENTS = 70;
    private static final int RANDOM_DEFINITIONS = 150;
    private static final String SEGMENT = "some";

    /** Each lets the database pass somebody over. */
    private static final List<String> SELECTIVE = List.of(
            "id == \"c-105\"",
            "firstName == \"Ana\"",
            "lastName == \"O'Zola\"",
            "gender == \"female\"",
            "language == \"lv\"",
            "country in (\"LV\", \"LT\")",
            "region == \"Kurzeme\"",
            "city == \"Rīga \\\"old\\\"\" || postcode == \"LV-1010\"",
            "occupation == \"teacher\"",
            "source == \"web\"",
            "tags contains \"student\"",
            "tags contains \"told\"",
            "visits >= 1",
            "visits == 2, city == \"Ogre\"",
            "bookings > 2",
            "completedBookings >= 2",
            "upcomingBookings >= 1",
            "noShows >= 1",
            "noShows >= 1 || visits > 2",
            "noShowsInLast(60) >= 1",
            "visitsTo(\"cut\") >= 2",
            "visitsToCategory(\"hair\") >= 2",
            "visitsToServiceInLast(\"cut\", 30) >= 1",
            "visitsToCategoryInLast(\"hair\", 30) >= 1",
            "visitsBetween(\"2031-02-01\", \"2031-02-28\") >= 2",
            "booked(\"color\")",
            "booked(\"color\") == true",
            "exists Booking( service == \"color\", status == NO_SHOW )",
            "exists Booking( staff == \"ANNA\" || staff == \"EVA\", location == \"main\" )",
            "exists Booking( channel == \"web\", upcoming == true )",
            "exists Booking( status in (CANCELLED, NO_SHOW), channel == \"phone\" )");

    private final Random chance = new Random(SEED);

    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    @Inject
    TestClock clock;

    @Inject
    Database database;

    @Inject
    LoadSnapshots loadSnapshots;

    @Inject
    CountDefinition countDefinition;

    private TestBusiness salon;
    private CountDefinition streaming;

    @BeforeEach
    void aSalonFarFromUtc() {
        clock.set("2031-03-01T09:30:00Z"); // half past eleven in the evening there
        release.activateDefaults();
        salon = businesses.fresh("Pacific/Kiritimati", "EUR", "LV");
        streaming = new CountDefinition(new Populations(database, loadSnapshots, () -> OptionalLong.of(1), clock));
        salon.bookingSystem()
                .body("{\"name\": \"Cut\", \"category\": \"hair\"}")
                .put("/api/services/cut")
                .then()
                .statusCode(200);
        for (int i = 0; i < CLIENTS; i++) {
            client("c-" + (100 + i));
        }
    }

    @Test
    void nobodyIsMissedWhateverTheDefinition() {
        var definitions = new ArrayList<RuleSet>();
        Stream.concat(SELECTIVE.stream(), daysAndCounts())
                .map(CandidatesIT::rules)
                .forEach(definitions::add);
        var random = new RandomDefinitions(chance);
        while (definitions.size() < SELECTIVE.size() + RANDOM_DEFINITIONS) {
            if (ReadDefinition.read(random.any()) instanceof Definition definition) {
                definitions.add(compiled(definition.drl(SEGMENT, SEGMENT)));
            }
        }
        hold("visits == 1");
        long found = 0;
        for (RuleSet rules : definitions) {
            var asked = new CountingRules(rules);
            CountDefinition.Counted counted = countDefinition.count(salon.id(), asked, SEGMENT, CLIENTS);
            assertThat(asked.evaluated).isEqualTo(CLIENTS);
            assertThat(countDefinition.count(salon.id(), rules, SEGMENT, CLIENTS))
                    .as("in memory, %s", rules.necessity())
                    .isEqualTo(counted);
            assertThat(streaming.count(salon.id(), rules, SEGMENT, CLIENTS))
                    .as("streaming, %s", rules.necessity())
                    .usingRecursiveComparison()
                    .ignoringFields("unknown") // who is passed over is not asked
                    .isEqualTo(counted);
            found += counted.count();
        }
        assertThat(found).isGreaterThan(definitions.size());
    }

    @Test
    void whomADefinitionCannotConcernIsNotAsked() {
        for (String conditions : SELECTIVE) {
            RuleSet rules = rules(conditions);
            assertThat(asked(streaming, rules)).as("streaming, %s", conditions).isBetween(1, CLIENTS - 1);
            if (!conditions.startsWith("exists")) {
                assertThat(asked(countDefinition, rules))
                        .as("in memory, %s", conditions)
                        .isBetween(1, CLIENTS - 1);
            }
        }
    }

    private int asked(CountDefinition counting, RuleSet rules) {
        var asked = new CountingRules(rules, rules.necessity());
        counting.count(salon.id(), asked, SEGMENT, 0);
        return asked.evaluated;
    }

    /** Thresholds around every value there is. */
    private static Stream<String> daysAndCounts() {
        Stream<String> days = IntStream.of(-3, -1, 0, 1, 2, 3, 9, 30, 31, 60, 119)
                .boxed()
                .flatMap(day -> Stream.of(
                        "daysSinceLastVisit <= " + day,
                        "daysSinceLastVisit >= " + day,
                        "daysSinceFirstVisit < " + day,
                        "daysSinceFirstVisit == " + day));
        Stream<String> counts = IntStream.range(0, 5)
                .boxed()
                .flatMap(count -> Stream.of(
                        "visits >= " + count,
                        "bookings == " + count,
                        "completedBookings <= " + count,
                        count + " < noShows"));
        Stream<String> windows = IntStream.of(1, 2, 3, 9, 30, 60, 120)
                .boxed()
                .flatMap(day -> Stream.of(
                        "visitsInLast(" + day + ") >= 1",
                        "bookingsInLast(" + day + ") >= 2",
                        "noShowsInLast(" + day + ") > 0",
                        "visitsToServiceInLast(\"cut\", " + day + ") >= 1"));
        return Stream.of(days, counts, windows).flatMap(conditions -> conditions);
    }

    private static RuleSet rules(String conditions) {
        return compiled(
                conditions.startsWith("exists")
                        ? "rule \"x\" when $c : Client() " + conditions + " then segments.assign($c, \"some\"); end"
                        : "rule \"x\" when $c : Client( " + conditions + " ) then segments.assign($c, \"some\"); end");
    }

    private static RuleSet compiled(String drl) {
        return ((Compilation.Compiled) CompileRules.compile(List.of(new RuleFile("segments/some.drl", drl)))).rules();
    }

    /** Lets whoever that is true of be stored to be in the segment. */
    private void hold(String conditions) {
        List<String> clients =
                countDefinition.count(salon.id(), rules(conditions), SEGMENT, CLIENTS).joiners().sample().stream()
                        .map(Impact.Sample::client)
                        .toList();
        assertThat(clients).isNotEmpty();
        database.transaction(
                tx -> tx.update("""
                insert into membership (business_id, client_id, segment, since, release_id, rule, because)
                select business_id, id, ?, ?, 1, 'x', 'x' from client where business_id = ? and external_id = any(?::text[])
                """, SEGMENT, clock.instant(), salon.id().value(), clients.toArray(String[]::new)));
        database.transaction(tx -> tx.update(
                "update client set changed_in = pg_current_xact_id() where business_id = ?",
                salon.id().value()));
    }

    private void client(String client) {
        salon.bookingSystem()
                .body(chance.nextInt(3) == 0 ? "{}" : profile())
                .put("/api/clients/" + client)
                .then()
                .statusCode(200);
        for (int i = chance.nextInt(5); i > 0; i--) {
            booking(client, client + "-" + i);
        }
        if (chance.nextInt(4) == 0) {
            salon.bookingSystem()
                    .body("{\"client\": \"%s\", \"add\": [\"told\"]}".formatted(client))
                    .post("/api/tags")
                    .then()
                    .statusCode(200);
        }
    }

    private String profile() {
        return """
                {"firstName": "%s", "lastName": "%s", "gender": "%s", "language": "%s", "country": "%s",
                 "region": "%s", "city": "%s", "postcode": "%s", "occupation": "%s", "source": "%s", "tags": [%s]}
                """.formatted(
                        one("Ana", "Eva", "Ilze"),
                        one("O'Zola", "Kalna"),
                        one("female", "male"),
                        one("lv", "ru"),
                        one("LV", "LT", "EE"),
                        one("Kurzeme", "Vidzeme"),
                        one("Rīga \\\"old\\\"", "Ogre", "Riga"),
                        one("LV-1010", "LV-1050"),
                        one("teacher", "nurse"),
                        one("web", "friend"),
                        one("", "\"student\", \"vip\"", "\"vip\""));
    }

    /** Often a day or two ago, or at an edge of a day there. */
    private void booking(String client, String id) {
        int days = chance.nextBoolean() ? chance.nextInt(4) : chance.nextInt(130) - 9;
        var startsAt = clock.instant().minus(days, ChronoUnit.DAYS).minus(chance.nextInt(24 * 60), ChronoUnit.MINUTES);
        String status = startsAt.isAfter(clock.instant())
                ? "BOOKED"
                : one("COMPLETED", "COMPLETED", "COMPLETED", "BOOKED", "NO_SHOW", "CANCELLED");
        salon.bookingSystem()
                .body("""
                        {"client": "%s", "service": "%s", "staff": "%s", "location": "%s", "channel": "%s", "startsAt": "%s",
                         "status": "%s", "price": "40.00"}
                        """.formatted(
                                client,
                                one("cut", "color"),
                                one("ANNA", "BORIS"),
                                one("main", "harbour"),
                                one("web", "phone", "app"),
                                startsAt,
                                status))
                .put("/api/bookings/" + id)
                .then()
                .statusCode(200);
    }

    private String one(String... of) {
        return of[chance.nextInt(of.length)];
    }
}
