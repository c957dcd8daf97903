package io.regulars.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.regulars.OwnProcesses;
import io.regulars.ServiceProcess;
import io.regulars.testing.DescribedApi;
import io.regulars.testing.DescribedApi.Operation;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A native binary knows what the service looks up while it runs. Shown without a builder of binaries: the service runs in a JVM
 * whose agent sees each reflective look-up, and all that it sees stands in what Quarkus writes for the builder.
 */
@OwnProcesses
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NativeBinaryIT {
    private static final Path SOURCES = Path.of("target", "native-sources");
    private static final Path TESTS = Path.of("target", "test-classes");
    private static final String KEY = "a-key-of-my-own-choice";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Their Quarkus extensions tell the builder what they need, by code that it runs; Quarkus tries that with binaries. */
    private static final List<String> OF_QUARKUS = List.of(
            "io.quarkus.",
            "io.smallrye.",
            "io.vertx.",
            "io.netty.",
            "io.micrometer.",
            "io.agroal.",
            "org.jboss.",
            "org.hibernate.",
            "com.arjuna.",
            "org.flywaydb.",
            "org.postgresql.",
            "jakarta.",
            "io.quarkiverse.",
            "com.aayushatharva.brotli4j.");

    /** The JDK's own look-ups are its builder's; and no PostgreSQL is embedded in a binary. */
    private static final List<String> OF_OTHERS = List.of("jdk.", "sun.", "java.", "com.sun.", "io.zonky.");

    private static final Pattern PARTS =
            Pattern.compile("db/migration/.+\\.sql|META-INF/resources/.+[^/]|com/google/i18n/phonenumbers/data/.+");

    /** Written by Quarkus for beans of ours, with the names of classes as constants, which the builder sees. */
    private static final Pattern GENERATED = Pattern.compile(".*(_Bean|_Observer_.*|_ClientProxy|_Subclass)");

    @TempDir
    Path folder;

    private NativeSources sources;

    @BeforeAll
    void read() throws IOException {
        sources = new NativeSources(SOURCES);
    }

    @Test
    void whatTheServiceLooksUpIsKnownToItsNativeBinary() throws Exception {
        Path seen = folder.resolve("look-ups.tsv");
        callEverything(Map.of("JAVA_TOOL_OPTIONS", "-javaagent:" + agent() + "=" + seen));

        List<Lookup> lookups = Lookup.read(seen);
        assertThat(lookups).hasSizeGreaterThan(1_000);
        assertThat(lookups.stream().filter(NativeBinaryIT::isOurs).filter(sources::lacks))
                .isEmpty();
    }

    @Test
    void aClassThatJacksonWritesWithoutItsMetadataIsNoticed() throws Exception {
        Path seen = folder.resolve("unknown.tsv");
        String classPath = String.join(":", System.getProperty("java.class.path"), TESTS.toString());
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-javaagent:" + agent() + "=" + seen,
                        "-cp",
                        classPath,
                        WritesUnknown.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> printed = process.inputReader().lines().toList();

        assertThat(process.waitFor()).as("exit code").isZero();
        assertThat(printed).containsExactly("{\"name\":\"Ana\"}");
        assertThat(Lookup.read(seen))
                .filteredOn(lookup -> isOurs(lookup) && sources.lacks(lookup))
                .extracting(Lookup::subject)
                .contains(WritesUnknown.Unknown.class.getName());
    }

    @Test
    void whatIsReadWhileItRunsIsPartOfIt() {
        assertThat(sources.files())
                .filteredOn(file -> PARTS.matcher(file).matches())
                .hasSizeGreaterThan(30)
                .allSatisfy(file -> assertThat(sources.contains(file)).as(file).isTrue());
    }

    @Test
    void itSpeaksTheLanguagesOfClients() throws IOException {
        assertThat(sources.arguments()).contains("-H:+IncludeAllLocales").contains("-H:+AddAllCharsets");
    }

    private static boolean isOurs(Lookup lookup) {
        String caller = lookup.caller();
        // Jackson has serializers of its own for the JDK's types, and looks at them nevertheless
        boolean known = caller.startsWith("com.fasterxml.")
                && (lookup.subject().startsWith("java.") || lookup.subject().startsWith("org.flywaydb."));
        return !known
                && !GENERATED.matcher(caller).matches()
                && Stream.concat(OF_QUARKUS.stream(), OF_OTHERS.stream()).noneMatch(caller::startsWith);
    }

    /** All operations, rules of each kind that change, a mail and a webhook. */
    private void callEverything(Map<String, String> options) throws Exception {
        Path rules = folder.resolve("rules");
        copy(Path.of("rules"), rules);
        var mails = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
        mails.start();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
                HttpClient http = HttpClient.newHttpClient()) {
            var settings = new HashMap<>(options);
            settings.putAll(Map.of(
                    "QUARKUS_DATASOURCE_JDBC_URL",
                    postgres.getJdbcUrl("postgres", "postgres"),
                    "QUARKUS_DATASOURCE_USERNAME",
                    "postgres",
                    "QUARKUS_MAILER_HOST",
                    "127.0.0.1",
                    "QUARKUS_MAILER_PORT",
                    String.valueOf(mails.getSmtp().getPort()),
                    "QUARKUS_MAILER_FROM",
                    "salon@example.com",
                    "REGULARS_KAFKA_BROKERS",
                    "127.0.0.1",
                    "REGULARS_ADMIN_KEY",
                    KEY,
                    "REGULARS_RULES",
                    rules.toString(),
                    "REGULARS_SECRET_KEY",
                    "dGVzdHMgc2VhbCB0aGVpciBzZWNyZXRzIGJ5IHRoaXM="));
            // traces are written, and no collector takes them
            settings.putAll(Map.of(
                    "QUARKUS_OTEL_SDK_DISABLED", "false", "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"));
            try (var service = ServiceProcess.start(folder.resolve("data"), settings)) {
                assertThat(service.post(KEY, "/api/demo?clients=40&seed=1", "").statusCode())
                        .isLessThan(300);
                assertThat(service.post(KEY, "/api/test-addresses", "{\"address\": \"owner@example.com\"}")
                                .statusCode())
                        .isEqualTo(202);
                assertThat(mails.waitForIncomingEmail(PATIENCE.toMillis(), 1)).isTrue();
                changeRules(service, rules);
                tellKafka(service);
                callOperations(new DescribedApi(http, service.address()));
                for (String page : List.of("/", "/q/health", "/q/metrics", "/q/openapi")) {
                    assertThat(service.get(KEY, page).statusCode()).as(page).isEqualTo(200);
                }
            }
        } finally {
            mails.stop();
        }
    }

    private static void changeRules(ServiceProcess service, Path rules) throws Exception {
        String before = service.get(KEY, "/api/rules/active").body();
        Files.writeString(rules.resolve("segments/binary.drl"), """
                rule "Binary" when $c: Client( visits >= 1 ) then segments.assign($c, "binary"); end
                """);
        await().atMost(PATIENCE)
                .until(() -> service.get(KEY, "/api/rules/active").body(), after -> !after.equals(before));
    }

    /** What a producer looks up it does before it finds no broker. */
    private static void tellKafka(ServiceProcess service) throws Exception {
        var ways = Map.of("scram", "\"security\": \"TLS\", \"user\": \"a\"", "plain", """
                "security": "NONE", "user": "a", "mechanism": "PLAIN"\
                """);
        for (Map.Entry<String, String> way : ways.entrySet()) {
            String made = service.post(KEY, "/api/endpoints", """
                            {"name": "%s", "kind": "kafka", "secret": "b", "events": ["task.created"],
                             "settings": {"brokers": "127.0.0.1:1", %s}}
                            """.formatted(way.getKey(), way.getValue()))
                    .body();
            String id = Pattern.compile("\"id\":([0-9]+)")
                    .matcher(made)
                    .results()
                    .findFirst()
                    .orElseThrow()
                    .group(1);
            service.post(KEY, "/api/endpoints/" + id + "/ping", "");
            await().atMost(PATIENCE)
                    .until(
                            () -> service.get(KEY, "/api/deliveries?state=WAITING&endpoint=" + way.getKey())
                                    .body(),
                            waits -> waits.contains("no broker of"));
        }
    }

    private static void callOperations(DescribedApi api) throws IOException, InterruptedException {
        List<Operation> operations = api.operations();
        int taken = 0;
        for (String method : List.of("put", "post", "patch", "get", "delete")) {
            for (Operation operation : operations) {
                boolean moves = operation.path().equals("/api/clock")
                        || operation.path().equals("/api/demo");
                if (operation.method().equals(method) && !moves) {
                    var answer = api.send(operation, api.request(operation, DescribedApi.EXAMPLES), KEY);
                    taken += answer.statusCode() < 300 ? 1 : 0;
                }
            }
        }
        assertThat(taken)
                .as("operations that did something, of " + operations.size())
                .isGreaterThan(60);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    /** A jar of the agent, which every class loader finds. */
    private Path agent() throws IOException {
        var manifest = new Manifest();
        Path jar = folder.resolve("agent.jar");
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", ReflectionAgent.class.getName());
        manifest.getMainAttributes()
                .putValue("Boot-Class-Path", jar.getFileName().toString());
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                Stream<Path> files = Files.walk(TESTS.resolve("io/regulars/binary"))) {
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith("Reflecti"))
                    .toList()) {
                out.putNextEntry(new JarEntry(TESTS.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
        return jar;
    }
}
