package io.regulars;

import static io.regulars.TwoReplicas.activate;
import static io.regulars.TwoReplicas.activating;
import static io.regulars.TwoReplicas.active;
import static io.regulars.TwoReplicas.client;
import static io.regulars.TwoReplicas.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two packaged services on one database switch to another release together, whoever dies on the way. */
@OwnProcesses
class ReplicasIT {
    private static final String SWITCH = "insert into active_release";

    @TempDir
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static TwoReplicas replicas;

    @BeforeAll
    static void start() throws Exception {
        replicas = new TwoReplicas(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        replicas.close();
    }

    @Test
    void underLoadEveryAnswerIsOfOneReleaseAndNoneOfTheOneBefore() throws Exception {
        int last = 0;
        try (var load = replicas.load()) {
            for (int i = 0; i < 8; i++) {
                last = load.activate(i % 2 == 0 ? replicas.first() : replicas.second(), replicas.draft());
                load.isAnsweredAgain();
            }
            load.endsWith(last);
        }
    }

    @Test
    void aReplicaThatIsKilledInTheMiddleIsNotWaitedForLongAndNobodyElseNotices() throws Exception {
        try (var load = replicas.load();
                var third = replicas.another()) {
            int number = replicas.draft();
            third.pause();
            var activation = activating(replicas.first(), number);
            replicas.awaitCount(1, "from activation where state = 'PREPARING'");
            assertThat(activation).as("it waits for the third to load it").isNotDone();
            third.kill();

            assertThat(load.activated(activation.get(), number)).isEqualTo(number);
            load.endsWith(number);
        }
    }

    @Test
    void aCoordinatorThatIsKilledInTheMiddleOfTheSwitchHasChangedNothingAndAnotherCanMakeIt() throws Exception {
        int before = active(replicas.first());
        try (var load = replicas.load();
                var third = replicas.another()) {
            int number = replicas.draft();
            CompletableFuture<HttpResponse<String>> activation;
            try (var held = replicas.holding("select 1 from active_release where scope = 0 for update")) {
                activation = activating(third, number);
                replicas.awaitBlocked(SWITCH);
                third.kill();
            }

            assertThatThrownBy(activation::join).isInstanceOf(CompletionException.class);
            replicas.awaitCount(
                    1,
                    "from activation where state = 'REJECTED' and reason like '%has gone%' and release_id = " + number);
            assertThat(active(replicas.second())).isEqualTo(before);
            assertThat(load.activate(replicas.second(), number)).isEqualTo(number);
            load.endsWith(number);
        }
    }

    @Test
    void aCoordinatorThatFallsAsleepInTheMiddleOfTheSwitchKeepsNobodyElseFromMakingItAndIsToldWhenItWakes()
            throws Exception {
        try (var load = replicas.load();
                var third = replicas.another()) {
            int number = replicas.draft();
            CompletableFuture<HttpResponse<String>> activation;
            try (var held = replicas.holding("select 1 from active_release where scope = 0 for update")) {
                activation = activating(third, number);
                replicas.awaitBlocked(SWITCH);
                third.pause();
            }
            replicas.awaitCount(1, "from activation where state = 'REJECTED' and release_id = " + number);
            assertThat(load.activate(replicas.second(), number)).isEqualTo(number);
            third.resume();

            assertThat(activation.get().statusCode()).isEqualTo(409);
            assertThat(activation.get().body()).contains("has gone; nothing was changed");
            assertThat(JsonPath.from(client(third, "woken", "Ana").body()).getString("release"))
                    .isEqualTo("r-" + number);
            load.endsWith(number);
        }
    }

    @Test
    void whereWhoeverEvaluatesEverybodyAnewIsKilledAnotherGoesOnAndNothingHappensTwice() throws Exception {
        int clients = 1_200;
        send(replicas.first(), "POST", "/api/import", "application/x-ndjson", visits(clients));
        replicas.awaitCount(clients, "from client where external_id like 'c-%' and evaluated_at is not null");
        int number = replicas.draft("""
                rule "Greet" when $c: Client() Entered( segment == "a-%1$d" ) then campaigns.start($c, "greet"); end
                """);
        replicas.put(
                number,
                "campaigns/greet.yaml",
                "name: greet\ntitle: Greet\nsteps: [{name: hello, message: {channel: email, text: Hi}}]\n");
        ServiceProcess atWork;
        try (var held = replicas.holding("select 1 from client order by id desc limit 1 for update")) {
            assertThat(activate(replicas.first(), number, "{\"starts\": \"everyone\"}")
                            .statusCode())
                    .isEqualTo(200);
            replicas.awaitCount(1, "from release_evaluation where after_client > 0");
            replicas.awaitBlocked("select id from client");
            String name =
                    replicas.text("select name from replica where id = (select replica_id from release_evaluation)");
            atWork = name.startsWith(replicas.first().pid() + "@") ? replicas.first() : replicas.second();
            atWork.kill();
        }
        replicas.awaitCount(0, "from release_evaluation");
        replicas.restart(atWork);

        String entered = "from transition where kind = 'ENTERED' and segment = '" + replicas.segment() + "'";
        String started = "from campaign_start where campaign = 'greet'";
        long all = replicas.count("from client");
        assertThat(replicas.count(entered)).isEqualTo(all);
        assertThat(replicas.count("from (select distinct client_id " + entered + ") each"))
                .isEqualTo(all);
        assertThat(replicas.count(started)).isEqualTo(all);
        assertThat(replicas.count("from (select distinct client_id " + started + ") each"))
                .isEqualTo(all);
    }

    private static String visits(int clients) {
        var lines = new StringBuilder();
        for (int i = 0; i < clients; i++) {
            lines.append("""
                    {"record": "booking", "id": "b-%d", "client": "c-%d", "service": "cut", "startsAt": "2026-05-30T09:00:00Z", "status": "COMPLETED"}
                    """.formatted(i, i));
        }
        return lines.toString();
    }

    @Test
    void aConnectionThatBreaksAtTheCommitOfTheSwitchLeavesItMadeOrNotAndTheAnswerSaysWhich() throws Exception {
        try (var proxy = new CuttingProxy(replicas.databasePort());
                var third = replicas.another(proxy.port(), Map.of());
                var load = replicas.load()) {
            int before = active(replicas.first());
            int number = replicas.draft();
            proxy.cutBefore("insert into audit_entry", SWITCH);
            var notMade = reached(() -> activate(third, number, "{}"));
            assertThat(proxy.cuts()).as(notMade.body()).isEqualTo(1);
            assertThat(notMade.statusCode()).isEqualTo(409);
            assertThat(notMade.body()).contains("nothing was changed");
            assertThat(active(replicas.first())).isEqualTo(before);

            proxy.cutBehindCommitOf(SWITCH);
            var made = reached(() -> activate(third, number, "{}"));
            assertThat(proxy.cuts()).as(made.body()).isEqualTo(2);
            assertThat(made.statusCode()).isEqualTo(200);
            assertThat(JsonPath.from(made.body()).getList("replicas")).hasSize(3);
            assertThat(load.activated(made, number)).isEqualTo(number);
            load.endsWith(number);

            proxy.cutBehindCommitOf("Zanete");
            var unsure = client(third, "cut-off", "Zanete");
            assertThat(proxy.cuts()).as(unsure.body()).isEqualTo(3);
            assertThat(unsure.statusCode()).isEqualTo(503);
            assertThat(unsure.body()).contains("either everything was changed or nothing");
            assertThat(client(third, "cut-off", "Zanete").statusCode()).isEqualTo(200);
        }
    }

    /** A replica that has just started may be asked before it has the connections it needs, and says so; it is asked again then. */
    private static HttpResponse<String> reached(Supplier<HttpResponse<String>> request) {
        return await().atMost(Duration.ofSeconds(40)).until(request::get, answer -> answer.statusCode() != 503);
    }

    /** Another version of the service, as far as what it reads goes: its copies of the files are others. */
    @Test
    void aReplicaThatCannotRunAReleaseKeepsItFromAnsweringAndIsNamedWithTheReason() throws Exception {
        replicas.sql("create schema old");
        replicas.sql("""
                create view old.release_file as select release_id, path,
                    convert_to(replace(convert_from(content, 'UTF8'), 'visits', 'visit'), 'UTF8') as content
                from public.release_file""");
        int before = active(replicas.first());
        int number = replicas.draft();
        var old = Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL",
                "jdbc:postgresql://localhost:" + replicas.databasePort() + "/postgres?currentSchema=old,public",
                "QUARKUS_FLYWAY_MIGRATE_AT_START",
                "false",
                "QUARKUS_HIBERNATE_ORM_SCHEMA_MANAGEMENT_STRATEGY", // which looks into the first schema only
                "none");
        try (var load = replicas.load();
                var third = replicas.another(replicas.databasePort(), old)) {
            var answer = activate(replicas.first(), number, "{}");
            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(answer.body())
                    .contains("Replica " + third.pid() + "@")
                    .contains("r.drl:1:27: error: Client has no property 'visit'");
            assertThat(active(replicas.second())).isEqualTo(before);
            var cannot = client(third, "somebody", "Ana");
            assertThat(cannot.statusCode()).isEqualTo(503);
            assertThat(cannot.body()).contains("cannot run release r-" + before);
            third.kill();
            assertThat(load.activate(replicas.first(), number)).isEqualTo(number);
            load.endsWith(number);
        } finally {
            replicas.sql("drop schema old cascade");
        }
    }

    @Test
    void aDatabaseThatIsRestartedInTheMiddleLeavesItMadeOrNotAndSaysWhich() throws Exception {
        int before = active(replicas.first());
        int number = replicas.draft();
        replicas.sql("insert into replica (id, name, beat_at) values (gen_random_uuid(), 'slow@elsewhere',"
                + " clock_timestamp() + interval '1 hour')");
        var activation = activating(replicas.first(), number);
        replicas.awaitCount(1, "from activation where state = 'PREPARING'");

        replicas.restartDatabase();

        assertThat(activation.get().statusCode()).isEqualTo(409);
        assertThat(activation.get().body()).contains("nothing was changed");
        replicas.sql("delete from replica where name = 'slow@elsewhere'");
        await().atMost(Duration.ofSeconds(20)).until(() -> active(replicas.second()) == before);
        assertThat(active(replicas.first())).isEqualTo(before);
        try (var load = replicas.load()) {
            assertThat(load.activate(replicas.second(), number)).isEqualTo(number);
            load.endsWith(number);
        }
    }
}
