package io.regulars.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.OwnProcesses;
import io.regulars.platform.json.Json;
import io.regulars.rules.model.DescribeVocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What the builder makes of definitions, without a browser: the tests in {@code src/test/web}, by the Deno that the bundler has unpacked. */
@OwnProcesses
class DefinitionScreenIT {
    private static final Path UNPACKED = Path.of("target", "node_modules", "@deno");
    private static final long LONGEST_SECONDS = 120;

    @Test
    void definitionsAreReadEditedWrittenAndSaidInWords() throws IOException, InterruptedException {
        Path vocabulary = Path.of("target", "vocabulary.json").toAbsolutePath();
        Files.writeString(vocabulary, Json.write(DescribeVocabulary.describe()));
        Path log = Path.of("target", "web-tests.log");
        ProcessBuilder tests = new ProcessBuilder(
                        deno().toString(),
                        "test",
                        "--quiet",
                        "--no-remote",
                        "--no-npm",
                        "--no-check",
                        "--no-lock",
                        "--unstable-sloppy-imports",
                        "--allow-read",
                        "--allow-env",
                        "src/test/web")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        tests.environment().put("VOCABULARY", vocabulary.toString());
        tests.environment().put("NO_COLOR", "1");

        Process run = tests.start();
        boolean ended = run.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
        run.destroyForcibly();

        assertThat(ended).as("ended in time").isTrue();
        assertThat(run.exitValue()).as(() -> read(log)).isZero();
    }

    private static Path deno() throws IOException {
        Assumptions.assumeTrue(
                Files.isDirectory(UNPACKED), "The web bundler has not run yet, or has no Deno for this machine");
        try (Stream<Path> kinds = Files.list(UNPACKED)) {
            List<Path> found = kinds.map(kind -> kind.resolve("deno"))
                    .filter(Files::isExecutable)
                    .toList();
            Assumptions.assumeFalse(found.isEmpty(), "The web bundler has no Deno for this machine");
            return found.getFirst().toAbsolutePath();
        }
    }

    private static String read(Path log) {
        try {
            return Files.readString(log, UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
