package io.regulars.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** How the console's page and what it loads come to a browser. */
@QuarkusTest
class ConsolePageIT {
    private static final Pattern LOADED = Pattern.compile("(?:src|href)=\"(/static/bundle/[^\"]+)\"");

    private static final Pattern IMPORTED = Pattern.compile("(?:from|import)\\s*\"(/static/bundle/[^\"]+\\.js)\"");
    private static final Pattern LATER = Pattern.compile("import\\(\"(/static/bundle/[^\"]+\\.js)\"\\)");

    /** Of what a screen takes more, that is loaded when somebody goes there. */
    private static final int MOST_BYTES_OF_A_SCREEN = 25_000;

    /** Of scripts and styles together, as they travel: the page is there at once on a phone. */
    private static final int MOST_BYTES = 60_000;

    @Test
    void eachPlaceIsAnsweredWithThePageWhichRunsItsOwnScriptsOnly() {
        for (String place : new String[] {
            "/",
            "/sign-in",
            "/segments",
            "/segments/service:massage",
            "/segments/new",
            "/clients/ana",
            "/changes/r-2",
            "/messages",
            "/campaigns/welcome"
        }) {
            RestAssured.given()
                    .header("Accept", "text/html")
                    .get(place)
                    .then()
                    .statusCode(200)
                    .contentType(startsWith("text/html"))
                    .header("Cache-Control", equalTo("no-cache"))
                    .header("X-Content-Type-Options", "nosniff")
                    .header("Content-Security-Policy", containsString("script-src 'self'; style-src 'self'"))
                    .body(containsString("<div id=\"console\">"));
        }
    }

    @Test
    void anAddressThatIsNoPlaceIsStillNotFound() {
        RestAssured.given().get("/nowhere").then().statusCode(404);
        RestAssured.given().get("/api/nowhere").then().statusCode(404);
    }

    @Test
    void whatThePageLoadsIsSmallAndKeptForGood() throws IOException {
        List<String> linked = LOADED.matcher(RestAssured.get("/").asString())
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(linked).hasSize(2);
        var first = new HashSet<String>();
        var later = new HashSet<String>();
        assertThat(bytesOf(linked, first, later)).isBetween(500, MOST_BYTES);
        assertThat(later).as("screens that are loaded when somebody goes there").hasSizeGreaterThan(2);
        for (String screen : later) {
            assertThat(bytesOf(List.of(screen), new HashSet<>(first), new HashSet<>()))
                    .as(screen)
                    .isLessThan(MOST_BYTES_OF_A_SCREEN);
        }
    }

    /**
     * How many bytes some files take as they travel, with those that they cannot do without.
     *
     * @param loaded what is there already; grows by these
     * @param later grows by what they import only when somebody goes there
     */
    private static int bytesOf(List<String> files, Set<String> loaded, Set<String> later) throws IOException {
        int bytes = 0;
        var open = new ArrayDeque<>(files);
        loaded.addAll(files);
        while (!open.isEmpty()) {
            var answer = RestAssured.get(open.remove());
            answer.then().statusCode(200).header("Cache-Control", equalTo("public, max-age=31536000, immutable"));
            bytes += zipped(answer.asByteArray());
            String content = answer.asString();
            IMPORTED.matcher(content)
                    .results()
                    .map(found -> found.group(1))
                    .filter(loaded::add)
                    .forEach(open::add);
            LATER.matcher(content).results().forEach(found -> later.add(found.group(1)));
        }
        return bytes;
    }

    @Test
    void answersOfTheApiAreCompressedAndNoPages() {
        RestAssured.given()
                .config(RestAssured.config()
                        .decoderConfig(io.restassured.config.DecoderConfig.decoderConfig()
                                .noContentDecoders()))
                .header("Accept-Encoding", "gzip")
                .get("/api/business")
                .then()
                .statusCode(401)
                .header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                .header("Cache-Control", "private, no-cache");
    }

    private static int zipped(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(content);
        }
        return bytes.size();
    }
}
