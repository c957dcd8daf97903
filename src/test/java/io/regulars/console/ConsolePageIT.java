package io.regulars.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** How the console's page and what it loads come to a browser. */
@QuarkusTest
class ConsolePageIT {
    private static final Pattern LOADED = Pattern.compile("(?:src|href)=\"(/static/bundle/[^\"]+)\"");

    /** Of scripts and styles together, as they travel: the page is there at once on a phone. */
    private static final int MOST_BYTES = 60_000;

    @Test
    void eachPlaceIsAnsweredWithThePageWhichRunsItsOwnScriptsOnly() {
        for (String place : new String[] {"/", "/sign-in", "/segments", "/segments/service:massage", "/clients/ana"}) {
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
        Matcher loaded = LOADED.matcher(RestAssured.get("/").asString());
        int bytes = 0;
        int files = 0;
        while (loaded.find()) {
            var answer = RestAssured.get(loaded.group(1));
            answer.then().statusCode(200).header("Cache-Control", equalTo("public, max-age=31536000, immutable"));
            bytes += zipped(answer.asByteArray());
            files++;
        }
        assertThat(files).isEqualTo(2);
        assertThat(bytes).isBetween(500, MOST_BYTES);
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
