package io.regulars.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.rules.model.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files that cannot be taken, hostile ones among them, each with what an analyst is told beside it: {@code line:column-endLine:
 * endColumn code}, then the message and, if there is one, the hint.
 */
class BrokenFilesTest {
    private static final Path FOLDER = Path.of("src/test/resources/rules/broken/drl");

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".drl"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void isToldWithItsPlace(Path file) throws IOException {
        String expected = Files.readString(Path.of(file.toString().replaceFirst("drl$", "expected")));
        List<Diagnostic> problems = RulesTester.problems(Files.readString(file));
        assertThat(problems)
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.message()).isNotBlank());
        assertThat(told(problems)).isEqualTo(expected);
    }

    @Test
    void halfACharacterIsHidden() {
        assertThat(told(RulesTester.problems(
                        "rule \"r\" when $c: Client( city == \"\uD83D\" ) then segments.assign($c, \"s\"); end")))
                .startsWith("1:36-1:36 hidden-character");
    }

    @Test
    void aFileOfMoreThanAMillionCharactersIsRefusedWhereTheyEnd() {
        assertThat(told(RulesTester.problems("\n".repeat(1_000_001)))).startsWith("1000001:1-1000001:1 file-too-large");
    }

    private static String told(List<Diagnostic> problems) {
        var told = new StringBuilder();
        for (Diagnostic problem : problems) {
            told.append("%d:%d-%d:%d %s%n    %s%n"
                    .formatted(
                            problem.line(),
                            problem.column(),
                            problem.endLine(),
                            problem.endColumn(),
                            problem.code(),
                            problem.message()));
            if (!problem.hint().isEmpty()) {
                told.append("    ").append(problem.hint()).append('\n');
            }
        }
        return told.toString();
    }
}
