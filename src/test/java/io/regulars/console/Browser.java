package io.regulars.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** A real Chromium as somebody in front of it uses it, driven by the W3C's WebDriver protocol through Debian's chromedriver. */
final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Path PICTURES = Path.of("target", "screens");
    private static final Pattern PORT = Pattern.compile("started successfully on port (\\d+)");
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int MOST_TABS = 150;
    private static final Duration LONGEST_INSTALL = Duration.ofMinutes(4);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process driver;
    private final String session;
    private final String site;

    private Browser(Process driver, int port, String site) {
        this.driver = driver;
        this.site = site;
        String root = "http://127.0.0.1:" + port + "/session";
        this.session =
                root + "/" + send("POST", root, CAPABILITIES).path("sessionId").asText();
    }

    /** The driver chooses a port, and ends where somebody else takes it before. */
    private static final int MOST_STARTS = 5;

    private static final Map<String, Object> CAPABILITIES = Map.of(
            "capabilities",
            Map.of(
                    "alwaysMatch",
                    Map.of(
                            "browserName",
                            "chrome",
                            "goog:loggingPrefs",
                            Map.of("browser", "ALL"),
                            "goog:chromeOptions",
                            Map.of(
                                    "binary",
                                    CHROMIUM.toString(),
                                    "args",
                                    List.of(
                                            "--headless=new",
                                            "--no-sandbox",
                                            "--disable-gpu",
                                            "--disable-dev-shm-usage",
                                            "--no-first-run",
                                            "--disable-background-networking",
                                            "--disable-component-update",
                                            "--disable-sync",
                                            "--lang=en-GB",
                                            "--window-size=1280,900")))));

    /** Starts one that looks at a site; where there is no Chromium it is installed, and where it cannot be had the test is left out. */
    static Browser at(String site) throws IOException {
        if (!isThere()) {
            install();
        }
        var told = new StringBuilder();
        for (int tries = 0; tries < MOST_STARTS; tries++) {
            Process driver = new ProcessBuilder(DRIVER.toString(), "--port=0")
                    .redirectErrorStream(true)
                    .start();
            var output = new BufferedReader(new InputStreamReader(driver.getInputStream(), UTF_8));
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                Matcher port = PORT.matcher(line);
                if (port.find()) {
                    return new Browser(driver, Integer.parseInt(port.group(1)), site);
                }
                told.append(line).append('\n');
            }
        }
        throw new IOException("chromedriver ended without a port: " + told);
    }

    private static void install() throws IOException {
        for (int tries = 0; tries < 2 && !isThere() && "root".equals(System.getProperty("user.name")); tries++) {
            run("apt-get", "-qq", "update");
            run("apt-get", "-qq", "install", "-y", "--no-install-recommends", "chromium", "chromium-driver");
        }
        Assumptions.assumeTrue(isThere(), "No Chromium can be had here: apt-get install chromium chromium-driver");
    }

    private static boolean isThere() {
        return Files.exists(DRIVER) && Files.exists(CHROMIUM);
    }

    private static void run(String... command) throws IOException {
        var builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
        Process process = builder.start();
        try {
            process.onExit().get(LONGEST_INSTALL.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Goes to a place of the site, as if its address was typed. */
    void open(String place) {
        post("/url", Map.of("url", site + place));
    }

    /** As large as a phone or a desk's screen. */
    void size(int width, int height) {
        chromium(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    }

    /** Light or dark, as the machine is set. */
    void colours(String scheme) {
        chromium(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Waits until the page says so. */
    void expect(String text) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(text().replace('\u00a0', ' ')).contains(text));
    }

    /** Waits until the page says so no more. */
    void expectNot(String text) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(text()).doesNotContain(text));
    }

    /** What can be read on the page. */
    String text() {
        return script("return document.body.innerText").asText();
    }

    /** Types keys into whatever has the focus; {@code \uE004} is Tab and {@code \uE007} Enter, as WebDriver names them. */
    void keys(String keys) {
        List<Map<String, String>> presses = keys.codePoints()
                .mapToObj(Character::toString)
                .flatMap(key ->
                        List.of(Map.of("type", "keyDown", "value", key), Map.of("type", "keyUp", "value", key))
                                .stream())
                .toList();
        post("/actions", Map.of("actions", List.of(Map.of("type", "key", "id", "keys", "actions", presses))));
    }

    /** Goes on by Tab until what has the focus says so; without a mouse nothing else is reached. */
    void tabTo(String says) {
        for (int tabs = 0; tabs < MOST_TABS; tabs++) {
            keys("\uE004");
            String focused = script("""
                            const one = document.activeElement;
                            return (one.getAttribute('aria-label') || one.innerText || '').trim();
                            """).asText();
            if (focused.startsWith(says)) {
                return;
            }
        }
        throw new AssertionError("'" + says + "' is not reached by Tab.");
    }

    /** Presses a key while another is held. */
    void press(String held, String key) {
        post(
                "/actions",
                Map.of(
                        "actions",
                        List.of(Map.of(
                                "type",
                                "key",
                                "id",
                                "keys",
                                "actions",
                                List.of(
                                        Map.of("type", "keyDown", "value", held),
                                        Map.of("type", "keyDown", "value", key),
                                        Map.of("type", "keyUp", "value", key),
                                        Map.of("type", "keyUp", "value", held))))));
    }

    /** Chooses in a list of choices by a click; typed letters would count as one word only if they came quickly. */
    void choose(String selector, String choice) {
        element(selector);
        String option = post(
                        "/element",
                        Map.of("using", "xpath", "value", "//select/option[normalize-space()='" + choice + "']"))
                .elements()
                .next()
                .asText();
        post("/element/" + option + "/click", Map.of());
    }

    /** Clicks on the first link or button that says so. */
    void follow(String text) {
        follow(text, "a,button");
    }

    /** Clicks on the first of some that says so. */
    void follow(String text, String among) {
        String find =
                "[...document.querySelectorAll(arguments[1])].find(one => one.innerText.trim().startsWith(arguments[0]))";
        await().atMost(PATIENCE)
                .until(() ->
                        script("return " + find + " !== undefined", text, among).asBoolean());
        script(find + ".click()", text, among);
    }

    /** Writes into a field, instead of what stands there. */
    void write(String selector, String text) {
        String element = element(selector);
        post("/element/" + element + "/clear", Map.of());
        post("/element/" + element + "/value", Map.of("text", text));
    }

    private String element(String selector) {
        await().atMost(PATIENCE)
                .until(() -> script("return document.querySelector(arguments[0]) !== null", selector)
                        .asBoolean());
        return post("/element", Map.of("using", "css selector", "value", selector))
                .elements()
                .next()
                .asText();
    }

    /** What a script of the test answers. */
    JsonNode script(String script, Object... arguments) {
        return post("/execute/sync", Map.of("script", script, "args", List.of(arguments)));
    }

    /** What axe finds against WCAG 2.2 A and AA on the page as it is. */
    List<String> barriers() throws IOException {
        try (InputStream axe = Objects.requireNonNull(Browser.class.getResourceAsStream("/axe.min.js"))) {
            script(new String(axe.readAllBytes(), UTF_8));
        }
        JsonNode found = post("/execute/async", Map.of("script", """
                        const done = arguments[arguments.length - 1];
                        axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})
                           .then(result => done(result.violations.map(one => one.id + ': '
                              + one.nodes.map(node => node.target + ' ' + node.failureSummary).join(' | '))));
                        """, "args", List.of()));
        return StreamSupport.stream(found.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /** What the console of the browser complains of since it was last asked: errors, and what the content security policy kept out. */
    List<String> complaints() {
        return StreamSupport.stream(post("/se/log", Map.of("type", "browser")).spliterator(), false)
                .filter(line ->
                        List.of("SEVERE", "WARNING").contains(line.path("level").asText()))
                .map(line -> line.path("message").asText())
                .toList();
    }

    /** Signs in with a key, as whoever was not signed in yet. */
    void signIn(String key) {
        open("/sign-in");
        write("#key", key);
        follow("Sign in");
        expect("Sign out");
    }

    /** Nothing keeps anybody out at a desk and on a phone, by day and by night; a picture of each is kept. */
    void looksWell(String name) throws IOException {
        for (String colours : List.of("light", "dark")) {
            colours(colours);
            for (int width : new int[] {1280, 360}) {
                size(width, width == 360 ? 780 : 900);
                picture(name + "-" + colours + "-" + width);
                assertThat(barriers()).as("%s, %s, %d px", name, colours, width).isEmpty();
                assertThat(script("return document.documentElement.scrollWidth").asInt())
                        .as("width of %s", name)
                        .isLessThanOrEqualTo(width);
            }
        }
        colours("light");
        size(1280, 900);
    }

    /** Keeps a picture of the whole page. */
    void picture(String name) throws IOException {
        Files.createDirectories(PICTURES);
        String png = call("GET", "/screenshot", null).asText();
        Files.write(PICTURES.resolve(name + ".png"), Base64.getDecoder().decode(png));
    }

    private void chromium(String command, Map<String, Object> parameters) {
        post("/goog/cdp/execute", Map.of("cmd", command, "params", parameters));
    }

    private JsonNode post(String path, Map<String, Object> body) {
        return call("POST", path, body);
    }

    private JsonNode call(String method, String path, @Nullable Map<String, Object> body) {
        return send(method, session + path, body);
    }

    private JsonNode send(String method, String address, @Nullable Map<String, Object> body) {
        try {
            var content = body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
            var request = HttpRequest.newBuilder(URI.create(address))
                    .header("Content-Type", "application/json")
                    .timeout(PATIENCE.multipliedBy(2))
                    .method(method, content)
                    .build();
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode value = JSON.readTree(answer.body()).path("value");
            assertThat(answer.statusCode())
                    .as(() -> method + " " + address + ": "
                            + value.path("message").asText())
                    .isEqualTo(200);
            return value;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        call("DELETE", "", null);
        driver.destroy();
        http.close();
    }
}
