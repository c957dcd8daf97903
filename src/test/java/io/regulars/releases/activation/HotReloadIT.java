package io.regulars.releases.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.regulars.access.Role;
import io.regulars.rules.model.RuleFile;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A saved file takes effect while the service runs; a broken one is told and changes nothing. */
@QuarkusTest
@TestProfile(HotReloadIT.OwnFolder.class)
class HotReloadIT {
    /** One path for the two class loaders that see this class, the profile's and the test's. */
    private static final Path FOLDER = Path.of(
                    "target", "hot-reload-rules-" + ProcessHandle.current().pid())
            .toAbsolutePath();

    @Inject
    TestBusinesses businesses;

    @Inject
    ActivateRelease activateRelease;

    private TestBusiness salon;

    /** A rules folder of this test's own. */
    public static final class OwnFolder implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                Files.createDirectories(FOLDER);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Map.of("regulars.rules", FOLDER.toString());
        }
    }

    @BeforeEach
    void startFromOneRule() throws IOException {
        salon = businesses.fresh();
        write(segment("start"));
        awaitSegment("start");
    }

    @Test
    void aSavedFileTakesEffect() throws IOException {
        write(segment("saved"));
        awaitSegment("saved");
        active().body("problems", empty()).body("author", is("folder")).body("files", hasItem("r.drl"));
    }

    @Test
    void anAtomicRenameTakesEffect() throws IOException {
        Path other = Files.writeString(FOLDER.resolve("r.drl.tmp"), segment("renamed"));
        Files.move(other, FOLDER.resolve("r.drl"), StandardCopyOption.ATOMIC_MOVE);
        awaitSegment("renamed");
    }

    @Test
    void aSwappedLinkTakesEffect(@TempDir Path versions) throws IOException {
        Files.writeString(Files.createDirectories(versions.resolve("v1")).resolve("l.drl"), linked("link-1"));
        Files.writeString(Files.createDirectories(versions.resolve("v2")).resolve("l.drl"), linked("link-2"));
        Path data = Files.createSymbolicLink(FOLDER.resolve("..data"), versions.resolve("v1"));
        Path link = Files.createSymbolicLink(FOLDER.resolve("l.drl"), Path.of("..data/l.drl"));
        awaitSegment("link-1");
        Path next = Files.createSymbolicLink(FOLDER.resolve("..next"), versions.resolve("v2"));
        Files.move(next, data, StandardCopyOption.ATOMIC_MOVE);
        awaitSegment("link-2");
        Files.delete(link);
        Files.delete(data);
    }

    @Test
    void aBrokenFileIsToldWithItsPlaceAndTheReleaseBeforeRunsOn() throws IOException {
        String before = active().extract().path("id");
        write(segment("x").replace("visits", "visit"));
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> active().body("problems", not(empty())));
        active().body("id", is(before))
                .body("problems[0].file", is("r.drl"))
                .body("problems[0].line", is(1))
                .body("problems[0].column", is(segment("x").indexOf("visits") + 1))
                .body("problems[0].message", is("Client has no property 'visit'."))
                .body("problems[0].hint", is("Did you mean 'visits'?"));
        RestAssured.get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'rule release' }.data.firstProblem", containsString("r.drl:1:"));
        assertThat(segmentsOfSomebody()).contains("start");

        write(segment("mended"));
        awaitSegment("mended");
        active().body("problems", empty());
    }

    @Test
    void aRuleWhoseFileIsRenamedIsNotLostInSilence() throws IOException {
        Files.move(FOLDER.resolve("r.drl"), FOLDER.resolve("r.DRL"));
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> active().body("files", is(List.of("r.DRL"))));
        active().body("problems", empty());
        assertThat(segmentsOfSomebody()).contains("start");

        Files.move(FOLDER.resolve("r.DRL"), FOLDER.resolve("r.txt"));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> active().body("problems.code", is(List.of("empty-folder", "ignored-file"))));
        active().body("conflict", containsString("'problems' says why")).body("problems[1].file", is("r.txt"));
        assertThat(segmentsOfSomebody()).contains("start");

        Files.move(FOLDER.resolve("r.txt"), FOLDER.resolve("r.drl"));
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> active().body("files", is(List.of("r.drl"))));
        active().body("problems", empty()).body("conflict", nullValue());
    }

    @Test
    void aNewReleaseIsAppliedToTheClientsThatAreThere() throws IOException {
        salon.bookingSystem().body("{}").put("/api/clients/there").then().statusCode(200);
        write(segment("later"));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> salon.bookingSystem()
                        .get("/api/clients/there/segments")
                        .then()
                        .statusCode(200)
                        .body("name", is(List.of("later"))));
    }

    @Test
    void evaluationsDuringTwoHundredReloadsAreOfOneReleaseEach() throws Exception {
        int reloads = 200;
        var failures = new ConcurrentLinkedQueue<String>();
        Map<String, String> segmentOf = new HashMap<>();
        var answers = new ConcurrentLinkedQueue<JsonPath>();
        var running = new AtomicBoolean(true);
        try (var callers = Executors.newFixedThreadPool(4)) {
            for (int caller = 0; caller < 4; caller++) {
                String client = "hammer-" + caller;
                callers.execute(() -> {
                    for (int i = 0; running.get(); i++) {
                        var response = salon.bookingSystem()
                                .body("{\"firstName\": \"n" + i + "\"}")
                                .put("/api/clients/" + client);
                        if (response.statusCode() != 200) {
                            failures.add(response.asString());
                        }
                        answers.add(response.jsonPath());
                    }
                });
            }
            for (int i = 0; i < reloads; i++) {
                String text = linked("a-" + i) + segment("b-" + i);
                switch (activated(text)) {
                    case Activation.Activated activated ->
                        segmentOf.put(activated.release().label(), String.valueOf(i));
                    case Activation.Unchanged unchanged -> failures.add("unchanged");
                    case Activation.Rejected rejected -> failures.add(rejected.toString());
                    case Activation.Prevented prevented -> failures.add(prevented.reason());
                    case Activation.Busy busy -> failures.add(busy.reason());
                }
            }
            running.set(false);
        }
        assertThat(failures).isEmpty();
        var mixed = new ArrayList<String>();
        int compared = 0;
        for (JsonPath answer : answers) {
            String release = segmentOf.get(answer.getString("release"));
            if (release != null) {
                compared++;
                List<String> names = answer.getList("segments.name");
                if (!names.equals(List.of("a-" + release, "b-" + release))) {
                    mixed.add(release + ": " + names);
                }
            }
        }
        assertThat(mixed).isEmpty();
        assertThat(compared).isGreaterThan(50);
    }

    /** The folder's watcher may be at its own activation. */
    private Activation activated(String text) {
        Activation activation = activateRelease.activate(List.of(new RuleFile("r.drl", text)), "test");
        for (int tries = 0; activation instanceof Activation.Busy && tries < 100; tries++) {
            activation = activateRelease.activate(List.of(new RuleFile("r.drl", text)), "test");
        }
        return activation;
    }

    private static String segment(String name) {
        return "rule \"r\" when $c: Client( visits >= 0 ) then segments.assign($c, \"" + name + "\"); end\n";
    }

    private static String linked(String name) {
        return "rule \"l\" when $c: Client( visits >= 0 ) then segments.assign($c, \"" + name + "\"); end\n";
    }

    private void awaitSegment(String segment) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(segmentsOfSomebody()).contains(segment));
    }

    private List<String> segmentsOfSomebody() {
        return salon.bookingSystem()
                .body("{\"firstName\": \"" + System.nanoTime() + "\"}")
                .put("/api/clients/somebody")
                .then()
                .statusCode(200)
                .extract()
                .path("segments.name");
    }

    private io.restassured.response.ValidatableResponse active() {
        return salon.as(Role.VIEWER).get("/api/rules/active").then().statusCode(200);
    }

    private static void write(String text) throws IOException {
        Files.writeString(FOLDER.resolve("r.drl"), text);
    }
}
