package io.regulars.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tables that cannot be taken, each with what an analyst is told beside it: {@code cell code}, then the message and, if there is
 * one, the hint. CSV files are as they are; a workbook is written as {@link Workbooks} describes it.
 */
@Tag("slow")
class BrokenTablesTest {
    private static final Path FOLDER = Path.of("src/test/resources/rules/broken/tables");
    private static final long SEED = 20261125;
    private static final int MUTATIONS_A_FILE = 5;
    private static final String SIGNS = "\"\\',;\t\n$(){}[]/*@=<>|&\u0000\uFEFF€";
    private static final Pattern TOKEN = Pattern.compile("\\s|\\w+|.", Pattern.DOTALL);
    private static final Pattern CELL = Pattern.compile("[A-Z]{1,3}[1-9]\\d{0,6}");

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> !file.toString().endsWith("expected"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void isToldWithItsCell(Path file) throws IOException {
        List<Diagnostic> problems = problems(file.toString(), Files.readString(file));

        assertThat(problems).isNotEmpty().allSatisfy(problem -> {
            assertThat(problem.message()).isNotBlank();
            assertThat(problem.hint()).isNotBlank();
        });
        assertThat(told(problems)).isEqualTo(Files.readString(beside(file)));
    }

    @Test
    void everyMutationCompilesOrIsToldAtACell() throws IOException {
        var random = new Random(SEED);
        for (Path file : files()) {
            String text = Files.readString(file);
            for (int i = 0; i < MUTATIONS_A_FILE && !text.isEmpty(); i++) {
                String mutated = file.toString().endsWith("csv") ? mutated(text, random) : otherValues(text, random);
                String description = "seed %d, %s, mutation %d:%n%s".formatted(SEED, file, i, mutated);
                assertThat(problems(file.toString(), mutated)).as(description).allSatisfy(problem -> {
                    assertThat(problem.message()).isNotBlank().doesNotContain("the log says why");
                    assertThat(problem.cell()).matches(CELL);
                    assertThat(problem.cell()).endsWith(String.valueOf(problem.line()));
                });
            }
        }
    }

    private static Path beside(Path file) {
        return Path.of(file.toString().replaceFirst("\\w+$", "expected"));
    }

    private static List<Diagnostic> problems(String path, String text) {
        RuleFile file = path.endsWith("csv")
                ? new RuleFile("tables/t.csv", text.getBytes(StandardCharsets.UTF_8))
                : new RuleFile("tables/t.xlsx", Workbooks.described(text));
        return CompileRules.compile(List.of(file)) instanceof Compilation.Rejected rejected
                ? rejected.diagnostics()
                : List.of();
    }

    private static String told(List<Diagnostic> problems) {
        var told = new StringBuilder();
        for (Diagnostic problem : problems) {
            String sheet = problem.sheet() == null ? "" : problem.sheet() + "!";
            told.append("%s%s %s%n    %s%n    %s%n"
                    .formatted(sheet, problem.cell(), problem.code(), problem.message(), problem.hint()));
        }
        return told.toString();
    }

    private static String mutated(String text, Random random) {
        List<String> tokens = new ArrayList<>();
        TOKEN.matcher(text).results().forEach(token -> tokens.add(token.group()));
        int at = random.nextInt(tokens.size());
        switch (random.nextInt(5)) {
            case 0 -> tokens.remove(at);
            case 1 -> tokens.add(at, tokens.get(at));
            case 2 -> tokens.add(at, String.valueOf(SIGNS.charAt(random.nextInt(SIGNS.length()))));
            case 3 -> tokens.subList(at, tokens.size()).clear();
            default -> Collections.swap(tokens, at, random.nextInt(tokens.size()));
        }
        return String.join("", tokens);
    }

    /** A description's cells with their values exchanged, left out or spoilt; it stays one that can be read. */
    private static String otherValues(String text, Random random) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        int at = random.nextInt(lines.size());
        int other = random.nextInt(lines.size());
        boolean cells = isCell(lines.get(at)) && isCell(lines.get(other));
        String value = lines.get(at).replaceFirst("^\\S+", "");
        switch (random.nextInt(3)) {
            case 0 -> {
                if (cells) {
                    lines.set(
                            at,
                            lines.get(at).replaceFirst(" .*", "")
                                    + lines.get(other).replaceFirst("^\\S+", ""));
                    lines.set(other, lines.get(other).replaceFirst(" .*", "") + value);
                }
            }
            case 1 -> {
                if (isCell(lines.get(at))) {
                    lines.remove(at);
                }
            }
            default -> {
                if (value.startsWith(" text ")) {
                    String spoilt =
                            mutated(value.substring(" text ".length()), random).replace("\n", "\\n");
                    lines.set(at, lines.get(at).replaceFirst(" .*", "") + " text " + spoilt.replace("\u0000", ""));
                }
            }
        }
        return String.join("\n", lines);
    }

    private static boolean isCell(String line) {
        return line.matches("[A-Z]{1,3}\\d+ .*");
    }
}
