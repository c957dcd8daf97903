package io.regulars;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code docs/class-path.md} says what the packaged service brings along, the largest with a reason. */
class ClassPathIT {
    private static final Path PAGE = Path.of("docs", "class-path.md");
    private static final Path LIBRARIES = Path.of("target", "quarkus-app", "lib");
    private static final Pattern VERSION = Pattern.compile("-\\d[^/]*\\.jar$");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| [0-9.]+ \\| `([^`]+)` \\| (.+) \\|$");
    private static final Pattern ALL = Pattern.compile("(?s)```\n(.*?)```");
    private static final int LARGEST = 10;

    /** Engines that compile or define classes while the service runs, wherever they were packed. */
    private static final List<String> COMPILERS = List.of(
            "org/mvel2/",
            "org/eclipse/jdt/internal/compiler/",
            "org/drools/mvelcompiler/",
            "org/drools/model/codegen/",
            "org/drools/wiring/dynamic/",
            "org/codehaus/janino/",
            "groovy/lang/",
            "javassist/");

    private static final List<String> OTHER_JSON_AND_YAML = List.of(
            "com/google/gson/",
            "org/json/",
            "net/minidev/json/",
            "org/eclipse/yasson/",
            "com/alibaba/fastjson",
            "com/squareup/moshi/",
            "org/snakeyaml/engine/");

    /** Where each lies, by its name without the version. */
    private static final Map<String, Path> JARS = new TreeMap<>();

    @BeforeAll
    static void readLibraries() throws IOException {
        try (Stream<Path> files = Files.walk(LIBRARIES)) {
            files.filter(file -> file.toString().endsWith(".jar"))
                    .forEach(jar -> JARS.put(
                            VERSION.matcher(jar.getFileName().toString()).replaceFirst(""), jar));
        }
    }

    @Test
    void thePageListsEachJar() throws IOException {
        List<String> listed = ALL.matcher(Files.readString(PAGE))
                .results()
                .flatMap(block -> block.group(1).lines())
                .toList();

        assertThat(listed)
                .as(
                        "%s lists what lies in %s; add what is new, with a reason for it, and take out what has gone",
                        PAGE, LIBRARIES)
                .containsExactlyElementsOf(JARS.keySet());
    }

    @Test
    void theLargestHaveAReason() throws IOException {
        List<String> explained = ROW.matcher(Files.readString(PAGE))
                .results()
                .filter(row -> !row.group(2).isBlank())
                .map(row -> row.group(1))
                .toList();
        List<String> largest = JARS.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, Path> jar) -> size(jar.getValue()))
                        .reversed())
                .limit(LARGEST)
                .map(Map.Entry::getKey)
                .toList();

        assertThat(explained).containsExactlyInAnyOrderElementsOf(largest);
    }

    @Test
    void nothingCompilesRulesToClasses() throws IOException {
        assertThat(withClassesOf(COMPILERS)).isEmpty();
    }

    @Test
    void jsonAndYamlAreReadByOneLibraryEach() throws IOException {
        assertThat(withClassesOf(OTHER_JSON_AND_YAML)).isEmpty();
    }

    private static List<String> withClassesOf(List<String> packages) throws IOException {
        var found = new ArrayList<String>();
        for (Map.Entry<String, Path> jar : JARS.entrySet()) {
            try (ZipFile content = new ZipFile(jar.getValue().toFile())) {
                content.stream()
                        .map(ZipEntry::getName)
                        .filter(name ->
                                name.endsWith(".class") && packages.stream().anyMatch(name::startsWith))
                        .findFirst()
                        .ifPresent(name -> found.add(jar.getKey() + " has " + name));
            }
        }
        return found;
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
