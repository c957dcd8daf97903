package io.regulars;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents of the product point to is there. */
class DocumentsTest {
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:|#)([^)#]+)");

    /** {@code `StoreBooking`}, {@code `rules/tree/Condition`}, {@code `Memberships.Change`}; constants as {@code `BOOKED`} are no classes. */
    private static final Pattern CLASS = Pattern.compile("`((?:[a-z]+/)*[A-Z][a-z]\\w*)(?:\\.\\w+)*`");

    @Test
    void everyLinkLeadsToAFile() throws IOException {
        var dead = new TreeSet<String>();
        for (Path document : documents()) {
            LINK.matcher(Files.readString(document)).results().forEach(link -> {
                Path target = document.resolveSibling(link.group(1)).normalize();
                boolean ofATemplate =
                        link.group(1).startsWith("{"); // what the guide shows of templates leads to no file
                if (!ofATemplate && !Files.exists(target)) {
                    dead.add(document + " → " + link.group(1));
                }
            });
        }
        assertThat(dead).isEmpty();
    }

    @Test
    void everyClassThatDevelopersReadOfExists() throws IOException {
        List<Path> classes = files(Path.of("src"), ".java");
        var gone = new TreeSet<String>();
        for (Path document : documents()) {
            if (document.startsWith("docs") || document.endsWith("CONTRIBUTING.md")) {
                CLASS.matcher(Files.readString(document))
                        .results()
                        .map(name -> name.group(1))
                        .filter(name -> classes.stream().noneMatch(file -> file.endsWith(fileOf(name))))
                        .forEach(name -> gone.add(document + " names " + name));
            }
        }
        assertThat(gone).isEmpty();
    }

    @Test
    void everyDecisionIsInTheirList() throws IOException {
        Path list = Path.of("docs", "adr", "README.md");
        String decisions = Files.readString(list);
        assertThat(files(Path.of("docs", "adr"), ".md"))
                .hasSizeGreaterThan(10)
                .filteredOn(decision -> !decision.equals(list))
                .allSatisfy(decision -> assertThat(decisions).contains("](" + decision.getFileName() + ")"));
    }

    private static List<Path> documents() throws IOException {
        var documents = new ArrayList<>(files(Path.of("docs"), ".md"));
        documents.addAll(List.of(Path.of("README.md"), Path.of("CONTRIBUTING.md"), Path.of("rules", "README.md")));
        return documents;
    }

    private static String fileOf(String name) {
        return name + ".java";
    }

    private static List<Path> files(Path below, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}
