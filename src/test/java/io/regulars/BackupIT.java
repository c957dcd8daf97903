package io.regulars;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The drill: a service whose database was lost goes on with the backup. It needs PostgreSQL's own tools, which the embedded server comes
 * without, and is left out where they are not installed.
 */
@OwnProcesses
class BackupIT {
    private static final String KEY = "a-key-of-my-own-choice";
    private static final String SCRIPT =
            Path.of("docker", "backup.sh").toAbsolutePath().toString();
    private static final List<String> ASKED = List.of(
            "/api/clients/c-1/segments",
            "/api/transitions",
            "/api/clients/c-1",
            "/api/bookings/b-1",
            "/api/segments",
            "/api/campaigns");

    @TempDir
    Path folder;

    private Path bin = Path.of("/");
    private int port;

    @BeforeEach
    void aServerWithItsTools() throws Exception {
        bin = tools();
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        run(tool("initdb", "-A", "trust", "-U", "postgres", "-D", data()));
        run(tool("pg_ctl", "-w", "-D", data(), "-l", data() + ".log", "-o", "-p " + port + " -k " + folder, "start"));
    }

    @AfterEach
    void stop() throws Exception {
        if (Files.exists(folder.resolve("data"))) {
            run(tool("pg_ctl", "-w", "-m", "immediate", "-D", data(), "stop"));
        }
    }

    @Test
    void aServiceOnTheRestoredBackupAnswersAsBefore() throws Exception {
        String file = folder.resolve("backup").toString();
        List<String> before;
        try (var service = ServiceProcess.start(folder.resolve("none"), settings("postgres", "2026-11-22T12:00:00Z"))) {
            service.put(KEY, "/api/clients/c-1", "{\"firstName\": \"Ana\", \"consents\": {\"email\": true}}");
            service.put(KEY, "/api/bookings/b-1", """
                    {"client": "c-1", "service": "massage", "startsAt": "2026-11-22T10:00:00Z", "status": "COMPLETED", "price": "60.00"}
                    """);
            before = answers(service);
            assertThat(script("write", file)).contains("bytes of postgres");
            service.put(KEY, "/api/clients/c-2", "{\"firstName\": \"Too late\"}");
        }

        assertThat(script("try", file)).contains("businesses 1", "clients 1", "bookings 1", "can be restored");
        assertThat(script("restore", file)).contains("The database postgres is not empty.");
        run(tool("createdb", "-h", "localhost", "-p", String.valueOf(port), "-U", "postgres", "restored"));
        assertThat(script("restore", file, "restored")).contains("clients 1");

        try (var service = ServiceProcess.start(folder.resolve("none"), settings("restored", "2026-11-22T13:00:00Z"))) {
            assertThat(answers(service)).isEqualTo(before);
            assertThat(service.get(KEY, "/api/clients/c-2").statusCode()).isEqualTo(404);
            assertThat(service.put(KEY, "/api/clients/c-2", "{}").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aFileThatIsNoBackupIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("other"), "something else");
        assertThat(script("try", file.toString())).contains("does not appear to be a valid archive");
        assertThat(script("try", folder.resolve("gone").toString())).contains("There is no file");
    }

    private static List<String> answers(ServiceProcess service) throws Exception {
        var answers = new ArrayList<String>();
        for (String path : ASKED) {
            var answer = service.get(KEY, path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            answers.add(answer.body());
        }
        return answers;
    }

    /** @param clock where it starts; a restored service never goes on before what it has seen */
    private Map<String, String> settings(String database, String clock) {
        return Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL",
                "jdbc:postgresql://localhost:" + port + "/" + database,
                "QUARKUS_DATASOURCE_USERNAME",
                "postgres",
                "REGULARS_CLOCK",
                clock,
                "REGULARS_ADMIN_KEY",
                KEY);
    }

    private String script(String... arguments) throws Exception {
        var builder = new ProcessBuilder(
                        Stream.concat(Stream.of(SCRIPT), Stream.of(arguments).limit(2))
                                .toList())
                .redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of("PGHOST", "localhost", "PGPORT", String.valueOf(port), "PGUSER", "postgres"));
        builder.environment().put("PGDATABASE", arguments.length > 2 ? arguments[2] : "postgres");
        builder.environment().merge("PATH", bin.toString(), (path, own) -> own + ":" + path);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return said;
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    /** PostgreSQL refuses to run as root, but for one who is root of a name space of its own alone. */
    private List<String> tool(String name, String... arguments) {
        List<String> space = isRoot() ? List.of("unshare", "-U") : List.of();
        return Stream.of(space, List.of(bin.resolve(name).toString()), List.of(arguments))
                .flatMap(List::stream)
                .toList();
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static boolean hasNameSpaces() throws Exception {
        return new ProcessBuilder("unshare", "-U", "true").start().waitFor() == 0;
    }

    private void run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("tool.log").toFile())
                .start();
        assertThat(process.waitFor())
                .as(() -> command + "\n" + read(folder.resolve("tool.log")))
                .isZero();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Where a PostgreSQL with its tools is installed. */
    private static Path tools() throws Exception {
        var places = new ArrayList<Path>();
        Stream.of(System.getenv("PATH").split(":")).map(Path::of).forEach(places::add);
        Path debian = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(debian)) {
            try (Stream<Path> versions = Files.list(debian)) {
                versions.map(version -> version.resolve("bin")).forEach(places::add);
            }
        }
        var found = places.stream()
                .filter(place -> Stream.of("initdb", "pg_ctl", "pg_dump")
                        .allMatch(tool -> Files.isExecutable(place.resolve(tool))))
                .findFirst();
        assumeTrue(found.isPresent(), "No PostgreSQL with pg_dump is installed here.");
        assumeTrue(!isRoot() || hasNameSpaces(), "PostgreSQL does not run as root, and there is no other user here.");
        return found.orElseThrow();
    }
}
