package io.regulars.releases.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.platform.database.Database;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestRelease;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Releases as an analyst drafts, edits, downloads and uploads them. */
@QuarkusTest
class DraftsIT {
    private static final String REGULAR =
            "rule \"Regular\" when $c: Client( visits >= 3 ) then segments.assign($c, \"regular\"); end\n";

    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    @Inject
    Database database;

    private TestBusiness salon;

    @BeforeEach
    void aSalonThatFollowsTheSharedRules() {
        release.activate();
        salon = businesses.fresh();
    }

    @Test
    void aDraftBeginsWithTheFilesOfWhatIsActive() {
        Response made = draft("{'message': 'Regulars'}");

        made.then()
                .statusCode(201)
                .body("scope", is("own"))
                .body("state", is("DRAFT"))
                .body("author", is("analyst"))
                .body("message", is("Regulars"))
                .body("parent", is(release.label()))
                .body("files", contains("campaigns/welcome.yaml", "segments/test.drl"));
        analyst()
                .get("/api/rules/releases")
                .then()
                .statusCode(200)
                .body("id", hasItem(id(made)))
                .body("id", hasItem(release.label()));
        analyst().get(made.header("Location")).then().statusCode(200).header("ETag", made.header("ETag"));
    }

    @Test
    void eachEditIsAnsweredWithTheTagOfTheNext() {
        Response made = draft("{}");
        String file = "/api/rules/releases/" + id(made) + "/files/segments/regulars.drl";

        Response put = text(file, made.header("ETag"), REGULAR);
        put.then().statusCode(200).body("files", hasItem("segments/regulars.drl"));
        assertThat(put.header("ETag")).isNotEqualTo(made.header("ETag"));
        analyst()
                .get(file)
                .then()
                .statusCode(200)
                .header("ETag", put.header("ETag"))
                .body(is(REGULAR));

        Response taken = analyst().header("If-Match", put.header("ETag")).delete(file);
        taken.then().statusCode(200).body("files", not(hasItem("segments/regulars.drl")));
        assertThat(taken.header("ETag")).as("the same files have the same hash").isEqualTo(made.header("ETag"));
        analyst().get(file).then().statusCode(404).body("detail", containsString("segments/regulars.drl"));
    }

    @Test
    void anEditThatHasNotSeenTheOneBeforeIsNotTaken() {
        Response made = draft("{}");
        String file = "/api/rules/releases/" + id(made) + "/files/segments/regulars.drl";
        text(file, made.header("ETag"), REGULAR).then().statusCode(200);

        text(file, made.header("ETag"), REGULAR.replace("3", "4"))
                .then()
                .statusCode(412)
                .contentType("application/problem+json")
                .body("detail", containsString("was changed last by analyst"));
        analyst()
                .contentType("text/plain")
                .body(REGULAR)
                .put(file)
                .then()
                .statusCode(428)
                .body("detail", containsString("If-Match"));
        analyst().get(file).then().body(is(REGULAR));
    }

    @Test
    void whatWasActiveStaysAsItIs() {
        String file = "/api/rules/releases/" + release.label() + "/files/segments/test.drl";

        text(file, "*", REGULAR).then().statusCode(403).body("detail", containsString("platform"));
        salon.as(Role.PLATFORM)
                .contentType("text/plain")
                .header("If-Match", "*")
                .body(REGULAR)
                .put(file)
                .then()
                .statusCode(409)
                .body("detail", containsString("Make a draft of it"));
        salon.as(Role.PLATFORM)
                .header("If-Match", "*")
                .delete("/api/rules/releases/" + release.label())
                .then()
                .statusCode(409);
    }

    @Test
    void aRemovedDraftIsGone() {
        Response made = draft("{}");
        analyst()
                .header("If-Match", made.header("ETag"))
                .delete("/api/rules/releases/" + id(made))
                .then()
                .statusCode(204);
        analyst().get("/api/rules/releases/" + id(made)).then().statusCode(404);
    }

    @Test
    void nobodyElseSeesOrEditsABusinesssOwnRelease() {
        String path = "/api/rules/releases/" + id(draft("{}"));
        TestBusiness other = businesses.fresh();

        other.as(Role.ANALYST).get(path).then().statusCode(404);
        other.as(Role.ANALYST).get("/api/rules/releases").then().body("scope", not(hasItem("own")));
        other.as(Role.ADMIN).header("If-Match", "*").delete(path).then().statusCode(404);
        salon.as(Role.VIEWER).get(path).then().statusCode(200);
        salon.as(Role.VIEWER).body("{}").post("/api/rules/releases").then().statusCode(403);
        salon.as(Role.BOOKING_SYSTEM).get(path).then().statusCode(403);
    }

    @Test
    void whatIsDownloadedAndUploadedAgainIsTheSame() {
        Response made = draft("{}");
        byte[] zip = analyst()
                .get("/api/rules/releases/" + id(made) + "/download")
                .then()
                .statusCode(200)
                .contentType("application/zip")
                .extract()
                .asByteArray();

        upload(zip)
                .then()
                .statusCode(201)
                .header("ETag", made.header("ETag"))
                .body("hash", is(made.path("hash").toString()));
    }

    @Test
    void aZipThatIsNotARuleFolderIsRefused() throws IOException {
        refused(zip("../segments/a.drl", REGULAR), 422, "../segments/a.drl");
        refused(zip("/segments/a.drl", REGULAR), 422, "/segments/a.drl");
        refused(zip("a\\..\\b.drl", REGULAR), 422, "backslash");
        refused("no zip".getBytes(StandardCharsets.UTF_8), 400, "not a zip");
        refused(zip("a.drl", "x".repeat(10_000_001)), 413, "10 MB");
        byte[] twice = zip("aa.drl", REGULAR, "bb.drl", REGULAR);
        refused(
                new String(twice, StandardCharsets.ISO_8859_1)
                        .replace("bb.drl", "aa.drl")
                        .getBytes(StandardCharsets.ISO_8859_1),
                422,
                "twice");
        byte[] cutOff = zip("a.drl", REGULAR.repeat(100));
        refused(Arrays.copyOf(cutOff, cutOff.length / 2), 400, "not a zip that can be read");
        upload(zip("README.md", "#", ".git/x.drl", "", "__MACOSX/._a.drl", "", "a.drl", REGULAR))
                .then()
                .statusCode(201)
                .body("files", is(List.of("a.drl")));
    }

    @Test
    void aZipOfMoreThanAReleaseMayHoldIsRefusedBeforeItIsUnpacked() throws IOException {
        byte[] noise = new byte[20_000_001];
        new Random(7).nextBytes(noise);
        refused(noise, 413, "20 MB");
        String almost = "-- ".repeat(3_000_000);
        refused(
                zip(
                        "a.drl", almost, "b.drl", almost, "c.txt", almost, "d.drl", almost, "e.drl", almost, "f.drl",
                        almost),
                413,
                "50 MB");
        refused(zip(many(5_001, ".drl")), 413, "5000 files");
        refused(zip(many(10_001, ".txt")), 413, "10000 entries");
    }

    private static String[] many(int files, String ending) {
        return IntStream.range(0, files)
                .boxed()
                .flatMap(i -> Stream.of(i + ending, ""))
                .toArray(String[]::new);
    }

    @Test
    void aPathThatIsNoRuleFilesIsRefused() {
        Response made = draft("{}");
        for (String path : List.of("notes.txt", "offers.xlsm", ".hidden.drl", "a/../../b.drl", "%5Cb.drl")) {
            salon.as(Role.ANALYST)
                    .urlEncodingEnabled(false)
                    .contentType("text/plain")
                    .header("If-Match", "*")
                    .body(REGULAR)
                    .put("/api/rules/releases/" + id(made) + "/files/" + path.replace("/../../", "%2F..%2F..%2F"))
                    .then()
                    .statusCode(422);
        }
    }

    @Test
    void aFolderAroundAllAndAZipWithoutRulesAreToldAndADotBeforeAPathIsNone() throws IOException {
        refused(
                zip("rules/segments.yaml", "segments: {}", "rules/segments/a.drl", REGULAR),
                422,
                "within the folder 'rules/'");
        refused(zip("README.md", "#", "A.TXT", REGULAR), 422, "no rule file");

        upload(zip("./segments/a.drl", REGULAR)).then().statusCode(201).body("files", contains("segments/a.drl"));
    }

    @Test
    void whatAnUploadSaysOfItselfIsReadAsStrictlyAsABody() throws IOException {
        byte[] zip = zip("a.drl", REGULAR);
        long before = releases();
        for (String query : List.of("scope=mine", "message=" + "x".repeat(1_001))) {
            analyst()
                    .contentType("application/zip")
                    .body(zip)
                    .post("/api/rules/releases/upload?" + query)
                    .then()
                    .statusCode(422)
                    .body("errors.pointer", contains("/" + query.substring(0, query.indexOf('='))));
        }
        assertThat(releases()).as("nothing is stored").isEqualTo(before);
    }

    private void refused(byte[] zip, int status, String word) {
        long before = releases();
        upload(zip)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("detail", containsString(word));
        assertThat(releases()).as("nothing is stored").isEqualTo(before);
    }

    private long releases() {
        return database.transaction(tx -> tx.first("select count(*) from release", row -> row.getLong(1)))
                .orElseThrow();
    }

    private Response upload(byte[] zip) {
        return analyst().contentType("application/zip").body(zip).post("/api/rules/releases/upload");
    }

    private static byte[] zip(String... namesAndTexts) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
                zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private Response text(String file, String ifMatch, String text) {
        return analyst()
                .contentType("text/plain")
                .header("If-Match", ifMatch)
                .body(text)
                .put(file);
    }

    private Response draft(String json) {
        return analyst().body(json.replace('\'', '"')).post("/api/rules/releases");
    }

    private static String id(Response release) {
        return release.path("id");
    }

    private RequestSpecification analyst() {
        return salon.as(Role.ANALYST);
    }
}
